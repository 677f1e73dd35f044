import { moneyWords } from '../../words/money.ts'

/** The sum of a column to a millionth; figures of an office have fewer places. */
export function columnTotal(rows: readonly Readonly<Record<string, unknown>>[], column: { readonly path: readonly string[] }): number {
  const figures = rows.map((row) => row[column.path.at(-1) ?? '']).filter((one) => typeof one === 'number')
  return Math.round(figures.reduce((sum, one) => sum + Math.round(one * 1e6), 0)) / 1e6
}

export function totalWords(column: { readonly kind: string; readonly unit?: string }, total: number): string {
  if (column.kind.includes('money')) return moneyWords(total)
  const unit = column.kind === 'percentage' ? '%' : column.unit ? ` ${column.unit}` : ''
  return `${total.toLocaleString('zh-CN', { maximumFractionDigits: 6 })}${unit}`
}
