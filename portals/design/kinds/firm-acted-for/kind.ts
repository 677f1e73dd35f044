import { defineKind } from '../kind.ts'

type Firm = { readonly name?: string; readonly creditCode?: string }

export const firmActedFor = defineKind({
  schema: {
    type: 'object', required: ['name', 'creditCode'], additionalProperties: false,
    properties: { name: { type: 'string', minLength: 2, maxLength: 100 }, creditCode: { type: 'string', format: 'credit-code' } },
  },
  verb: '请选择', name: 'firm-acted-for', held: 'firm',
  words: ({ name, creditCode }: Firm) => `${name ?? ''}（${creditCode ?? ''}）`,
})
