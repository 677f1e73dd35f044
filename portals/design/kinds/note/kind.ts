import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const note = defineKind({
  ...plainKinds.note, name: 'note',
})
