import { zipSync } from 'fflate'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { ReplyOf, Result } from '@xiangyun/kernel/contract'
import type { Context, Handled, Module } from '@xiangyun/kernel/modules'
import { localTime } from '@xiangyun/kernel/time'
import type { readCopy } from './contract.ts'

/** One part of a copy: a list, and how each of its entries is read where a list says less than there is. */
export type Part = { readonly name: string; readonly list: Handled; readonly one: Handled | undefined }
type Rows = readonly Record<string, unknown>[]
type Taken = { readonly name: string; readonly value: unknown; readonly count: number; readonly isWhole: boolean }

/** So many entries of a list, and of these so many in full, are in one copy; the newest come first. */
const MOST_ROWS = 5000
const MOST_FULL = 500

/** The parts of the copy, from what routes declare: a module that keeps something about people names it there and is in. */
export function partsOf(modules: readonly Module[]): readonly Part[] {
  const routes = modules.flatMap((module) => module.routes).filter(({ route }) => route.copy !== undefined)
  return routes.filter(({ route }) => !route.path.includes('/:')).map((list) => ({
    name: list.route.copy!, list, one: routes.find(({ route }) => route.copy === list.route.copy && route.path.endsWith('/:id')),
  }))
}

/** Everything that is held about the acting person, as they may read it in the portal, in one file that machines read too (个人信息保护法 第四十五条). */
export async function copy(context: Context, parts: readonly Part[]): Promise<Result<ReplyOf<typeof readCopy>>> {
  const { actor } = context
  if (actor.traits['principal'] !== undefined) return fail('accounts/own-only')
  if (actor.traits['assurance'] !== 'strong') return fail('kernel/step-up-needed')
  const taken: Taken[] = []
  for (const part of parts) {
    if (part.list.route.permission !== 'signed-in' && !actor.permissions.has(part.list.route.permission)) continue
    const got = await takePart(context, part)
    if (!got.ok) return got
    taken.push(got.value)
  }
  context.audit({ act: 'accounts.copy', object: 'accounts/own', subject: actor.id, purpose: 'self', law: '个人信息保护法 第四十五条', detail: { parts: taken.length } })
  const files = taken.map(({ name, value }) => [`${name}.json`, Buffer.from(JSON.stringify(value, null, 2))] as const)
  const bytes = zipSync({ '请先读.txt': Buffer.from(`\uFEFF${cover(context, taken)}`), ...Object.fromEntries(files) }, { level: 6, mtime: localTime(context.now) })
  return ok({ file: { name: `个人信息副本-${actor.name}.zip`, type: 'application/zip', bytes } })
}

async function takePart(context: Context, { name, list, one }: Part): Promise<Result<Taken>> {
  const got = await wholeList(context, list)
  if (!got.ok) return got
  const { reply, rows, total } = got.value
  if (!one) return ok({ name, value: rows ?? reply, count: rows?.length ?? 1, isWhole: total === undefined || rows!.length >= total })
  const full: unknown[] = []
  for (const row of (rows ?? firstRows(reply)).slice(0, MOST_FULL)) {
    const detail = await run(context, one, { id: row['id'] })
    full.push(detail.ok ? detail.value : row)
  }
  const count = rows?.length ?? firstRows(reply).length
  return ok({ name, value: rows ? [...full, ...rows.slice(MOST_FULL)] : { ...reply, full }, count, isWhole: count <= MOST_FULL && (total === undefined || count >= total) })
}

const run = (context: Context, handled: Handled, input: object) => handled.run(context, input as never) as Promise<Result<Record<string, unknown>>>
const firstRows = (reply: Record<string, unknown>): Rows => (Object.values(reply).find((value) => Array.isArray(value)) ?? []) as Rows

/** A list page by page, by whichever of the three ways it has pages; `rows` is absent where it has none. */
async function wholeList(context: Context, handled: Handled): Promise<Result<{ reply: Record<string, unknown>; rows?: Rows; total?: number }>> {
  const pages = Object.keys((handled.route.input as unknown as { properties?: object }).properties ?? {})
  const first = await run(context, handled, {})
  if (!first.ok) return first
  const way = (['offset', 'page', 'before'] as const).find((name) => pages.includes(name))
  if (!way) return ok({ reply: first.value })
  const rows = [...firstRows(first.value)]
  const total = typeof first.value['total'] === 'number' ? first.value['total'] : undefined
  let [last, page] = [first.value, 1]
  while (rows.length < Math.min(total ?? Infinity, MOST_ROWS)) {
    const before = 'next' in last ? last['next'] : firstRows(last).at(-1)?.['id']
    if (way === 'before' && !before) break
    const next = await run(context, handled, way === 'offset' ? { offset: rows.length } : way === 'page' ? { page: (page += 1) } : { before })
    if (!next.ok) return next
    if (firstRows(next.value).length === 0 && !next.value['next']) break
    rows.push(...firstRows(next.value))
    last = next.value
  }
  return ok({ reply: first.value, rows, ...(total === undefined ? {} : { total }) })
}

function cover(context: Context, taken: readonly Taken[]): string {
  return [
    `${context.actor.name}的个人信息副本`, '', `${localTime(context.now).replace('T', ' ')}（北京时间）由吉林省政务服务平台“祥云”按您的要求制作。`,
    '依据《个人信息保护法》第四十五条，您有权查阅、复制您的个人信息。里面是您登录后能看到的全部内容；文件用 JSON 格式，别的系统也能读取。', '',
    ...taken.map(({ name, count, isWhole }) => `${name}.json：${count} 项${isWhole ? '' : `（只含最近的，全文最多 ${MOST_FULL} 项；要更早的，请拨打 12345）`}`), '',
    '证照的文件请在“我的证照”里逐份下载，下载的文件带电子印章，可以验证。', '登记得不对，请在“我的信息”里申请更正。', '这份文件里有您的隐私，请妥善保管，不要发给不认识的人。', '',
  ].join('\r\n')
}
