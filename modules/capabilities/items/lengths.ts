import { addDays } from '@xiangyun/kernel/time'

export type Length = { readonly count: number; readonly unit: 'workdays' | 'calendar-days' | 'months' | 'years' } | 'long-term' | 'immediate'

/** Reads `10 workdays`; the schema has checked the form. */
export function readLength(text: string): Length {
  if (text === 'long-term' || text === 'immediate') return text
  const [count, unit] = text.split(' ')
  return { count: Number(count), unit: unit as 'workdays' }
}

const units = { workdays: '个工作日', 'calendar-days': '天', months: '个月', years: '年' }

/** `10 workdays` → 10 个工作日. */
export function lengthText(text: string): string {
  const length = readLength(text)
  if (length === 'long-term') return '长期'
  if (length === 'immediate') return '当场办结'
  return `${length.count} ${units[length.unit]}`
}

/** Workdays in a limit; an immediate one is done on the day. Months and years are no limits of handling. */
export function workdaysIn(text: string): number {
  const length = readLength(text)
  if (length === 'immediate' || length === 'long-term') return 0
  return length.unit === 'calendar-days' ? Math.ceil((length.count * 5) / 7) : length.count
}

/** The last day of a validity that begins on `from`: the day before the same date (5 years from 2026-11-23 → 2031-11-22). */
export function validUntil(from: string, text: string): string | null {
  const length = readLength(text)
  if (length === 'long-term' || length === 'immediate') return null
  if (length.unit === 'workdays' || length.unit === 'calendar-days') return addDays(from, length.count)
  const months = length.unit === 'years' ? length.count * 12 : length.count
  return addDays(addMonths(from, months), -1)
}

/** The same date some months later; the month's last day when it has no such date. */
export function addMonths(from: string, months: number): string {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  const total = year * 12 + (month - 1) + months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`
}
