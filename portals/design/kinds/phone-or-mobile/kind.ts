import { defineKind } from '../kind.ts'
import { landlineWords } from '../landline/kind.ts'

export const phoneOrMobile = defineKind({
  schema: { type: 'string', maxLength: 20 },
  must: [{ must: 'matches(value, "^(1[3-9][0-9]{9}|0(10|2[0-9]|[3-9][0-9]{2})-?[1-9][0-9]{6,7}(-[0-9]{1,6})?)$")', say: '不是有效的电话，请填 11 位手机号码，或“区号-号码”' }],
  name: 'phone-or-mobile',
  words: landlineWords,
})
