import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind, labelOf } from '../kind.ts'

export const chooseOne = defineKind({
  ...plainKinds['choose-one'], name: 'choose-one',
  words: (value: unknown, reading) => labelOf(value, reading),
})
