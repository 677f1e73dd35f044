import { defineKind } from '../kind.ts'

export const creditCode = defineKind({
  schema: { type: 'string', format: 'credit-code' }, formats: ['credit-code'], name: 'credit-code',
})
