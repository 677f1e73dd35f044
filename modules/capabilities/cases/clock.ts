import { addDays, localDate } from '@xiangyun/kernel/time'
import type { WorkdayCalendar } from '@xiangyun/kernel/time'

/** Days on which the statutory clock stands still, and why (行政许可法 第四十五条). Open while `to` is missing. */
export type Pause = { readonly id: string; readonly from: string; readonly to?: string; readonly reason: string }

/** The lawful clock of a case; all in calendar days of the province, counted in workdays (行政许可法 第八十二条). */
export type Clock = {
  readonly accepted: string | null
  readonly statutory: number
  readonly promise: number
  readonly extension: number
  readonly pauses: readonly Pause[]
}

export type Lamp = 'none' | 'green' | 'yellow' | 'red' | 'paused'

export const startClock = (statutory: number, promise: number): Clock => ({ accepted: null, statutory, promise, extension: 0, pauses: [] })

/** Acceptance starts the clock; a supplement that was waited for before does not count (行政许可法 第三十二条). */
export const accept = (clock: Clock, on: string): Clock => (clock.accepted ? clock : { ...clock, accepted: on })

export function pause(clock: Clock, id: string, reason: string, on: string): Clock {
  if (clock.pauses.some((p) => p.id === id && !p.to)) return clock
  return { ...clock, pauses: [...clock.pauses, { id, from: on, reason }] }
}

export function resume(clock: Clock, id: string, on: string): Clock {
  return { ...clock, pauses: clock.pauses.map((p) => (p.id === id && !p.to ? { ...p, to: on } : p)) }
}

export const extend = (clock: Clock, workdays: number): Clock => ({ ...clock, extension: clock.extension + workdays })

export const isPaused = (clock: Clock): boolean => clock.pauses.some((p) => !p.to)

/** Workdays on which the clock stood still after acceptance; overlapping pauses count once. */
export function pausedDays(clock: Clock, today: string, calendar: WorkdayCalendar): number {
  if (!clock.accepted) return 0
  const days = new Set<string>()
  for (const p of clock.pauses) {
    const end = p.to ?? today
    for (let day = p.from < clock.accepted ? clock.accepted : p.from; day < end; day = addDays(day, 1)) {
      const next = addDays(day, 1)
      if (calendar.isWorkday(next)) days.add(next)
    }
  }
  return days.size
}

/** The last lawful day, or the promised one; nothing before acceptance. */
export function dueOn(clock: Clock, kind: 'statutory' | 'promise', today: string, calendar: WorkdayCalendar): string | null {
  if (!clock.accepted) return null
  const extra = pausedDays(clock, today, calendar)
  const days = kind === 'statutory' ? clock.statutory + clock.extension : Math.min(clock.promise + clock.extension, clock.statutory + clock.extension)
  return calendar.add(clock.accepted, days + extra)
}

/** Green; yellow on the last promised day and after it; red when the statutory day has passed. */
export function lampOf(clock: Clock, today: string, calendar: WorkdayCalendar): Lamp {
  const due = dueOn(clock, 'statutory', today, calendar)
  const promise = dueOn(clock, 'promise', today, calendar)
  if (!due || !promise) return 'none'
  if (isPaused(clock)) return 'paused'
  if (today > due) return 'red'
  return today >= promise || calendar.between(today, due) <= 1 ? 'yellow' : 'green'
}

/** Workdays left until the promised day; negative when late. Nothing before acceptance. */
export function workdaysLeft(clock: Clock, now: Date, calendar: WorkdayCalendar): number | null {
  const today = localDate(now)
  const promise = dueOn(clock, 'promise', today, calendar)
  return promise === null ? null : calendar.between(today, promise)
}
