import type { JsonSchema, PublishedAsk } from '@xiangyun/forms/form'
import { asNumber, inputRules } from '../input-kinds.ts'
import { readDay } from '../words/read-day.ts'
import type { Option } from '../field.ts'

type Row = Readonly<Record<string, unknown>>
/** What of the form is asked here: its options and bounds. */
type Form = { optionsOf: (ask: PublishedAsk, pointer?: string) => Option[], boundsOf: (ask: PublishedAsk) => { most?: number, schema?: JsonSchema } }

/** Whether a text is lines and cells of a sheet, not words for one box. */
export const isSheet = (text: string, isLong = false): boolean => (isLong ? /\t/ : /[\t\n]/).test(text.replace(/\s+$/, ''))

/** Lines and cells as spreadsheets copy them; a cell with line breaks stands in quotation marks. */
export function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain, end] of text.replaceAll('\r\n', '\n').replace(/\n+$/, '').matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g)) {
    lines.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    if (end === '') break
    if (end === '\n') lines.push([])
  }
  return lines
}

const yes = /^(是|有|对|√|✓|1|true|yes|y)$/i
const no = /^(否|无|没有|不是|×|0|false|no|n)$/i
const ruleNames: Readonly<Record<string, keyof typeof inputRules>> = { 'phone-or-mobile': 'phone', 'web-address': 'web', 'vehicle-plate': 'plate', 'vehicle-vin': 'vin', 'real-estate-unit': 'estate-unit' }

/** A cell's text as the answer its kind wants; undefined when it cannot be put there. */
export function answerOf(form: Form, column: PublishedAsk, text: string, at: string): unknown {
  if (text === '' || column.compute) return undefined
  const schema = form.boundsOf(column).schema ?? {}
  if (column.role === 'choice') {
    const found = form.optionsOf(column, at).find(({ label, value }) => label === text || value === text)?.value
    return found !== undefined && /number|integer/.test(String(schema['type'])) ? Number(found) : found
  }
  if (schema['type'] === 'number' || schema['type'] === 'integer') return asNumber(inputRules.number.clean!(text).replace(/[%元]$/, ''))
  if (schema['type'] === 'boolean') return yes.test(text) ? true : no.test(text) ? false : undefined
  if (schema['type'] !== undefined && schema['type'] !== 'string') return undefined
  if (schema['format'] === 'date') {
    const day = readDay(text)
    return day && [day.year, day.month.padStart(2, '0'), day.day.padStart(2, '0')].join('-')
  }
  const name = ruleNames[column.kind] ?? column.kind
  return (name in inputRules ? inputRules[name as keyof typeof inputRules].clean?.(text) : undefined) ?? text
}

/** Rows with what was pasted from a cell on, and how much of it was taken. */
export function pasteInto(form: Form, ask: PublishedAsk, at: string, rows: readonly Row[], from: { row: number, column: number }, text: string): { rows: Row[], words: string } {
  const columns = (ask.columns ?? []).slice(from.column)
  const whole = cellsOf(text)
  const lines = whole[0]!.every((cell, index) => cell === columns[index]?.title) ? whole.slice(1) : whole
  const most = form.boundsOf(ask).most ?? 200
  const taken = lines.slice(0, Math.max(0, most - from.row))
  const next: Row[] = [...rows]
  let unread = 0
  for (const [line, cells] of taken.entries()) {
    const row = from.row + line
    const changed: Record<string, unknown> = { ...next[row] }
    for (const [index, column] of columns.entries()) {
      const cell = cells[index] ?? ''
      const answer = answerOf(form, column, cell, `${at}/${row}${column.at}`)
      if (answer !== undefined) changed[column.path[0]!] = answer
      else if (cell !== '' && !column.compute) unread += 1
    }
    next[row] = changed
  }
  const beyond = taken.reduce((sum, cells) => sum + Math.max(0, cells.length - columns.length), 0)
  return {
    rows: next,
    words: [`粘贴了 ${taken.length} 行`, lines.length > taken.length ? `另有 ${lines.length - taken.length} 行没放下，最多 ${most} 行` : '', unread ? `有 ${unread} 格认不出，请自己填` : '', beyond ? `有 ${beyond} 格没有对应的列` : ''].filter(Boolean).join('；'),
  }
}
