import { dayWords, isDay } from '../../words/dates.ts'
import { defineKind } from '../kind.ts'

type Validity = { readonly from?: string; readonly to?: string; readonly forever?: boolean }

const dayOf = (text: string | undefined): string => (text && isDay(text) ? dayWords(text) : text ?? '')

/** How long a paper is good: until a day, or for good. */
export const validity = defineKind({
  schema: {
    type: 'object', required: ['from'], additionalProperties: false,
    properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' }, forever: { const: true } },
  },
  must: [
    { must: '(value.forever = true) != (value.to != null)', say: '：请填截止日期，或者勾选“长期”，两样只要一样' },
    { must: 'value.from = null or value.to = null or value.from <= value.to', say: '的截止日期早于起始日期，请核对' },
  ],
  name: 'validity',
  words: ({ from, to, forever }: Validity) => `${dayOf(from)} 至 ${forever ? '长期' : dayOf(to)}`,
})
