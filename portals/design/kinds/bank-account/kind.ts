import { defineKind } from '../kind.ts'

export const bankAccount = defineKind({
  schema: { type: 'string', format: 'bank-account' }, formats: ['bank-account'], name: 'bank-account',
})
