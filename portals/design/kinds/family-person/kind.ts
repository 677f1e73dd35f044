import { maskedIdentity } from '../../words/masks.ts'
import { defineKind } from '../kind.ts'

type Person = { readonly name?: string; readonly identityNumber?: string; readonly relation?: string }

export const familyPerson = defineKind({
  schema: {
    type: 'object', required: ['name', 'relation'], additionalProperties: false,
    properties: { name: { type: 'string', format: 'person-name' }, identityNumber: { type: 'string', format: 'citizen-number' }, relation: { type: 'string', minLength: 1, maxLength: 20 } },
  },
  verb: '请选择', name: 'family-person',
  words: ({ name, relation, identityNumber }: Person, { isWhole }) => `${name ?? ''}（${[relation, isWhole ? identityNumber : maskedIdentity(identityNumber)].filter(Boolean).join('，')}）`,
})
