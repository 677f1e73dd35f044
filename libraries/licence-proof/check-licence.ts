import type { Certificate } from '@xiangyun/gm/certificate'
import { sm3 } from '@xiangyun/gm/sm3'
import { verifyOfd } from '@xiangyun/ofd/verify-ofd'
import type { OfdReport } from '@xiangyun/ofd/verify-report'
import { checkProof } from './check-proof.ts'
import type { ProofCheck } from './check-proof.ts'
import type { LogHead, Proof, ProvedEntry } from './proof.ts'
import { readProof } from './read-proof.ts'

/** What a check without a network comes to, of a licence or a sealed letter. A state is the issuer's word in its log; silence is `unchecked`, never a revocation. */
export const lines = {
  valid: '证照真实有效',
  genuine: '文书真实，文件未被改动',
  suspended: '证照是真的，但已被暂扣',
  revoked: '证照是真的，但已被撤销',
  cancelled: '证照是真的，但已注销',
  expired: '证照是真的，但有效期已过',
  replaced: '证照是真的，但已换发新证，请看新证',
  unchecked: '文件签章完好；没有核验凭据，不知道证照现在的状态',
  'too-old': '核验凭据太旧，不知道证照现在的状态',
  'not-this-file': '核验凭据不是这份文件的',
  'proof-unreadable': '核验凭据读不出',
  'proof-untrusted': '核验凭据不是受信任的日志出具的，不要采信',
  'proof-altered': '核验凭据被改动过，不要采信',
  'log-rewritten': '日志被改写过，请向主管部门报告',
  altered: '文件被改动过，不要采信',
  'unknown-seal': '印章不是登记过的印章，不要采信',
  'expired-seal': '盖章时印章已不在有效状态，不要采信',
  untrusted: '盖章所用的证书不受信任，不要采信',
  unsigned: '文件没有盖电子印章，无法验证',
  unreadable: '这不是能读出的 OFD 文件，无法验证',
} as const
export type LicenceVerdict = keyof typeof lines

export interface LicenceReport {
  readonly verdict: LicenceVerdict
  readonly line: string
  readonly reason: string
  /** The moment of which the state is told, ISO 8601; absent without a sound proof. */
  readonly asOf?: string
  readonly identifier?: string
  readonly validUntil?: string | null
  readonly history?: readonly Pick<ProvedEntry, 'event' | 'state' | 'at'>[]
  readonly file: OfdReport
  readonly proof: readonly ProofCheck[]
}

/**
 * Checks a licence's file and its proof with nothing but the roots: what the file proves of itself, what the log says of
 * it, and that both speak of the same file.
 * @param given.proof the text of the proof's file; left out: only the file is checked
 * @param given.at the moment of the question; licences end by its day in China
 * @param given.within how many days old a proof may be; left out: however old, `asOf` tells it
 */
export function checkLicence(given: { readonly file: Uint8Array; readonly proof?: string; readonly roots: readonly Certificate[]; readonly at: Date; readonly within?: number; readonly earlier?: LogHead }): LicenceReport {
  const { roots, at, earlier } = given
  const file = verifyOfd(given.file, { trustedRoots: roots, at })
  const say = (verdict: LicenceVerdict, reason: string, proof: readonly ProofCheck[] = []): LicenceReport => ({ verdict, line: lines[verdict], reason, file, proof })
  if (file.verdict !== 'valid') return say(file.verdict, file.reason)
  if (given.proof === undefined) return say('unchecked', file.reason)
  const read = readProof(given.proof)
  if (!read.ok) return say('proof-unreadable', read.message)
  const checked = checkProof(read.value, { roots, ...(earlier ? { earlier } : {}) })
  if (checked.verdict !== 'sound') return say(checked.verdict, checked.reason, checked.checks)
  const filed = read.value.entries.findLast(({ fileHash }) => fileHash !== null)
  if (filed?.fileHash !== sm3(given.file).toString('hex')) return say('not-this-file', filed ? '日志里登记的文件摘要与这份文件不同' : '日志里还没有这份证照的文件', checked.checks)
  const isOld = given.within !== undefined && at.getTime() - Date.parse(read.value.at) > given.within * 86_400_000
  if (isOld) return { ...say('too-old', `凭据出具于 ${read.value.at}`, checked.checks), ...told(read.value) }
  return { ...say(stateOf(read.value, at), `日志截至 ${read.value.at} 的记录`, checked.checks), ...told(read.value) }
}

/** The last entry's word; a licence in force whose last day is over has expired. */
function stateOf({ entries }: Proof, at: Date): LicenceVerdict {
  const last = entries.at(-1)!
  if (last.event === 'lettered') return 'genuine'
  const today = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  return last.state === 'valid' && last.validUntil !== null && last.validUntil < today ? 'expired' : last.state
}

const told = ({ at, identifier, entries }: Proof) =>
  ({ asOf: at, identifier, validUntil: entries.at(-1)!.validUntil, history: entries.map(({ event, state, at: when }) => ({ event, state, at: when })) })
