/** A place in a definition that is wrong, said in Chinese for the person who wrote it. */
export interface Problem {
  readonly code: string
  readonly message: string
  /** Offset of the first wrong character in the source, when there is one. */
  readonly from?: number
  readonly to?: number
}

/** Known failures travel as values. */
export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly problems: readonly P[] }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const fail = <P extends { readonly code: string }>(problems: readonly P[]): { readonly ok: false; readonly code: string; readonly problems: readonly P[] } =>
  ({ ok: false, code: problems[0]?.code ?? 'unknown', problems })
