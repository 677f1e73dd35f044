import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const statement = defineKind({
  ...plainKinds.statement, name: 'statement',
  words: (value: unknown) => (value === true ? '已确认' : '未确认'),
})
