import { formalMoney, moneyWords } from '../../words/money.ts'
import { defineKind } from '../kind.ts'

/** The answer is the figure; capitals are written from it, on the screen as in print, so that the two never differ. */
export const moneyInCapitals = defineKind({
  schema: { type: 'number', minimum: 0, maximum: 1e13 },
  must: [{ must: 'value * 100 = floor(value * 100)', say: '最多到分，请只留两位小数' }],
  name: 'money-in-capitals',
  words: (value: number | string) => (formalMoney(value) ? `${moneyWords(value)}（人民币${formalMoney(value)}）` : String(value)),
})
