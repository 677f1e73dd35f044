import { defineKind } from '../kind.ts'

/** In hundredths: 12.5 is 12.5%. */
export const percentage = defineKind({
  schema: { type: 'number', minimum: 0, maximum: 100 },
  name: 'percentage',
  words: (value: number | string) => `${value}%`,
})
