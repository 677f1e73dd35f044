import { defineKind } from '../kind.ts'

const whole = /^([0-9]{4})-(0[1-9]|1[0-2])$/
/** 2026年3月 */
export const monthWords = (value: string): string => value.replace(whole, (_, year: string, month: string) => `${year}年${Number(month)}月`)

export const month = defineKind({
  schema: { type: 'string', maxLength: 10 },
  must: [{ must: 'matches(value, "^[0-9]{4}-(0[1-9]|1[0-2])$")', say: '不是有效的年月，请填四位年份和 1 到 12 的月份' }],
  name: 'month',
  words: monthWords,
})
