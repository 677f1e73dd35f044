import { toJson } from '@xiangyun/feel/to-json'
import type { Bounds } from './bounds.ts'
import { evaluate } from './bounds.ts'
import type { Answers, Facts, Json, PublishedAsk } from './form.ts'
import type { Planned, PlannedTable } from './plan.ts'

export interface SettledRow {
  readonly row: Json
  /** Columns that are hidden in this row. */
  readonly hidden: ReadonlySet<PublishedAsk> | undefined
}

export interface SettledTable {
  readonly rows: readonly Json[]
  /** By row; left out when nothing is hidden in any. */
  readonly hidden: readonly (ReadonlySet<PublishedAsk> | undefined)[] | undefined
}

export const isObject = (value: Json | undefined): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the expressions of a row may read: its own columns are named as they are, `row` is the whole, the rest is the form's. */
export function cellContext(table: PlannedTable, context: Facts, row: Answers): Record<string, unknown> {
  const inside: Record<string, unknown> = { row }
  for (const name of table.names) {
    if (name === 'row') continue
    if (Object.hasOwn(row, name)) inside[name] = row[name]
    else if (Object.hasOwn(context, name)) inside[name] = context[name]
  }
  return inside
}

/** Hides and computes in one row, column after column. */
export function settleRow(table: PlannedTable, row: Answers, context: Facts, at: string, bounds: Bounds): SettledRow {
  const inside = cellContext(table, context, row)
  let working: Record<string, Json> | undefined
  let hidden: Set<PublishedAsk> | undefined
  const set = (name: string, value: Json | undefined): void => {
    working ??= { ...row }
    if (value === undefined) delete working[name]
    else working[name] = value
    inside['row'] = working
    if (value !== undefined) inside[name] = value
    else if (Object.hasOwn(context, name) && table.names.includes(name)) inside[name] = context[name]
    else delete inside[name]
  }
  for (const column of table.columns) {
    const name = column.path[0]!
    if (column.when && evaluate(column.when, inside, `${at}/*${column.at}`, bounds) !== true) {
      if (Object.hasOwn(working ?? row, name)) set(name, undefined);
      (hidden ??= new Set()).add(column)
      continue
    }
    if (!column.compute) continue
    const value = toJson(evaluate(column.compute, inside, `${at}/*${column.at}`, bounds))
    if (value !== null || Object.hasOwn(working ?? row, name)) set(name, value ?? undefined)
  }
  return { row: working ?? row, hidden }
}

/** Hides and computes in every row of a table. */
export function settleRows({ ask, table }: Planned, rows: readonly Json[], context: Facts, bounds: Bounds, one = settleRow): SettledTable {
  if (!table || table.isPlain) return { rows, hidden: undefined }
  const hidden: SettledRow['hidden'][] = []
  let isHiding = false
  let isSame = true
  const settled = rows.map((row, index) => {
    if (!isObject(row)) return row
    const found = one(table, row, context, ask.at, bounds)
    isSame &&= found.row === row
    if (found.hidden) {
      hidden[index] = found.hidden
      isHiding = true
    }
    return found.row
  })
  return { rows: isSame ? rows : settled, hidden: isHiding ? hidden : undefined }
}
