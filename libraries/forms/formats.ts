import type { Formats } from './form.ts'

/** Formats every form knows. `citizen-number` and `credit-code` are handed in, from the identifiers library. */
export const ownFormats: Formats = {
  'date': isDate,
  'mobile': (text) => /^1[3-9]\d{9}$/.test(text),
  'person-name': (text) => /^(?=.{1,50}$)[\p{Script=Han}\p{L}\u3400-\u9fff]+(?:[·• .'-][\p{Script=Han}\p{L}]+)*$/u.test(text),
  'bank-account': (text) => /^\d{8,32}$/.test(text),
}

/** A day that the calendar has (ISO 8601, GB/T 7408). */
function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return false
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
