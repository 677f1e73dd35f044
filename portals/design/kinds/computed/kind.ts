import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { moneyWords } from '../../words/money.ts'
import { defineKind, withUnit } from '../kind.ts'

export const computedFigure = defineKind({
  ...plainKinds.computed, name: 'computed',
  words: (value: number | string, { ask }) => (ask.unit?.startsWith('元') ? `${moneyWords(value)}${ask.unit.slice(1)}` : withUnit(typeof value === 'object' ? JSON.stringify(value) : String(value), ask)),
})
