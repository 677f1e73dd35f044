import type { Difference } from './differences.ts'
import { writtenTables } from './rule-tables.ts'
import type { WrittenRule, WrittenTable } from './rule-tables.ts'

const NONE = '（无）'

/** What differs between two versions of an item's rules: cell by cell, so that an editor's way of writing is no change. */
export function ruleChanges(before: string | null, after: string | null): Difference[] {
  if (before === after) return []
  const [old, now] = [writtenTables(before), writtenTables(after)]
  const keys = [...new Set([...old.keys(), ...now.keys()])]
  return keys.flatMap((key) => {
    const prefix = keys.length > 1 ? `规则 ${key} ` : ''
    return tableChanges(old.get(key), now.get(key)).map((one) => ({ ...one, at: `${prefix}${one.at}` }))
  })
}

function tableChanges(old: WrittenTable | undefined, now: WrittenTable | undefined): Difference[] {
  if (!old || !now) return [{ at: '整张规则', before: old ? sizeOf(old) : NONE, after: now ? sizeOf(now) : NONE }]
  if (old.rules.length + now.rules.length === 0) return old.text === now.text ? [] : [{ at: '表达式', before: old.text, after: now.text }]
  const [before, after] = [byKey(old.rules), byKey(now.rules)]
  const both = [...after.keys()].filter((key) => before.has(key))
  return [
    ...columnChanges(old, now), ...orderChange(old, before, both),
    ...now.rules.flatMap((rule, at) => {
      const was = before.get(keyOf(rule, at))
      return was ? cellChanges(old, now, was, rule).map((one) => ({ ...one, at: `第 ${at + 1} 条 ${one.at}` })) : [{ at: `新增第 ${at + 1} 条`, before: NONE, after: said(rule) }]
    }),
    ...old.rules.flatMap((rule, at) => (after.has(keyOf(rule, at)) ? [] : [{ at: `删去原第 ${at + 1} 条`, before: said(rule), after: NONE }])),
  ]
}

const sizeOf = (table: WrittenTable): string => (table.rules.length > 0 ? `${table.rules.length} 条` : table.text)
const keyOf = (rule: WrittenRule, at: number): string => rule.id || `#${at}`
const byKey = (rules: readonly WrittenRule[]): Map<string, WrittenRule> => new Map(rules.map((rule, at) => [keyOf(rule, at), rule]))
const said = (rule: WrittenRule): string => [...rule.cells.map((one) => one.text || '-'), ...rule.note ? [rule.note] : []].join(' | ')
const namesOf = (table: WrittenTable): string[] => [...table.inputs, ...table.outputs].map((name, at, every) => (every.indexOf(name) === at ? name : `${name}（第 ${at + 1} 列）`))

function columnChanges(old: WrittenTable, now: WrittenTable): Difference[] {
  const [before, after] = [namesOf(old), namesOf(now)].map((names) => names.join(' | ')) as [string, string]
  return before === after ? [] : [{ at: '列', before, after }]
}

/** Where the first that fits decides, the order says something. */
function orderChange(old: WrittenTable, before: ReadonlyMap<string, WrittenRule>, both: readonly string[]): Difference[] {
  const was = [...before.keys()].filter((key) => both.includes(key))
  if (was.join('\n') === both.join('\n')) return []
  const numbers = (keys: readonly string[]): string => keys.map((key) => old.rules.indexOf(before.get(key)!) + 1).join('、')
  return [{ at: '规则的次序（原来的号）', before: numbers(was), after: numbers(both) }]
}

function cellChanges(old: WrittenTable, now: WrittenTable, was: WrittenRule, rule: WrittenRule): Difference[] {
  const [before, after] = [cellsOf(old, was), cellsOf(now, rule)]
  return [...after].flatMap(([column, text]) => (!before.has(column) || before.get(column) === text ? [] : [{ at: column, before: before.get(column) || '（空）', after: text || '（空）' }]))
}
const cellsOf = (table: WrittenTable, rule: WrittenRule): Map<string, string> => new Map([...namesOf(table).map((name, at) => [name, rule.cells[at]?.text ?? ''] as const), ['依据', rule.note]])
