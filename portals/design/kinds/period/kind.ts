import { dayWords, isDay } from '../../words/dates.ts'
import { defineKind } from '../kind.ts'

type Period = { readonly from?: string; readonly to?: string }

const dayOf = (text: string | undefined): string => (text && isDay(text) ? dayWords(text) : text ?? '')

/** From one day to another, both counted. */
export const period = defineKind({
  schema: {
    type: 'object', required: ['from', 'to'], additionalProperties: false,
    properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } },
  },
  must: [{ must: 'value.from = null or value.to = null or value.from <= value.to', say: '的结束日期早于开始日期，请核对' }],
  name: 'period',
  words: ({ from, to }: Period) => `${dayOf(from)} 至 ${dayOf(to)}`,
})
