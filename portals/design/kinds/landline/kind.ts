import { defineKind } from '../kind.ts'

/** 043188880000 → 0431-88880000 */
export const landlineWords = (value: string): string => value.replace(/^(0(?:10|2[0-9]|[3-9][0-9]{2}))-?([1-9])/, '$1-$2')

export const landline = defineKind({
  schema: { type: 'string', maxLength: 20 },
  must: [{ must: 'matches(value, "^(0(10|2[0-9]|[3-9][0-9]{2})-?[1-9][0-9]{6,7}(-[0-9]{1,6})?|400-?[0-9]{3}-?[0-9]{4})$")', say: '不是有效的固定电话，请写成“区号-号码”，如 0431-88880000' }],
  name: 'landline',
  words: landlineWords,
})
