import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind, labelOf } from '../kind.ts'

/** All options in the order that the person gives them, the first one first. */
export const ranking = defineKind({
  ...plainKinds['choose-many'], verb: '请排出先后', fits: undefined,
  name: 'ranking',
  words: (value: readonly unknown[], reading) => value.map((one, at) => `${at + 1}. ${labelOf(one, reading)}`).join('　'),
})
