import { sheet } from '../../drawing/strokes.ts'
import { defineKind } from '../kind.ts'

type Signature = { readonly strokes?: readonly (readonly number[])[]; readonly typed?: string }

/** Strokes of a pen as whole numbers, x and y by turns on a sheet of 600 × 220; who cannot draw types the name. */
export const signatureDrawn = defineKind({
  schema: {
    type: 'object', additionalProperties: false,
    properties: {
      strokes: { type: 'array', maxItems: sheet.strokes, items: { type: 'array', minItems: 2, maxItems: sheet.numbers, items: { type: 'integer', minimum: 0, maximum: sheet.width } } },
      typed: { type: 'string', minLength: 1, maxLength: 50 },
    },
  },
  must: [{ must: 'if value.typed = null then value.strokes != null and count(value.strokes) > 0 else value.strokes = null and matches(value.typed, "[^ ]")', say: '还没有签，请手写，或者输入姓名' }],
  held: 'name', verb: '请签署', name: 'signature-drawn',
  strokes: ({ strokes = [] }: Signature) => strokes,
  words: ({ strokes, typed }: Signature) => (typed ? `${typed}（输入姓名签署）` : `手写签名（${strokes?.length ?? 0} 笔）`),
})
