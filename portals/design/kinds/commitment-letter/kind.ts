import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

/** A long text that is agreed to after it was read to its end. */
export const commitmentLetter = defineKind({
  ...plainKinds.statement, verb: '请看完承诺书并勾选', name: 'commitment-letter',
  words: (value: unknown) => (value === true ? '已看完并承诺' : '未承诺'),
})
