import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearMonthDuration, dateOf, dateOfEpochDay, epochDay, isZone } from './temporal.ts'
import type { Zone } from './temporal.ts'

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d*)?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@.+)?$/
const DURATION = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{0,9})\d*)?S)?)?$/

/** Reads an ISO date. */
export function readDate(text: string): FeelDate | null {
  const found = DATE.exec(text)
  return found ? dateOf(Number(found[1]), Number(found[2]), Number(found[3])) : null
}

/** Reads an ISO time, with an offset or `@Area/City` if it has one. */
export function readTime(text: string): FeelTime | null {
  const found = TIME.exec(text)
  if (!found) return null
  const zone = readZone(found[5])
  if (zone === undefined) return null
  return timeOf(Number(found[1]), Number(found[2]), Number(found[3]), Number((found[4] ?? '').padEnd(9, '0')), zone)
}

/** A time if the figures make one, else null. */
export function timeOf(hour: number, minute: number, second: number, nanos: number, zone: Zone): FeelTime | null {
  if (![hour, minute, second, nanos].every(Number.isInteger)) return null
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null
  return new FeelTime((hour * 3600 + minute * 60 + second) * NANOS_PER_SECOND + nanos, zone)
}

function readZone(text: string | undefined): Zone | undefined {
  if (text === undefined) return null
  if (text === 'Z' || text === 'z') return { offset: 0 }
  if (text.startsWith('@')) return isZone(text.slice(1)) ? { id: text.slice(1) } : undefined
  const [hours, minutes, seconds] = text.slice(1).split(':').map(Number)
  if ((hours ?? 0) > 18 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return undefined
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  return { offset: text.startsWith('-') ? 0 - total : total }
}

/** Reads an ISO date and time; a bare date is its midnight. */
export function readDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T')
  const date = readDate(split < 0 ? text : text.slice(0, split))
  const clock = text.slice(split + 1)
  if (date && split >= 0 && /^24:00:00/.test(clock)) return nextMidnight(date, readTime(clock.replace('24', '00')))
  const time = split < 0 ? new FeelTime(0, null) : readTime(clock)
  return date && time ? new FeelDateTime(date, time) : null
}

/** The end of a day is the beginning of the next (ISO 8601). */
const nextMidnight = (date: FeelDate, time: FeelTime | null): FeelDateTime | null =>
  time && time.nanos === 0 ? new FeelDateTime(dateOfEpochDay(epochDay(date) + 1), time) : null

/** Reads an ISO duration of either kind; both kinds mixed is none (DMN 1.5 §10.3.2.3.7-8). */
export function readDuration(text: string): DayTimeDuration | YearMonthDuration | null {
  const found = DURATION.exec(text)
  if (!found || /[PT]$/.test(text)) return null
  const [, minus, years, months, days, hours, minutes, seconds, fraction] = found
  const sign = minus ? -1 : 1
  const small = days ?? hours ?? minutes ?? seconds
  if (years !== undefined || months !== undefined) {
    return small === undefined ? new YearMonthDuration(sign * (Number(years ?? 0) * 12 + Number(months ?? 0)) + 0) : null
  }
  const total = BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0)
  return new DayTimeDuration(BigInt(sign) * (total * BigInt(NANOS_PER_SECOND) + BigInt((fraction ?? '').padEnd(9, '0'))))
}

/** Reads what stands in `@"…"` (DMN 1.5 grammar rule 64). */
export function readAt(text: string): FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration | null {
  return readDate(text) ?? readTime(text) ?? (text.includes('T') ? readDateTime(text) : null) ?? readDuration(text)
}

const two = (value: number): string => String(value).padStart(2, '0')

export const dateText = (date: FeelDate): string =>
  `${date.year < 0 ? '-' : ''}${String(Math.abs(date.year)).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`

export function timeText(time: FeelTime): string {
  const seconds = Math.floor(time.nanos / NANOS_PER_SECOND)
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return clock + fractionText(time.nanos % NANOS_PER_SECOND) + zoneText(time.zone)
}

const fractionText = (nanos: number): string => (nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`)

function zoneText(zone: Zone): string {
  if (zone === null) return ''
  if ('id' in zone) return `@${zone.id}`
  if (zone.offset === 0) return 'Z'
  const total = Math.abs(zone.offset)
  const seconds = total % 60 ? `:${two(total % 60)}` : ''
  return `${zone.offset < 0 ? '-' : '+'}${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}${seconds}`
}

export const dateTimeText = (at: FeelDateTime): string => `${dateText(at.date)}T${timeText(at.time)}`

export function durationText(value: DayTimeDuration | YearMonthDuration): string {
  if (value instanceof YearMonthDuration) {
    const months = Math.abs(value.months)
    const years = Math.floor(months / 12)
    const text = (years ? `${years}Y` : '') + (months % 12 ? `${months % 12}M` : '')
    return `${value.months < 0 ? '-' : ''}P${text || '0M'}`
  }
  const nanos = value.nanos < 0n ? -value.nanos : value.nanos
  const total = nanos / BigInt(NANOS_PER_SECOND)
  const seconds = total % 60n
  const fraction = fractionText(Number(nanos % BigInt(NANOS_PER_SECOND)))
  const clock = [[total / 3600n % 24n, 'H'], [total / 60n % 60n, 'M']].map(([figure, unit]) => (figure ? `${figure}${unit}` : '')).join('')
  const time = clock + (seconds || fraction ? `${seconds}${fraction}S` : '')
  const days = total / 86_400n
  const text = (days ? `${days}D` : '') + (time ? `T${time}` : '')
  return `${value.nanos < 0n ? '-' : ''}P${text || 'T0S'}`
}
