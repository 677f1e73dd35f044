import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const number = defineKind({
  ...plainKinds.number, name: 'number',
})
