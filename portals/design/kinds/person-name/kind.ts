import { defineKind } from '../kind.ts'

export const personName = defineKind({
  schema: { type: 'string', format: 'person-name' }, formats: ['person-name'], name: 'person-name',
})
