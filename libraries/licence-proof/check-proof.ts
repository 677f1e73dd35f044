import type { Certificate } from '@xiangyun/gm/certificate'
import { parseCertificatePem } from '@xiangyun/gm/certificate'
import { verifyCertificateChain } from '@xiangyun/gm/certificate-chain'
import { verifyConsistency, verifyInclusion } from '@xiangyun/gm/merkle-verify'
import { verifySm2 } from '@xiangyun/gm/sm2-sign'
import { entryLeaf } from './entry.ts'
import { headText, LOG_UNIT, statementText } from './proof.ts'
import type { LogHead, Proof } from './proof.ts'

/** One thing that was looked at; `not-checked` says that nobody could tell, never that something is wrong. */
export interface ProofCheck {
  readonly id: 'log-certificate' | 'log-head' | 'statement' | 'entries' | 'append-only'
  readonly title: string
  readonly outcome: 'passed' | 'failed' | 'not-checked'
  readonly detail: string
}

export type ProofVerdict = 'sound' | 'proof-untrusted' | 'proof-altered' | 'log-rewritten'

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64')
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')

/**
 * Checks a proof on its own: whose log it is, that its head is signed, that every entry lies under the head, that the
 * log says these are all, and, where an earlier head is given, that nothing was rewritten since.
 */
export function checkProof(proof: Proof, trust: { readonly roots: readonly Certificate[]; readonly earlier?: LogHead }): { readonly verdict: ProofVerdict; readonly reason: string; readonly checks: readonly ProofCheck[] } {
  const certificate = logCertificate(proof, trust.roots)
  if (typeof certificate === 'string') return { verdict: 'proof-untrusted', reason: certificate, checks: [{ id: 'log-certificate', title: '日志证书', outcome: 'failed', detail: certificate }] }
  const signed = (what: string, signature: string) => verifySm2(certificate.publicKey, utf8(what), bytes(signature))
  const checks: ProofCheck[] = [
    { id: 'log-certificate', title: '日志证书', outcome: 'passed', detail: `由受信任的根证书签发给“${certificate.subject.commonName}”` },
    judge('log-head', '日志头', signed(headText(proof.head), proof.head.signature), `共 ${proof.head.size} 条，签名验证通过`, '日志头的签名不符'),
    judge('statement', '全部记录的声明', signed(statementText(proof), proof.statement), '日志签名声明：这份证照只有这些记录', '声明的签名不符，记录可能被增删'),
    entriesCheck(proof),
    earlierCheck(proof, trust.earlier, signed),
  ]
  const wrong = checks.find(({ outcome }) => outcome === 'failed')
  if (!wrong) return { verdict: 'sound', reason: '核验凭据完好', checks }
  return { verdict: wrong.id === 'append-only' ? 'log-rewritten' : 'proof-altered', reason: wrong.detail, checks }
}

const judge = (id: ProofCheck['id'], title: string, holds: boolean, yes: string, no: string): ProofCheck => ({ id, title, outcome: holds ? 'passed' : 'failed', detail: holds ? yes : no })

/** The log's certificate, or why it is none: issued by a root itself, for the log, and in force when the log spoke. */
function logCertificate(proof: Proof, roots: readonly Certificate[]): Certificate | string {
  const read = parseCertificatePem(proof.certificate)
  if (!read.ok) return '日志证书读不出'
  const chain = verifyCertificateChain({ certificate: read.value, roots, at: new Date(proof.at) })
  if (!chain.ok) return `日志证书不受信任：${chain.message}`
  return read.value.subject.unit === LOG_UNIT && chain.value.length === 2 ? read.value : '签名的不是证照日志的证书'
}

/** Every entry under the head, in the log's order, of this licence: its identifier is part of each leaf. */
function entriesCheck(proof: Proof): ProofCheck {
  const { entries, head, identifier } = proof
  const root = bytes(head.root)
  const isOrdered = entries.every(({ position }, at) => at === 0 || position > entries[at - 1]!.position)
  const lost = entries.findIndex((entry) => !verifyInclusion({ leafHash: entryLeaf({ ...entry, identifier }), index: entry.position, size: head.size, path: entry.path.map(bytes), head: root }))
  return judge('entries', '记录在日志里', entries.length > 0 && isOrdered && lost < 0, `${entries.length} 条记录都在日志里`, entries.length === 0 ? '核验凭据里没有记录' : isOrdered ? `第 ${lost + 1} 条记录不在日志里，或被改动过` : '记录的次序不对')
}

function earlierCheck(proof: Proof, earlier: LogHead | undefined, signed: (what: string, signature: string) => boolean): ProofCheck {
  const [id, title] = ['append-only', '日志只增不改'] as const
  const open = (detail: string): ProofCheck => ({ id, title, outcome: 'not-checked', detail })
  if (!earlier) return open('没有给出早先的日志头')
  if (!signed(headText(earlier), earlier.signature)) return open('早先的日志头不是这个日志签名的，不能比较')
  if (earlier.size > proof.head.size) return open('给出的日志头比凭据的还新，请把两份对调')
  const isSame = earlier.size === proof.head.size
  if (!isSame && proof.since?.size !== earlier.size) return open('凭据里没有自那时起的证明，请按那时的条数重新取')
  const path = isSame ? [] : proof.since!.path.map(bytes)
  const holds = verifyConsistency({ first: earlier.size, second: proof.head.size, firstHead: bytes(earlier.root), secondHead: bytes(proof.head.root), path })
  return judge(id, title, holds, `自第 ${earlier.size} 条以来只有增加`, `自第 ${earlier.size} 条以来日志被改写过`)
}
