import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind, labelOf } from '../kind.ts'

/** As choose-many, for lists too long to lay out. */
export const chooseManyFromList = defineKind({
  ...plainKinds['choose-many'], fits: undefined,
  name: 'choose-many-from-list',
  words: (value: readonly unknown[], reading) => value.map((one) => labelOf(one, reading)).join('、'),
})
