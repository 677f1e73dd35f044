import { defineKind } from '../kind.ts'
import { dateWords, isDay } from '../../words/dates.ts'

const whole = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})$/
/** 2026年11月23日（周一）14:05, by the province's clock. */
export function dateTimeWords(value: string): string {
  const [, day, hour] = whole.exec(value) ?? []
  return day && hour && isDay(day) ? `${dateWords(day)}${hour}` : value
}

export const dateTime = defineKind({
  schema: { type: 'string', maxLength: 20 },
  must: [{ must: 'matches(value, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$") and date(substring(value, 1, 10)) != null', say: '不是有效的日期和时刻，请填齐年、月、日、时、分' }],
  name: 'date-time',
  words: dateTimeWords,
})
