import { formalMoney, moneyWords } from '../../words/money.ts'
import { defineKind } from '../kind.ts'

/** A sum of the form's own. */
export const computedMoney = defineKind({
  schema: { type: 'number' }, role: 'computed',
  name: 'computed-money',
  words: (value: number | string) => (formalMoney(value) ? `${moneyWords(value)}（${formalMoney(value)}）` : String(value)),
})
