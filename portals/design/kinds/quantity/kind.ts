import { defineKind } from '../kind.ts'

type Quantity = { readonly amount?: number | string; readonly unit?: string }

/** An amount and the unit that was chosen for it; which units there are, the question says. */
export const quantity = defineKind({
  schema: {
    type: 'object', required: ['amount', 'unit'], additionalProperties: false,
    properties: { amount: { type: 'number', minimum: 0, maximum: 1e12 }, unit: { type: 'string', minLength: 1, maxLength: 10 } },
  },
  name: 'quantity',
  words: ({ amount, unit }: Quantity) => `${amount ?? ''} ${unit ?? ''}`.trim(),
})

/** 平方米、亩、公顷 → three units; areas when the question names none. */
export const unitsOf = (unit: string | undefined): readonly string[] => (unit ?? '平方米、亩、公顷').split('、').filter(Boolean)
