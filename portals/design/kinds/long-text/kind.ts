import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const longText = defineKind({
  ...plainKinds['long-text'], name: 'long-text',
})
