import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { dayWords, isDay } from '../../words/dates.ts'
import { defineKind } from '../kind.ts'

export const date = defineKind({
  ...plainKinds.date, verb: '请填写', name: 'date',
  words: (value: string) => (isDay(value) ? dayWords(value) : value),
})
