import { addDays, endOfDay, localDate } from '@xiangyun/kernel/time'
import type { WorkdayCalendar } from '@xiangyun/kernel/time'

type Timer = { readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string | null; readonly calendar: 'workdays' | 'calendar-days' }

/** No lawful limit is longer; what is written longer is a slip. */
const MOST_DAYS = 3660
const DURATION = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?$/

/** When a timer fires: days run out with the end of the last day; a date-time is exact. Nothing when it cannot be read, or is beyond ten years. */
export function dueOf(timer: Timer, now: Date, calendar: WorkdayCalendar): Date | undefined {
  const value = timer.value ?? ''
  if (timer.kind === 'date') return moment(value)
  const parts = value.split('/')
  const first = timer.kind === 'cycle' ? parts.slice(1).find((part) => /^\d{4}-/.test(part)) : undefined
  if (first !== undefined) return moment(first)
  const period = parts.find((part) => part.startsWith('P')) ?? value
  return /^\d{1,6}$/.test(period) ? afterDays(Number(period), timer.calendar, now, calendar) : after(period, timer.calendar, now, calendar)
}

const moment = (text: string): Date | undefined => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? endOfDay(text) : new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

function afterDays(count: number, days: Timer['calendar'], now: Date, calendar: WorkdayCalendar): Date | undefined {
  if (count > MOST_DAYS) return undefined
  const today = localDate(now)
  return endOfDay(days === 'workdays' ? calendar.add(today, count) : addDays(today, count))
}

/** An ISO 8601 duration. Whole days, weeks, months and years run out with the end of their last day. */
function after(text: string, days: Timer['calendar'], now: Date, calendar: WorkdayCalendar): Date | undefined {
  const found = DURATION.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return undefined
  const [years, months, weeks, whole, hours, minutes, seconds] = found.slice(1).map((one) => Number(one ?? 0)) as [number, number, number, number, number, number, number]
  const isTimed = text.includes('T')
  if (!isTimed && years + months + weeks === 0) return afterDays(whole, days, now, calendar)
  const at = new Date(now)
  at.setUTCMonth(at.getUTCMonth() + years * 12 + months)
  at.setTime(at.getTime() + (weeks * 7 + whole) * 86_400_000 + ((hours * 60 + minutes) * 60 + seconds) * 1000)
  if (at.getTime() - now.getTime() > MOST_DAYS * 86_400_000) return undefined
  return isTimed ? at : endOfDay(localDate(at))
}
