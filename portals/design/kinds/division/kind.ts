import { defineKind } from '../kind.ts'

/** A division of the province by its digits: 4 levels down to the village, or to the level whose codes the schema's pattern takes. */
export const division = defineKind({
  schema: { type: 'string', pattern: '^22\\d{10}$' }, verb: '请选择',
  name: 'division',
  words: (value: string, { placeOf }) => placeOf(value) || value,
})
