import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const text = defineKind({
  ...plainKinds.text, name: 'text',
})
