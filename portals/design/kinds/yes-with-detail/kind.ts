import { defineKind } from '../kind.ts'
import { reasonedShape, reasonedWords } from './shape.ts'

/** 是 needs its details. */
export const yesWithDetail = defineKind({
  schema: reasonedShape, verb: '请选择',
  must: [{ must: 'value.yes != true or (value.reason != null and matches(value.reason, "[^ ]"))', say: '选了“是”，请写明具体情况' }],
  name: 'yes-with-detail',
  words: reasonedWords,
})
