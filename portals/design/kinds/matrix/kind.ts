import { defineKind, labelOf } from '../kind.ts'

type Line = Readonly<Record<string, unknown>>

/** Several things weighed by one measure. The columns are the things, and there is one row: what was chosen for each. */
export const matrix = defineKind({
  schema: { type: 'array', maxItems: 1 }, role: 'rows', verb: '请逐项选择', needs: { columns: '还没有写要评的各件事' }, columnRole: 'choice',
  name: 'matrix',
  words: ([line]: readonly Line[], { ask, placeOf }) => (ask.columns ?? []).map((column) => {
    const options = (column.options ?? []).map((one) => ({ value: String(one.value), label: one.label }))
    const chosen = line?.[column.path[0]!]
    return `${column.title}：${chosen === undefined ? '未选' : labelOf(chosen, { ask: column, options, placeOf })}`
  }).join('；'),
})
