import { dayWords } from './dates.ts'
import { maskedIdentity } from './masks.ts'

/** What a register says of a record, as people read it: identity numbers masked, days said in words. */
export const recordWords = (text: string): string => text
  .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, (number) => maskedIdentity(number))
  .replace(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g, (day) => dayWords(day) || day)
