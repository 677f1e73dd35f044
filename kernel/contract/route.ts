import type { Static, TSchema } from 'typebox'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One operation of the API: from it come type, validation, OpenAPI entry, browser client and contract tests. */
export type Route<Input extends TSchema = TSchema, Reply extends TSchema = TSchema> = {
  readonly method: Method
  /** Below `/api`, with `:name` parameters. */
  readonly path: string
  /** `public`, `signed-in`, or a permission that the module's manifest explains. */
  readonly permission: string
  /** Path, query and body checked together; a name stands in one of them only. */
  readonly input: Input
  readonly reply: Reply
  readonly failures?: readonly string[]
  readonly summary: string
  /** `bytes`: the body is a raw file and is handed over as a stream; other fields come from path and query. */
  readonly body?: 'json' | 'bytes'
  /** Personal data is read: the reply is written to the audit log by the use case. */
  readonly reads?: 'personal'
  /** Safe to send again without an Idempotency-Key (a PUT-like POST). */
  readonly repeatable?: boolean
  /** So many requests a minute from one address, for doors that anybody may try again and again. */
  readonly perMinute?: number
  /** Part of the copy that people get of what is held about them, under this name: a list, and with `:id` each of its entries (个人信息保护法 第四十五条). */
  readonly copy?: string
}

export function defineRoute<Input extends TSchema, Reply extends TSchema>(route: Route<Input, Reply>): Route<Input, Reply> {
  return Object.freeze(route)
}

export type InputOf<R> = R extends Route<infer Input, TSchema> ? Static<Input> : never
export type ReplyOf<R> = R extends Route<TSchema, infer Reply> ? Static<Reply> : never
