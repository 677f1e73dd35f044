import type { Check, OfdReport } from '@xiangyun/ofd'
import { maskName } from '@xiangyun/identifiers'
import { stateOn } from './rules.ts'
import type { Licence, LetterRow } from './store.ts'
import { verdicts } from './verdicts.ts'
import type { PublicLicence, Reason, Report, VerdictName } from './verdicts.ts'

export type CopyNote = { readonly recipient: string; readonly purpose: string; readonly until: string }

/** What the register of licences knows of a file. `unreachable`: it could not be asked. */
export type OwnRecord = { readonly kind: 'licence'; readonly licence: Licence; readonly copy?: CopyNote; readonly isOurFile: boolean } | { readonly kind: 'letter'; readonly letter: LetterRow; readonly isOurFile: boolean } | { readonly kind: 'none' } | { readonly kind: 'unreachable' }

const words: Readonly<Record<string, string>> = { valid: '有效', suspended: '暂扣', revoked: '已撤销', cancelled: '已注销', expired: '已过期', replaced: '已换发' }
export const stateWord = (state: string): string => words[state] ?? state

/** The holder of a firm's licence is public, a person's name is masked. */
export function publicView(licence: Licence, today: string): PublicLicence {
  const state = stateOn(licence.state, licence.validUntil, today)
  return {
    identifier: licence.identifier, name: licence.name, holder: licence.holderKind === 'person' ? maskName(licence.holderName) : licence.holderName, state: stateWord(state), issuer: licence.unitName,
    issuedOn: licence.issuedOn, validFrom: licence.validFrom, validUntil: licence.validUntil, reason: state === licence.state && state !== 'valid' && licence.holderKind === 'firm' ? licence.reason : null,
  }
}

/**
 * The verdict on a file: first what the file itself proves, then what the register says. A file that was changed says
 * nothing; silence of the register is never a revocation.
 */
export function judge(report: OfdReport, own: OwnRecord, today: string): Report {
  const verdict = verdictOf(report, own, today)
  return {
    verdict, line: verdicts[verdict],
    licence: own.kind === 'licence' && own.isOurFile && report.verdict === 'valid' ? publicView(own.licence, today) : null,
    copy: own.kind === 'licence' && own.isOurFile && report.verdict === 'valid' && own.copy ? { recipient: own.copy.recipient, purpose: own.copy.purpose, until: own.copy.until } : null,
    proof: report.verdict === 'valid' && own.kind !== 'none' && own.kind !== 'unreachable' && own.isOurFile ? proofCode(own) : null,
    seals: report.seals.map((s) => ({ name: s.sealName ?? '', signer: s.signer ?? null, signedAt: s.signedAt?.toISOString() ?? null })),
    reasons: [...report.checks.map(reasonOf), ...report.seals.flatMap((s) => s.checks.map(reasonOf)), ...registerReason(report, own, today)],
  }
}

/** Copies have no entry of their own in the log. */
function proofCode(own: Exclude<OwnRecord, { readonly kind: 'none' | 'unreachable' }>): string | null {
  if (own.kind === 'letter') return own.letter.id
  return own.copy ? null : own.licence.identifier
}

function verdictOf(report: OfdReport, own: OwnRecord, today: string): VerdictName {
  if (report.verdict !== 'valid') return report.verdict
  const isOpen = report.seals.some((s) => s.checks.some((c) => c.id === 'seal-status' && c.outcome === 'not-checked'))
  if (own.kind === 'unreachable' || isOpen) return 'unchecked'
  if (own.kind === 'none' || !own.isOurFile) return 'not-ours'
  if (own.kind === 'letter') return 'genuine'
  const state = stateOn(own.licence.state, own.licence.validUntil, today)
  if (!own.copy || state !== 'valid') return state
  return own.copy.until < today ? 'copy-ended' : 'copy'
}

function registerReason(report: OfdReport, own: OwnRecord, today: string): Reason[] {
  if (report.verdict !== 'valid') return []
  const say = (outcome: Reason['outcome'], detail: string): Reason[] => [{ title: '发证机关登记', outcome, detail, children: [] }]
  if (own.kind === 'unreachable') return say('not-checked', '暂时查不到证照登记，不代表证照无效')
  if (own.kind === 'none') return say('not-checked', '平台没有这份证照的登记，不代表证照无效，请向发证机关核实')
  if (!own.isOurFile) return say('not-checked', '文件里的标识有登记，但文件不是当时签发的那一份')
  if (own.kind === 'letter') return say('passed', `${own.letter.unit_name}签发，文号 ${own.letter.number}`)
  const state = stateOn(own.licence.state, own.licence.validUntil, today)
  return say(state === 'valid' ? 'passed' : 'failed', `${own.licence.unitName}登记的状态：${stateWord(state)}`)
}

const plain = (check: Check) => ({ title: check.title, outcome: check.outcome, detail: check.detail })
const reasonOf = (check: Check): Reason => ({ ...plain(check), children: (check.children ?? []).map(plain) })
