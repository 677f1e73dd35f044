import { defineKind } from '../kind.ts'

/** 下午 2:30 */
export function timeWords(value: string): string {
  const found = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(value)
  if (!found) return value
  const hour = Number(found[1])
  return `${hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上'} ${hour > 12 ? hour - 12 : hour}:${found[2]}`
}

export const time = defineKind({
  schema: { type: 'string', maxLength: 10 },
  must: [{ must: 'matches(value, "^([01][0-9]|2[0-3]):[0-5][0-9]$")', say: '不是有效的时刻，小时填 0 到 23，分钟填 0 到 59' }],
  name: 'time',
  words: (value: string) => (timeWords(value) === value ? value : `${value}（${timeWords(value)}）`),
})
