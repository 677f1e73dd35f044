import { defineKind } from '../kind.ts'

export const postcode = defineKind({
  schema: { type: 'string', maxLength: 6 },
  must: [{ must: 'matches(value, "^[0-9]{6}$")', say: '须是 6 位数字，如 130000' }],
  name: 'postcode',
})
