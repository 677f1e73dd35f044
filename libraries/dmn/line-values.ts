import { parseRangeText } from '@xiangyun/feel/range-text'
import { Decimal, numberText } from '@xiangyun/feel/numbers'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '@xiangyun/feel/temporal'
import { dateText, dateTimeText, durationText, readDate, readDateTime, readDuration, readTime, timeText } from '@xiangyun/feel/temporal-text'
import { valueText } from '@xiangyun/feel/value-text'
import { FeelFunction, Range, isList, lift } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import type { ModelProblem } from './model.ts'

/** A FEEL value in JSON that keeps its type. */
export type Typed = null | boolean | number | string | readonly Typed[] | { readonly [name: string]: Typed }

const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/

const READERS: Readonly<Record<string, (text: string) => Value>> = {
  $date: readDate,
  $time: readTime,
  $dateTime: readDateTime,
  $dayTimeDuration: (text) => ((value) => (value instanceof DayTimeDuration ? value : null))(readDuration(text)),
  $yearMonthDuration: (text) => ((value) => (value instanceof YearMonthDuration ? value : null))(readDuration(text)),
  $number: (text) => (NUMBER.test(text) ? new Decimal(text) : null),
  $range: parseRangeText,
}

class Unreadable extends Error {}

/** Reads typed JSON into FEEL values; a text that its type cannot read is a problem. */
export function fromTyped(given: unknown): Result<Value, ModelProblem> {
  try {
    return ok(valueOf(given))
  } catch (error) {
    if (error instanceof Unreadable) return fail([{ element: '', code: 'bad-value', message: error.message }])
    throw error
  }
}

function valueOf(given: unknown): Value {
  if (Array.isArray(given)) return given.map(valueOf)
  if (typeof given !== 'object' || given === null) return lift(given)
  const entries = Object.entries(given)
  const [key, text] = entries[0] ?? []
  const read = entries.length === 1 && key !== undefined && Object.hasOwn(READERS, key) ? READERS[key] : undefined
  if (!read) return Object.fromEntries(entries.map(([name, value]) => [name, valueOf(value)]))
  const value = typeof text === 'string' ? read(text) : null
  if (value === null) throw new Unreadable(`无法理解 ${key} 的值 ${JSON.stringify(text)}`)
  return value
}

/** Writes a FEEL value as typed JSON; a function is null. */
export function toTyped(value: Value): Typed {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Decimal) return numberOf(value)
  if (isList(value)) return value.map(toTyped)
  if (value instanceof FeelDate) return { $date: dateText(value) }
  if (value instanceof FeelTime) return { $time: timeText(value) }
  if (value instanceof FeelDateTime) return { $dateTime: dateTimeText(value) }
  if (value instanceof DayTimeDuration) return { $dayTimeDuration: durationText(value) }
  if (value instanceof YearMonthDuration) return { $yearMonthDuration: durationText(value) }
  if (value instanceof Range) return { $range: valueText(value) ?? '' }
  if (value instanceof FeelFunction) return null
  return Object.fromEntries(Object.entries(value as Context).map(([name, entry]) => [name, toTyped(lift(entry))]))
}

/** A JSON number when it says exactly the same, else the digits. */
function numberOf(value: Decimal): Typed {
  const plain = value.toNumber() + 0
  return Number.isFinite(plain) && new Decimal(plain).eq(value) ? plain : { $number: numberText(value) }
}
