import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind, labelOf } from '../kind.ts'

export const chooseMany = defineKind({
  ...plainKinds['choose-many'], name: 'choose-many',
  words: (value: readonly unknown[], reading) => value.map((one) => labelOf(one, reading)).join('、'),
})
