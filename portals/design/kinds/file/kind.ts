import { defineKind } from '../kind.ts'

type File = { readonly name: string }

export const file = defineKind({
  schema: {
    type: 'array', maxItems: 20,
    items: {
      type: 'object', required: ['id', 'name'], additionalProperties: false,
      properties: { id: { type: 'string', minLength: 1, maxLength: 100 }, name: { type: 'string', minLength: 1, maxLength: 200 }, type: { type: 'string', maxLength: 100 }, size: { type: 'integer', minimum: 0 } },
    },
  },
  verb: '请上传', name: 'file', hasFiles: true,
  words: (value: readonly File[]) => value.map((one) => one.name).join('、'),
})
