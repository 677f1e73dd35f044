import { defineKind } from '../kind.ts'
import { reasonedShape, reasonedWords } from '../yes-with-detail/shape.ts'

/** 否 needs its reason. */
export const noWithReason = defineKind({
  schema: reasonedShape, verb: '请选择',
  must: [{ must: 'value.yes != false or (value.reason != null and matches(value.reason, "[^ ]"))', say: '选了“否”，请写明原因' }],
  name: 'no-with-reason',
  words: reasonedWords,
})
