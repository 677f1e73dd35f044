/** Whether a calendar date exists (proleptic Gregorian). Months and days count from 1. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= daysInMonth(year, month)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** `20260302` → `2026-03-02`, or undefined when no such day exists. */
export function compactToIso(compact: string): string | undefined {
  if (!/^\d{8}$/.test(compact)) return undefined
  const [year, month, day] = [compact.slice(0, 4), compact.slice(4, 6), compact.slice(6, 8)]
  if (!isRealDate(Number(year), Number(month), Number(day))) return undefined
  return `${year}-${month}-${day}`
}

/** `2026-03-02` → `20260302`, or undefined when no such day exists. */
export function isoToCompact(iso: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  const compact = iso.replaceAll('-', '')
  return compactToIso(compact) === undefined ? undefined : compact
}
