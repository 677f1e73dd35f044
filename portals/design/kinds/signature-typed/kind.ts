import { defineKind } from '../kind.ts'

export const signatureTyped = defineKind({
  schema: { type: 'string', minLength: 1, maxLength: 50 }, held: 'name', verb: '请签署', name: 'signature-typed',
})
