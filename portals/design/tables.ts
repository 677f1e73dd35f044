export interface Column<Row extends object> {
  key: string
  title: string
  /** Numbers stand at the end. */
  align?: 'end'
  sortable?: boolean
  /** The cell that names the row. */
  heads?: boolean
  /** What is shown and sorted by when it is not `row[key]`. */
  value?: (row: Row) => string | number | null | undefined
}

export interface Sorting { by: string, down: boolean }

const inChinese = new Intl.Collator('zh-CN', { numeric: true })

export function sortRows<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting): Row[] {
  const column = columns.find((one) => one.key === sorting.by)
  const valueOf = (row: Row): unknown => (column?.value ? column.value(row) : (row as Record<string, unknown>)[sorting.by])
  const sign = sorting.down ? -1 : 1
  return [...rows].sort((left, right) => sign * compare(valueOf(left), valueOf(right)))
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return inChinese.compare(String(left ?? ''), String(right ?? ''))
}
