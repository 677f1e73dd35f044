import { equalBytes } from '@xiangyun/gm'
import { verifyOfd } from '@xiangyun/ofd'
import type { OfdReport } from '@xiangyun/ofd'
import { createHash } from 'node:crypto'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import { isId } from '@xiangyun/kernel/ids'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { sealsPort } from '#modules/capabilities/seals/port.ts'
import { copyStore } from '../copies/store.ts'
import { judge, publicView } from '../judging.ts'
import type { OwnRecord } from '../judging.ts'
import { stateOn } from '../rules.ts'
import { codeIn, readCode } from '../showing.ts'
import { licenceStore } from '../store.ts'
import type { Licence } from '../store.ts'
import { verdicts } from '../verdicts.ts'
import type { PublicLicence, VerdictName } from '../verdicts.ts'
import { subjectOf } from './issue-licence.ts'

const LIMIT = 20 * 1024 * 1024

/** Anyone may have a file verified; nothing of it is kept. */
export async function verifyFile(context: Context, command: { body?: AsyncIterable<Uint8Array> }) {
  const bytes = await readAll(command.body)
  if (!bytes) return fail('kernel/too-large', '文件最多 20 MB')
  const report = await reportOn(context, bytes)
  return ok(judge(report, await ownRecord(context, bytes, report), localDate(context.now)))
}

async function readAll(body: AsyncIterable<Uint8Array> | undefined): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > LIMIT) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Read once to learn which seals are on it, once more with the seal register's answer. */
async function reportOn(context: Context, bytes: Buffer): Promise<OfdReport> {
  const seals = context.ask(sealsPort)
  const first = verifyOfd(bytes, await seals.trust([]))
  const ids = first.seals.flatMap((s) => (s.sealId ? [s.sealId] : []))
  const trust = ids.length === 0 ? undefined : await seals.trust(ids).catch(() => undefined)
  return trust ? verifyOfd(bytes, trust) : first
}

async function ownRecord(context: Context, bytes: Buffer, report: OfdReport): Promise<OwnRecord> {
  const hex = report.document?.id ?? ''
  if (report.verdict !== 'valid' || !/^[0-9a-f]{32}$/.test(hex)) return { kind: 'none' }
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const store = licenceStore(context)
  const found = await Promise.all([store.find(id), store.letter(id), copyStore(context).find(id)]).catch(() => undefined)
  if (!found) return { kind: 'unreachable' }
  const [licence, letter, copy] = found
  const hash = createHash('sm3').update(bytes).digest()
  const isOurs = (fileHash: string | null) => fileHash !== null && equalBytes(Buffer.from(fileHash, 'hex'), hash)
  if (licence) return { kind: 'licence', licence, isOurFile: isOurs(licence.fileHash) }
  if (copy) return { kind: 'licence', licence: (await store.find(copy.licence))!, copy, isOurFile: isOurs(copy.fileHash) }
  return letter ? { kind: 'letter', letter, isOurFile: isOurs(letter.file_hash) } : { kind: 'none' }
}

export type CodeAnswer = { verdict: string; line: string; licence: PublicLicence | null }

/** By the identifier on the licence, by what its code says, or by a code that its holder shows now. */
export async function verifyCode(context: Context, query: { code: string }): Promise<Result<CodeAnswer>> {
  const code = codeIn(query.code)
  const answer = (verdict: VerdictName, licence?: Licence) => ok({ verdict, line: verdicts[verdict], licence: licence ? publicView(licence, localDate(context.now)) : null })
  const shown = readCode(context.keys, code)
  if (shown && shown.until < context.now) return answer('code-ended')
  const store = licenceStore(context)
  const licence = shown ? await store.find(shown.licence) : await store.byIdentifier(code.toUpperCase())
  if (!licence) {
    const letter = isId(code) ? await store.letter(code) : undefined
    return letter ? ok({ verdict: 'genuine', line: `${letter.unit_name}《${letter.title}》${letter.number}，${localDate(letter.at)} 签发`, licence: null }) : answer('not-found')
  }
  if (shown) context.audit({ act: 'licences.check-shown', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: '持证人出示核验', stands: true })
  const state = stateOn(licence.state, licence.validUntil, localDate(context.now))
  const verdict = answer(state, licence)
  return state === 'valid' ? ok({ ...verdict.value, line: '证照有效' }) : verdict
}
