import { defineKind } from '../kind.ts'

export const year = defineKind({
  schema: { type: 'integer', minimum: 1900, maximum: 2100 },
  name: 'year',
  words: (value: number | string) => `${value}年`,
})
