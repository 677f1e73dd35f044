import { defineKind } from '../kind.ts'

export const webAddress = defineKind({
  schema: { type: 'string', maxLength: 300 },
  must: [{ must: 'matches(value, "^https?://[^ /.]+[.][^ ]{2,}$")', say: '不是有效的网址，请写完整，如 https://www.example.cn' }],
  name: 'web-address',
})
