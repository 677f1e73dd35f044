import { defineKind } from '../kind.ts'

/** Several short texts of one sort. */
export const textList = defineKind({
  schema: { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 100 } },
  must: [{ must: 'every one in value satisfies matches(one, "[^ ]")', say: '里有空的一条，请填写或移除' }],
  verb: '请至少填写一条', name: 'text-list',
  words: (value: readonly string[]) => value.join('；'),
})
