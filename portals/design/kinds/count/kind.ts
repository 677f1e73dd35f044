import { defineKind, withUnit } from '../kind.ts'

export const count = defineKind({
  schema: { type: 'number', minimum: 0, maximum: 1e9 },
  must: [{ must: 'value = floor(value)', say: '须是整数，请去掉小数' }],
  name: 'count',
  words: (value: number | string, { ask }) => withUnit(typeof value === 'number' ? value.toLocaleString('zh-CN') : value, ask),
})
