import { FeelDate, FeelDateTime, FeelTime } from '../temporal.ts'
import { readDate, readDateTime } from '../temporal-text.ts'
import type { Context, Value } from '../values.ts'
import { FeelFunction, lift } from '../values.ts'
import type { Table } from './signature.ts'
import { builtin } from './signature.ts'

/** `today` and `now` read the caller's context, never a clock (DMN 1.5 §10.3.4.7). */
export const clock: Table = {
  'today': builtin('', (_, env) => dateFrom(given(env.context, 'today') ?? given(env.context, 'now'))),
  'now': builtin('', (_, env) => momentFrom(given(env.context, 'now'))),
}

function given(context: Context, name: string): Value {
  const found = Object.hasOwn(context, name) ? lift(context[name]) : null
  return found instanceof FeelFunction ? null : found
}

/** A date from its text, or the date part of a moment. */
export function dateFrom(value: Value): FeelDate | null {
  if (typeof value === 'string') return readDate(value) ?? (value.includes('T') ? (readDateTime(value)?.date ?? null) : null)
  if (value instanceof FeelDate) return value
  return value instanceof FeelDateTime ? value.date : null
}

/** A moment from its text; a date is its midnight in UTC. */
export function momentFrom(value: Value): FeelDateTime | null {
  if (typeof value === 'string') return readDateTime(value)
  if (value instanceof FeelDateTime) return value
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, { offset: 0 })) : null
}
