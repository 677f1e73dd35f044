import type { Json, PublishedAsk } from './form.ts'

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

/** Whether nobody has answered anything in a row; figures that are computed are no answer. */
export function isEmptyRow({ columns }: PublishedAsk, row: Json | undefined): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return isBlank(row)
  const figures = new Set((columns ?? []).filter((column) => column.compute).map((column) => column.path[0]))
  return Object.entries(row as Readonly<Record<string, Json>>).every(([name, value]) => figures.has(name) || isBlank(value))
}
