import type { Context } from '@xiangyun/kernel/modules'
import type { Writing } from '#modules/data/registers/contract.ts'
import { LAW } from './rules.ts'
import { openContent } from './sealing.ts'
import type { CorrectionRow } from './store.ts'
import { rowOf } from './views.ts'

/** The write that accepting makes: the correction is its act, once. */
export function writingOf(context: Context, row: CorrectionRow): Writing {
  const { key, wanted } = openContent(context, row.content)
  const department = row.unit.split('@')[0]!
  return { register: row.register, kind: 'change', key, values: { [row.field]: wanted }, provenance: { department, unit: row.unit, case: row.id, number: row.number, item: 'correction', change: 'correction', law: LAW } }
}

/** What others are told of it: no values. */
export function toldOf(context: Context, row: CorrectionRow) {
  const { registerName, fieldName } = rowOf(context, row)
  return { correction: row.id, number: row.number, who: row.who, registerName, fieldName, unit: row.unit, due: row.due }
}
