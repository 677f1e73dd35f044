import { defineKind } from '../kind.ts'

type Official = { readonly unitName?: string; readonly post?: string; readonly name?: string }

/** An office, and somebody of it when one is meant. */
export const official = defineKind({
  schema: {
    type: 'object', required: ['unitName'], additionalProperties: false,
    properties: { unit: { type: 'string', maxLength: 50 }, unitName: { type: 'string', minLength: 2, maxLength: 100 }, post: { type: 'string', maxLength: 50 }, name: { type: 'string', maxLength: 50 } },
  },
  verb: '请选择', name: 'official',
  words: ({ unitName, post, name }: Official) => [unitName, post, name].filter(Boolean).join(' '),
})
