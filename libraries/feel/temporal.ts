/** An hour offset, a named zone, or local time without one (DMN 1.5 §10.3.2.3.4). */
export type Zone = null | { readonly offset: number } | { readonly id: string }

export const NANOS_PER_SECOND = 1_000_000_000
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND

/** A calendar date, proleptic Gregorian. */
export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }
}

/** A time of day to the nanosecond. */
export class FeelTime {
  readonly nanos: number
  readonly zone: Zone
  constructor(nanos: number, zone: Zone) {
    this.nanos = nanos
    this.zone = zone
  }
}

/** A date and time; its zone is that of its time. */
export class FeelDateTime {
  readonly date: FeelDate
  readonly time: FeelTime
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date
    this.time = time
  }
}

/** A days and time duration, exact in nanoseconds. */
export class DayTimeDuration {
  readonly nanos: bigint
  constructor(nanos: bigint) {
    this.nanos = nanos
  }
}

/** A years and months duration. */
export class YearMonthDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
}

/** Days since 1970-01-01. */
export function epochDay(date: FeelDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The date that many days after 1970-01-01. */
export function dateOfEpochDay(days: number): FeelDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return new FeelDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1)
}

/** Days in a month of a year. */
export function monthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A date if the figures make one, else null. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > 999_999_999) return null
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null
  return new FeelDate(year, month, day)
}

/** Adds months; the last day of a shorter month stands in for a missing one. */
export function addMonths(date: FeelDate, months: number): FeelDate {
  const total = date.year * 12 + date.month - 1 + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return new FeelDate(year, month, Math.min(date.day, monthLength(year, month)))
}

/** Adds nanoseconds in local time. */
export function addNanos(at: FeelDateTime, nanos: bigint): FeelDateTime {
  const total = BigInt(at.time.nanos) + nanos
  const days = floorDiv(total, BigInt(NANOS_PER_DAY))
  const rest = Number(total - days * BigInt(NANOS_PER_DAY))
  return new FeelDateTime(dateOfEpochDay(epochDay(at.date) + Number(days)), new FeelTime(rest, at.time.zone))
}

export const floorDiv = (a: bigint, b: bigint): bigint => {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** Local nanoseconds since 1970-01-01T00:00, without the zone. */
export const localNanos = (at: FeelDateTime): bigint => BigInt(epochDay(at.date)) * BigInt(NANOS_PER_DAY) + BigInt(at.time.nanos)

/** Nanoseconds since the epoch, or null for a local time. */
export function instant(at: FeelDateTime): bigint | null {
  const offset = offsetOf(at)
  return offset === null ? null : localNanos(at) - BigInt(offset) * BigInt(NANOS_PER_SECOND)
}

/** Seconds east of UTC that the zone has at that moment; null for a local time. */
export function offsetOf(at: FeelDateTime): number | null {
  const zone = at.time.zone
  if (zone === null) return null
  if ('offset' in zone) return zone.offset
  const local = Number(localNanos(at) / 1_000_000n)
  const first = zoneOffset(zone.id, local)
  return first === null ? null : zoneOffset(zone.id, local - first * 1000)
}

const formats = new Map<string, Intl.DateTimeFormat | null>()

function formatOf(id: string): Intl.DateTimeFormat | null {
  const known = formats.get(id)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'longOffset' })
  } catch {
    made = null
  }
  formats.set(id, made)
  return made
}

/** Whether a zone of that name exists. */
export const isZone = (id: string): boolean => formatOf(id) !== null

function zoneOffset(id: string, epochMillis: number): number | null {
  const name = formatOf(id)?.formatToParts(epochMillis).find((part) => part.type === 'timeZoneName')?.value
  const found = name?.match(/^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/)
  if (!found) return null
  const seconds = Number(found[2] ?? 0) * 3600 + Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0)
  return found[1] === '-' ? -seconds : seconds
}

/** Whole months between two dates, towards zero (DMN 1.5 table 73, years and months duration). */
export function monthsBetween(from: FeelDateTime, to: FeelDateTime): number {
  if (epochDay(to.date) < epochDay(from.date)) return 0 - monthsBetween(to, from)
  const months = (to.date.year - from.date.year) * 12 + to.date.month - from.date.month
  return to.date.day < from.date.day ? months - 1 : months
}

/** Midnight of a date, local. */
export const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, new FeelTime(0, null))

/** ISO weekday: Monday 1 … Sunday 7. */
export const weekday = (date: FeelDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1
