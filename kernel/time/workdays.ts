import { addDays, daysBetween, weekday } from './dates.ts'
import type { LocalDate } from './dates.ts'

/** One year of the State Council's holiday notice: days off, and weekend days worked in exchange. */
export type CalendarYear = {
  readonly year: number
  readonly source: string
  readonly off: readonly LocalDate[]
  readonly worked: readonly LocalDate[]
}

export type WorkdayCalendar = {
  readonly isWorkday: (day: LocalDate) => boolean
  /** The day on which a limit of `count` workdays that began on `from` runs out. The first day is not counted (民法典 第二百零一条; 行政许可法 第八十二条). */
  readonly add: (from: LocalDate, count: number) => LocalDate
  /** Workdays after `from` up to and with `to`; negative when `to` is earlier. */
  readonly between: (from: LocalDate, to: LocalDate) => number
  /** The day itself when it is worked, else the next one that is. */
  readonly next: (day: LocalDate) => LocalDate
  /** True when the State Council's notice for that year is known; else only weekends are off. */
  readonly isKnown: (day: LocalDate) => boolean
}

export function makeCalendar(years: readonly CalendarYear[]): WorkdayCalendar {
  const off = new Set(years.flatMap((y) => y.off))
  const worked = new Set(years.flatMap((y) => y.worked))
  const known = new Set(years.map((y) => String(y.year)))
  const isWorkday = (day: LocalDate) => worked.has(day) || (!off.has(day) && weekday(day) % 6 !== 0)
  const next = (day: LocalDate) => {
    let at = day
    while (!isWorkday(at)) at = addDays(at, 1)
    return at
  }
  const add = (from: LocalDate, count: number) => {
    let at = from
    for (let left = count; left > 0;) {
      at = addDays(at, 1)
      if (isWorkday(at)) left--
    }
    return count === 0 ? next(at) : at
  }
  const between = (from: LocalDate, to: LocalDate): number => {
    if (to < from) return 0 - between(to, from)
    let count = 0
    for (let at = from, left = daysBetween(from, to); left > 0; left--) {
      at = addDays(at, 1)
      if (isWorkday(at)) count++
    }
    return count
  }
  return { isWorkday, add: remembered(add), between: remembered(between), next, isKnown: (day) => known.has(day.slice(0, 4)) }
}

/** The same few days are asked for again and again by lists; the calendar never changes, so answers are kept, within bounds. */
function remembered<A extends string | number, R>(work: (from: LocalDate, to: A) => R): (from: LocalDate, to: A) => R {
  const known = new Map<string, R>()
  return (from, to) => {
    const key = `${from}/${to}`
    const hit = known.get(key)
    if (hit !== undefined) return hit
    const made = work(from, to)
    if (known.size > 20_000) known.clear()
    known.set(key, made)
    return made
  }
}
