import { decimalOf } from './numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearMonthDuration, offsetOf, weekday } from './temporal.ts'
import type { Value } from './values.ts'
import { Range, entryOf, isList, kindOf } from './values.ts'
import type { Context } from './values.ts'

/** `value.name`: an entry, a property of a date or duration, or of every item (DMN 1.5 §10.3.2.5, table 65). */
export function property(value: Value, name: string): Value {
  if (value === null) return null
  if (isList(value)) return value.map((item) => property(item, name))
  if (value instanceof FeelDate) return dateProperty(value, name)
  if (value instanceof FeelTime) return timeProperty(value, new FeelDate(1970, 1, 1), name)
  if (value instanceof FeelDateTime) return dateProperty(value.date, name) ?? timeProperty(value.time, value.date, name)
  if (value instanceof DayTimeDuration) return durationProperty(value, name)
  if (value instanceof YearMonthDuration) return monthsProperty(value, name)
  if (value instanceof Range) return rangeProperty(value, name)
  return kindOf(value) === 'context' ? entryOf(value as Context, name) : null
}

function dateProperty(date: FeelDate, name: string): Value {
  switch (name) {
    case 'year': return decimalOf(date.year)
    case 'month': return decimalOf(date.month)
    case 'day': return decimalOf(date.day)
    case 'weekday': return decimalOf(weekday(date))
    default: return null
  }
}

function timeProperty(time: FeelTime, on: FeelDate, name: string): Value {
  const seconds = Math.floor(time.nanos / NANOS_PER_SECOND)
  switch (name) {
    case 'hour': return decimalOf(Math.floor(seconds / 3600))
    case 'minute': return decimalOf(Math.floor(seconds / 60) % 60)
    case 'second': return decimalOf(seconds % 60)
    case 'time offset': {
      const offset = offsetOf(new FeelDateTime(on, time))
      return offset === null ? null : new DayTimeDuration(BigInt(offset) * BigInt(NANOS_PER_SECOND))
    }
    case 'timezone': return time.zone !== null && 'id' in time.zone ? time.zone.id : null
    default: return null
  }
}

function durationProperty(value: DayTimeDuration, name: string): Value {
  const seconds = value.nanos / BigInt(NANOS_PER_SECOND)
  switch (name) {
    case 'days': return decimalOf(String(seconds / 86_400n))
    case 'hours': return decimalOf(String(seconds / 3600n % 24n))
    case 'minutes': return decimalOf(String(seconds / 60n % 60n))
    case 'seconds': return decimalOf(String(seconds % 60n))
    default: return null
  }
}

function monthsProperty(value: YearMonthDuration, name: string): Value {
  if (name === 'years') return decimalOf(Math.trunc(value.months / 12) + 0)
  return name === 'months' ? decimalOf((value.months % 12) + 0) : null
}

function rangeProperty(value: Range, name: string): Value {
  switch (name) {
    case 'start': return value.from
    case 'end': return value.to
    case 'start included': return value.fromIn
    case 'end included': return value.toIn
    default: return null
  }
}
