/** A calendar day in the province, `2026-11-22`. */
export type LocalDate = string

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China keeps one time, UTC+8, without daylight saving since 1992. */
const OFFSET = 8 * HOUR

/** The province's calendar day of an instant. */
export const localDate = (at: Date): LocalDate => new Date(at.getTime() + OFFSET).toISOString().slice(0, 10)

/** The province's wall time of an instant, `2026-11-22T09:30:00`. */
export const localTime = (at: Date): string => new Date(at.getTime() + OFFSET).toISOString().slice(0, 19)

export const startOfDay = (day: LocalDate): Date => new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET)

/** The last millisecond of a day: a limit "by that day" runs out here. */
export const endOfDay = (day: LocalDate): Date => new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET + DAY - 1)

export const addDays = (day: LocalDate, count: number): LocalDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)

export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)

/** 0 Sunday … 6 Saturday. */
export const weekday = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay()
