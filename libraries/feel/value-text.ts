import { Decimal, numberText } from './numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from './temporal.ts'
import { dateText, dateTimeText, durationText, timeText } from './temporal-text.ts'
import type { Context, Value } from './values.ts'
import { FeelFunction, Range, isList, lift } from './values.ts'

/** What `string()` gives (DMN 1.5 §10.3.4.1): strings inside something are quoted. */
export function valueText(value: Value): string | null {
  return value === null || typeof value === 'string' ? value : innerText(value)
}

function innerText(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Decimal) return numberText(value)
  if (isList(value)) return `[${value.map(innerText).join(', ')}]`
  if (value instanceof FeelDate) return dateText(value)
  if (value instanceof FeelDateTime) return dateTimeText(value)
  if (value instanceof FeelTime) return timeText(value)
  if (value instanceof DayTimeDuration || value instanceof YearMonthDuration) return durationText(value)
  if (value instanceof Range) return rangeText(value)
  if (value instanceof FeelFunction) return `function(${value.params.join(', ')})`
  return `{${Object.entries(value as Context).map(([name, entry]) => `${nameText(name)}: ${innerText(lift(entry))}`).join(', ')}}`
}

const nameText = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : `"${name}"`)

function rangeText(range: Range): string {
  if (range.from === null) return `(${range.toIn ? '<=' : '<'} ${innerText(range.to)})`
  if (range.to === null) return `(${range.fromIn ? '>=' : '>'} ${innerText(range.from)})`
  return `${range.fromIn ? '[' : '('}${innerText(range.from)}..${innerText(range.to)}${range.toIn ? ']' : ')'}`
}
