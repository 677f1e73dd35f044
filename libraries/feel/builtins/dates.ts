import { Decimal, decimalOf } from '../numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearMonthDuration, dateOf, epochDay, midnight, monthsBetween, weekday } from '../temporal.ts'
import type { Zone } from '../temporal.ts'
import { readDateTime, readDuration, readTime, timeOf } from '../temporal-text.ts'
import type { Value } from '../values.ts'
import { dateFrom, momentFrom } from './clock.ts'
import type { Table } from './signature.ts'
import { builtin, whole } from './signature.ts'

/** Date and time functions (DMN 1.5 §10.3.4.1 and 10.3.4.7). */
export const dates: Table = {
  'date': builtin('from | year, month, day', (args) => (args.length === 1 ? dateFrom(args[0] ?? null) : dateFromFigures(args))),
  'time': builtin('from | hour, minute, second, offset?', (args) => (args.length === 1 ? timeFrom(args[0] ?? null) : timeFromFigures(args))),
  'date and time': builtin('from | date, time | date, time, timezone', (args) => (args.length === 1 ? momentFrom(args[0] ?? null) : joined(args))),
  'duration': builtin('from', ([from]) => (typeof from === 'string' ? readDuration(from) : isDuration(from) ? from : null)),
  'years and months duration': builtin('from, to', ([from, to]) => {
    const pair = [moment(from), moment(to)]
    return pair[0] && pair[1] ? new YearMonthDuration(monthsBetween(pair[0], pair[1])) : null
  }),
  'day of year': builtin('date', ([date]) => onDate(date, (day) => decimalOf(epochDay(day) - epochDay(new FeelDate(day.year, 1, 1)) + 1))),
  'day of week': builtin('date', ([date]) => onDate(date, (day) => WEEKDAYS[weekday(day) - 1] ?? null)),
  'month of year': builtin('date', ([date]) => onDate(date, (day) => MONTHS[day.month - 1] ?? null)),
  'week of year': builtin('date', ([date]) => onDate(date, (day) => decimalOf(isoWeek(day)))),
  'years between': builtin('from, to', (args) => between(args, (from, to) => Math.trunc(monthsBetween(from, to) / 12))),
  'months between': builtin('from, to', (args) => between(args, monthsBetween)),
  'days between': builtin('from, to', (args) => between(args, (from, to) => epochDay(to.date) - epochDay(from.date))),
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const isDuration = (value: Value | undefined): value is DayTimeDuration | YearMonthDuration => value instanceof DayTimeDuration || value instanceof YearMonthDuration

function dateFromFigures(args: readonly Value[]): Value {
  const [year, month, day] = args.map(whole)
  return year == null || month == null || day == null ? null : dateOf(year, month, day)
}

function timeFrom(value: Value): Value {
  if (typeof value === 'string') return readTime(value)
  if (value instanceof FeelTime) return value
  if (value instanceof FeelDateTime) return value.time
  return value instanceof FeelDate ? new FeelTime(0, { offset: 0 }) : null
}

function timeFromFigures([hour, minute, second, offset]: readonly Value[]): Value {
  const [hours, minutes] = [whole(hour), whole(minute)]
  if (hours === null || minutes === null || !(second instanceof Decimal)) return null
  const zone = zoneOf(offset ?? null)
  const nanos = second.sub(second.floor()).mul(NANOS_PER_SECOND).floor().toNumber()
  return zone === undefined ? null : timeOf(hours, minutes, second.floor().toNumber(), nanos, zone)
}

function zoneOf(offset: Value): Zone | undefined {
  if (offset === null) return null
  return offset instanceof DayTimeDuration ? { offset: Number(offset.nanos / BigInt(NANOS_PER_SECOND)) } : undefined
}

function joined([date, time, zone]: readonly Value[]): Value {
  const day = date instanceof FeelDateTime ? date.date : date
  if (!(day instanceof FeelDate) || !(time instanceof FeelTime)) return null
  if (zone === undefined) return new FeelDateTime(day, time)
  return typeof zone === 'string' ? readDateTime(`${'1970-01-01T00:00:00'}@${zone}`) && new FeelDateTime(day, new FeelTime(time.nanos, { id: zone })) : null
}

const moment = (value: Value | undefined): FeelDateTime | null =>
  value instanceof FeelDate ? midnight(value) : value instanceof FeelDateTime ? value : null

function onDate(value: Value | undefined, run: (date: FeelDate) => Value): Value {
  const found = moment(value)
  return found ? run(found.date) : null
}

function isoWeek(day: FeelDate): number {
  const thursday = epochDay(day) - weekday(day) + 4
  const year = new Date(thursday * 86_400_000).getUTCFullYear()
  return Math.floor((thursday - epochDay(new FeelDate(year, 1, 1))) / 7) + 1
}

/** Ours, not the standard's: ages and terms read better so; ISO text is taken as well as dates. */
function between([from, to]: readonly Value[], run: (from: FeelDateTime, to: FeelDateTime) => number): Value {
  const pair = [from, to].map((one) => (typeof one === 'string' ? readDateTime(one) : moment(one)))
  return pair[0] && pair[1] ? decimalOf(run(pair[0], pair[1])) : null
}
