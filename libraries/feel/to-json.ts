import { Decimal, jsonNumber } from './numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from './temporal.ts'
import { dateText, dateTimeText, durationText, timeText } from './temporal-text.ts'
import { valueText } from './value-text.ts'
import type { Context, Value } from './values.ts'
import { FeelFunction, Range, isList, lift } from './values.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** A FEEL value as JSON: dates and durations as ISO text, unsafe numbers as digits, ranges as FEEL text, functions as null. */
export function toJson(value: Value): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Decimal) return jsonNumber(value)
  if (isList(value)) return value.map(toJson)
  if (value instanceof FeelDate) return dateText(value)
  if (value instanceof FeelDateTime) return dateTimeText(value)
  if (value instanceof FeelTime) return timeText(value)
  if (value instanceof DayTimeDuration || value instanceof YearMonthDuration) return durationText(value)
  if (value instanceof Range) return valueText(value)
  if (value instanceof FeelFunction) return null
  const entries = Object.entries(value as Context)
  return Object.fromEntries(entries.map(([name, entry]) => [name, toJson(lift(entry))]))
}
