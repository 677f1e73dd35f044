import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { definitionFolders } from '@xiangyun/kernel/definitions'
import { localDate } from '@xiangyun/kernel/time'
import type { Api } from './api.ts'
import { castFor, giveRecords, withCast } from './casting.ts'
import { walkCase } from './driver.ts'
import type { WalkCase, Walked } from './driver.ts'

/** The walk-through cases of an item, from the last catalogue root that has them. */
export function walkCases(roots: readonly string[], item: string): WalkCase[] {
  const file = [...roots].reverse().flatMap((root) => definitionFolders(root, 'items', item)).map((folder) => join(folder, 'cases.yaml')).find((path) => existsSync(path))
  if (!file) throw new Error(`没有 ${item} 的走查案例（cases.yaml）`)
  return parse(readFileSync(file, 'utf8')) as WalkCase[]
}

export type ItemWalk = Walked & { readonly item: string; readonly title: string; readonly file: Buffer | null; readonly fileName: string | null; readonly verified: boolean; readonly verdict: string }

const county = '220102'
/** An item of the townships is applied for in one of them. */
const township = '220102001'

/** One case of an item from application to its end; a granted licence (or sealed letter) is fetched and verified as anybody would. */
export async function walkItem(api: Api, item: string, plan: WalkCase, skip = 0): Promise<ItemWalk> {
  const casting = await castFor(api, plan, skip)
  const session = await api.call(undefined, 'GET', '/session')
  const filled = withCast(plan, casting, localDate(new Date(String(session.value['now']))))
  await giveRecords(api, filled, casting)
  const offered = await api.call(undefined, 'GET', `/items/${item}?division=${county}`)
  const isTownship = offered.value['office'] === null || JSON.stringify(offered.value['office'] ?? '').includes('办事处')
  const walked = await walkCase(api, item, isTownship ? township : county, casting.applicant, filled, casting.cast)
  if (!walked.case) return { ...walked, item, title: plan.title, file: null, fileName: null, verified: false, verdict: 'none' }
  const me = casting.applicant.identityNumber
  // A clock that was moved ended the session: the face is chosen anew.
  // What brings a firm into being is the new firm's.
  const face = walked.view?.result?.values['holder'] ?? casting.applicant.firm
  if (face) await api.call(me, 'POST', '/session/face', { firm: face })
  const path = walked.licence ? `/licences/${walked.licence}/file` : walked.view?.result?.document ? `/cases/${walked.case}/document` : null
  const file = path ? await api.call(me, 'GET', path) : null
  if (!file || file.status !== 200) return { ...walked, item, title: plan.title, file: null, fileName: null, verified: false, verdict: `no file (${file?.status ?? 'none'})` }
  const report = await api.call(undefined, 'POST', '/verification/file', file.bytes)
  const verdict = String(report.value['verdict'])
  return { ...walked, item, title: plan.title, file: file.bytes, fileName: `${item}.ofd`, verified: report.status === 200 && verdict === (walked.licence ? 'valid' : 'genuine'), verdict }
}
