import { defineKind } from '../kind.ts'

type Level = { readonly code?: string; readonly name?: string; readonly last?: boolean }

/** Entries of a dictionary that has levels, from the top down; the last one has nothing below it. */
export const cascade = defineKind({
  schema: {
    type: 'array', maxItems: 6,
    items: {
      type: 'object', required: ['code', 'name'], additionalProperties: false,
      properties: { code: { type: 'string', minLength: 1, maxLength: 50 }, name: { type: 'string', minLength: 1, maxLength: 200 }, last: { const: true } },
    },
  },
  must: [{ must: 'count(value) = 0 or value[-1].last = true', say: '还没有选到最后一级，请接着选' }],
  verb: '请选择', needs: { accepts: '还没有选用哪张代码表' }, name: 'cascade', held: 'entry',
  words: (value: readonly Level[]) => `${value.map((one) => one.name).join(' › ')}（${value.at(-1)?.code ?? ''}）`,
})
