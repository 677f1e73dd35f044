import type { OfdInformation } from './package-map.ts'

export type Verdict = 'valid' | 'altered' | 'unsigned' | 'unknown-seal' | 'expired-seal' | 'untrusted' | 'unreadable'

/** One thing that was looked at. `not-checked` says that nobody could tell, never that something is wrong. */
export interface Check {
  readonly id: CheckId
  readonly title: string
  readonly outcome: 'passed' | 'failed' | 'not-checked'
  /** A Chinese line for a person. */
  readonly detail: string
  readonly children?: readonly Check[]
}

export type CheckId =
  | 'package' | 'files' | 'file' | 'signature-list' | 'signature-value' | 'signature-file' | 'seal' | 'seal-file' | 'seal-maker' | 'seal-signer'
  | 'seal-validity-then' | 'seal-validity-now' | 'seal-status' | 'certificate-chain' | 'signing-time'

export interface SealReport {
  /** Where this seal's Signature.xml lies. */
  readonly place: string
  readonly verdict: Verdict
  readonly reason: string
  readonly sealId?: string
  readonly sealName?: string
  readonly signer?: string
  readonly signerSerial?: string
  readonly signedAt?: Date
  readonly page?: number
  /** x, y, width and height on the page, in millimetres. */
  readonly boundary?: readonly number[]
  readonly checks: readonly Check[]
}

export interface OfdReport {
  readonly verdict: Verdict
  readonly reason: string
  readonly document?: OfdInformation & { readonly pages: number }
  /** Files whose content differs from what was sealed, files that are gone, and files nobody sealed. */
  readonly altered: readonly string[]
  readonly missing: readonly string[]
  readonly added: readonly string[]
  readonly checks: readonly Check[]
  readonly seals: readonly SealReport[]
}

/** What a seal register answers. Without an answer the state is `unchecked`. */
export type SealStatus =
  | { readonly state: 'in-force' }
  | { readonly state: 'frozen' | 'revoked'; readonly since: Date }
  | { readonly state: 'unknown' }
  | { readonly state: 'unchecked' }

export const passed = (id: CheckId, title: string, detail: string, children?: readonly Check[]): Check => ({ id, title, outcome: 'passed', detail, children })
export const failed = (id: CheckId, title: string, detail: string, children?: readonly Check[]): Check => ({ id, title, outcome: 'failed', detail, children })
export const notChecked = (id: CheckId, title: string, detail: string): Check => ({ id, title, outcome: 'not-checked', detail })

/** A check that holds or does not, each with its line. */
export function judge(id: CheckId, title: string, holds: boolean, lines: { readonly yes: string; readonly no: string }): Check {
  return holds ? passed(id, title, lines.yes) : failed(id, title, lines.no)
}
