import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

export const yesNo = defineKind({
  ...plainKinds['yes-no'], name: 'yes-no',
  words: (value: unknown) => (value === true ? '是' : '否'),
})
