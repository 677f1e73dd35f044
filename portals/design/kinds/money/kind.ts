import { moneyWords } from '../../words/money.ts'
import { defineKind } from '../kind.ts'

export const money = defineKind({
  schema: { type: 'number', minimum: 0, maximum: 1e13, multipleOf: 0.01 }, name: 'money',
  words: (value: number | string) => moneyWords(value) || String(value),
})
