import { maskedIdentity } from '../../words/masks.ts'
import { defineKind } from '../kind.ts'

export const identityNumber = defineKind({
  schema: { type: 'string', format: 'citizen-number' }, formats: ['citizen-number'], name: 'identity-number',
  words: (value: unknown, { isWhole }) => (isWhole ? String(value) : maskedIdentity(String(value))),
})
