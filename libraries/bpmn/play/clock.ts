import type { Calendar, Effect } from '../index.ts'

type TimerSet = Pick<Effect & { readonly type: 'timer-set' }, 'kind' | 'value' | 'calendar'>

const DURATION = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** A moment moved by an ISO 8601 duration; nothing when it cannot be read. Workdays are Monday to Friday here. */
export function moved(from: number, duration: string, calendar: Calendar = 'calendar-days'): number | undefined {
  const found = DURATION.exec(duration)
  if (!found || duration === 'P' || duration.endsWith('T')) return undefined
  const [, minus, y, m, w, d, hours, minutes, seconds] = found
  const [years, months, weeks, days] = [y, m, w, d].map((one) => Number(one ?? 0)) as [number, number, number, number]
  const sign = minus ? -1 : 1
  const date = new Date(from)
  const isWorkdays = calendar === 'workdays' && !minus && days > 0
  date.setUTCMonth(date.getUTCMonth() + sign * (years * 12 + months))
  date.setUTCDate(date.getUTCDate() + sign * (weeks * 7 + (isWorkdays ? 0 : days)))
  for (let left = isWorkdays ? days : 0; left > 0; left -= 1) {
    do date.setUTCDate(date.getUTCDate() + 1)
    while (date.getUTCDay() === 0 || date.getUTCDay() === 6)
  }
  return date.getTime() + sign * ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000
}

/** When a timer fires that is set now; a first moment written in a cycle counts. */
export function dueOf({ kind, value, calendar }: TimerSet, now: number): number | undefined {
  const text = value ?? ''
  if (kind === 'date') {
    const at = Date.parse(text)
    return Number.isNaN(at) ? undefined : at
  }
  const parts = text.split('/')
  const period = parts.find((part) => /^-?P/.test(part)) ?? text
  const first = kind === 'cycle' ? parts.slice(1).find((part) => /^\d{4}-/.test(part)) : undefined
  return first === undefined ? moved(now, period, calendar) : dueOf({ kind: 'date', value: first, calendar }, now)
}
