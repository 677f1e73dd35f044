import { defineKind } from '../kind.ts'

type Licence = { readonly name?: string; readonly number?: string }

/** A licence that the state holds of the applicant; the server finds it again by its id and looks at its state. */
export const licenceHeld = defineKind({
  schema: {
    type: 'object', required: ['id', 'type', 'name'], additionalProperties: false,
    properties: { id: { type: 'string', minLength: 1, maxLength: 100 }, type: { type: 'string', minLength: 1, maxLength: 100 }, name: { type: 'string', minLength: 1, maxLength: 200 }, number: { type: 'string', maxLength: 100 } },
  },
  verb: '请选择', needs: { accepts: '还没有选收哪几种证照' }, name: 'licence-held', held: 'licence',
  words: ({ name, number }: Licence) => `${name ?? ''}${number ? `（${number}）` : ''}`,
})
