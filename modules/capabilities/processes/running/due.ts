import { addDays, endOfDay, localDate } from '@xiangyun/kernel/time'
import type { WorkdayCalendar } from '@xiangyun/kernel/time'

type Timer = { readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string | null; readonly calendar: 'workdays' | 'calendar-days' }

/** When a timer fires: days run out with the end of the last day; a date-time is exact. Nothing when it cannot be read. */
export function dueOf(timer: Timer, now: Date, calendar: WorkdayCalendar): Date | undefined {
  const value = timer.value ?? ''
  const repeated = /^R\d*\/(.+)$/.exec(value)?.[1] ?? value
  if (timer.kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? endOfDay(value) : valid(new Date(value))
  const days = /^(?:P(\d+)D|(\d+))$/.exec(repeated)
  if (days) {
    const count = Number(days[1] ?? days[2])
    const today = localDate(now)
    return endOfDay(timer.calendar === 'workdays' ? calendar.add(today, count) : addDays(today, count))
  }
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(repeated)
  if (!parts || repeated === 'P') return undefined
  const [, d = '0', h = '0', m = '0', s = '0'] = parts
  return new Date(now.getTime() + (((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s)) * 1000)
}

const valid = (date: Date): Date | undefined => (Number.isNaN(date.getTime()) ? undefined : date)
