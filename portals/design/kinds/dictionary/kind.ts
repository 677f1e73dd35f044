import { defineKind } from '../kind.ts'

type Entry = { readonly code?: string; readonly name?: string }

/** One entry of a dictionary of the province; its name goes with its code, so that papers can be read without the dictionary. */
export const dictionaryEntry = defineKind({
  schema: {
    type: 'object', required: ['code', 'name'], additionalProperties: false,
    properties: { code: { type: 'string', minLength: 1, maxLength: 50 }, name: { type: 'string', minLength: 1, maxLength: 200 } },
  },
  verb: '请选择', needs: { accepts: '还没有选用哪张代码表' }, name: 'dictionary', held: 'entry',
  words: ({ code, name }: Entry) => `${name ?? ''}（${code ?? ''}）`,
})
