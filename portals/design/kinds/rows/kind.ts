import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const rows = defineKind({
  ...plainKinds.rows, name: 'rows',
  words: (value: readonly unknown[]) => `共 ${value.length} 项`,
})
