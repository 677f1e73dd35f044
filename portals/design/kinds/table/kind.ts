import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

/** The same answer as rows, drawn as a table; the question names the columns that are added up. */
export const table = defineKind({
  ...plainKinds.rows, fits: undefined,
  name: 'table',
  words: (value: readonly unknown[]) => `共 ${value.length} 行`,
})
