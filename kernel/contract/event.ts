import type { Static, TSchema } from 'typebox'

/** A fact that a module tells the others. Name in the past tense; a changed shape is a new version. */
export type EventType<Payload extends TSchema = TSchema> = {
  readonly name: string
  readonly version: number
  readonly payload: Payload
}

export function defineEvent<Payload extends TSchema>(name: string, version: number, payload: Payload): EventType<Payload> {
  return Object.freeze({ name, version, payload })
}

export type PayloadOf<E> = E extends EventType<infer Payload> ? Static<Payload> : never
