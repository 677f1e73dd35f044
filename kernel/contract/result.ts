/** A value or a known failure. Known failures travel as values; anything thrown is a bug. */
export type Result<T, Code extends string = string> = Ok<T> | Failure<Code>

export type Ok<T> = { readonly ok: true; readonly value: T }

export type Failure<Code extends string = string> = {
  readonly ok: false
  readonly code: Code
  /** What happened here, in Chinese, for the person who reads the reply. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
}

/** One mistake at one place of the input. `at` is a JSON pointer into it. */
export type FieldError = { readonly at: string; readonly code: string; readonly message: string }

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export function fail<Code extends string>(code: Code, detail?: string, errors?: readonly FieldError[]): Failure<Code> {
  return { ok: false, code, ...(detail === undefined ? {} : { detail }), ...(errors === undefined ? {} : { errors }) }
}
