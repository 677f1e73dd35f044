import { Draft } from './draft.ts'
import type { Answers, Formats, Json, JsonSchema, PublishedAsk, PublishedForm } from './form.ts'
import { misfit } from './fits.ts'
import { ownFormats } from './formats.ts'
import { planOf } from './plan.ts'
import { pathOf, pointerOf, valueAt } from './pointer.ts'
import { isSame } from './same.ts'
import { schemaAt } from './schema.ts'
import { isObject } from './settle-rows.ts'

/** What becomes of a draft when its form is replaced by a newer version; nothing that was typed is lost without being named. */
export interface CarryOver {
  readonly answers: Answers
  /** Answers that stay as they are. */
  readonly kept: readonly string[]
  readonly renamed: readonly { readonly from: string; readonly at: string; readonly title: string }[]
  /** Answers that have no place any more or do not fit theirs, kept aside with their values. */
  readonly dropped: readonly { readonly at: string; readonly title: string; readonly value: Json; readonly why: string }[]
  /** Answers that stay but should be looked at again. */
  readonly changed: readonly { readonly at: string; readonly title: string; readonly why: string }[]
  /** Questions that the old version did not have. */
  readonly added: readonly { readonly at: string; readonly title: string; readonly required: boolean }[]
}

type List<K extends keyof CarryOver> = CarryOver[K] extends readonly (infer T)[] ? T[] : never

interface Lists {
  readonly kept: string[]
  readonly renamed: List<'renamed'>
  readonly dropped: List<'dropped'>
  readonly changed: List<'changed'>
  readonly added: List<'added'>
}

/** Old and new question of the same thing, and where the answer stands in either version. */
interface Pair {
  readonly old: PublishedAsk
  readonly now: PublishedAsk
  readonly oldSchema: JsonSchema | undefined
  readonly schema: JsonSchema
  readonly from: string
  readonly at: string
}

/** Plans how the answers of a draft move to a new version of its form. */
export function planCarryOver(old: PublishedForm, now: PublishedForm, answers: Answers, formats: Formats = {}): CarryOver {
  const lists: Lists = { kept: [], renamed: [], dropped: [], changed: [], added: [] }
  if (isSame(old as unknown as Json, now as unknown as Json)) return { answers, ...lists, kept: planOf(old).asks.map(({ ask }) => ask.at).filter((at) => at !== '' && valueAt(answers, pathOf(at)) !== undefined) }
  const known = { ...ownFormats, ...formats }
  const draft = new Draft({})
  const taken = new Set<string>()
  for (const { ask } of planOf(now).asks) {
    if (ask.at === '') continue
    const from = ask.was ?? ask.at
    const before = planOf(old).byPlace.get(from)?.ask
    if (!before) {
      lists.added.push({ at: ask.at, title: ask.title, required: ask.required })
      continue
    }
    taken.add(from)
    const value = valueAt(answers, before.path)
    if (ask.was !== undefined && value !== undefined) lists.renamed.push({ from, at: ask.at, title: ask.title })
    const pair: Pair = { old: before, now: ask, oldSchema: schemaAt(old.schema, before.path), schema: schemaAt(now.schema, ask.path) ?? {}, from, at: ask.at }
    const carried = before.columns && ask.columns && Array.isArray(value) ? carryRows(pair, value as readonly Json[], known, lists) : value === undefined ? undefined : carry(pair, value, known, lists)
    if (before.columns && ask.columns) newColumns(pair, lists)
    if (carried !== undefined) draft.put(ask.path, carried)
  }
  leftOver(old, answers, taken, lists)
  return { answers: draft.snapshot(), ...lists }
}

/** One answer: stays, stays to be looked at, or goes aside. */
function carry({ old, now, oldSchema, schema, from, at }: Pair, value: Json, formats: Formats, lists: Lists): Json | undefined {
  const { title } = now
  const drop = (why: string): undefined => void lists.dropped.push({ at: from, title: old.title, value, why })
  if (now.compute) return old.compute ? value : drop('现在由系统算出，不用填')
  if (now.role === 'affirmation' && now.text !== old.text) return value === true ? drop('要确认的内容变了，请重新确认') : value
  const offered = now.options && (now.role === 'choices' && Array.isArray(value) ? value as readonly Json[] : [value]).find((one) => !now.options!.some((option) => option.value === one))
  if (offered !== undefined) return drop(`选项里没有“${String(offered)}”了`)
  const found = isSame(oldSchema as Json, schema as Json) ? undefined : misfit(schema, value, formats)
  if (found?.isShape) return drop(found.why)
  const why = found?.why ?? reworded(old, now)
  if (why === undefined) lists.kept.push(at)
  else lists.changed.push({ at, title, why })
  return value
}

/** Why an answer that fits should still be looked at. */
function reworded(old: PublishedAsk, now: PublishedAsk): string | undefined {
  if (old.unit !== now.unit) return `单位由“${old.unit ?? '无'}”改为“${now.unit ?? '无'}”`
  if (old.compute) return '以前由系统算出，现在要您确认'
  return old.title === now.title ? undefined : `问题由“${old.title}”改为“${now.title}”`
}

function carryRows(pair: Pair, rows: readonly Json[], formats: Formats, lists: Lists): Json {
  const [oldCells, cells] = [pair.oldSchema, pair.schema].map((schema) => (schema?.['items'] ?? {}) as JsonSchema)
  const carried = rows.map((row, index): Json => {
    if (!isObject(row)) return row
    const draft = new Draft({})
    const taken = new Set<string>()
    for (const column of pair.now.columns!) {
      const before = pair.old.columns!.find((one) => one.path[0] === (column.was ?? column.path[0]))
      if (!before) continue
      taken.add(before.path[0]!)
      const value = valueAt(row, before.path)
      const cell: Pair = { old: before, now: column, oldSchema: schemaAt(oldCells!, before.path), schema: schemaAt(cells!, column.path) ?? {}, from: `${pair.from}/${index}${before.at}`, at: `${pair.at}/${index}${column.at}` }
      const kept = value === undefined ? undefined : carry(cell, value, formats, lists)
      if (kept !== undefined) draft.put(column.path, kept)
    }
    for (const [name, value] of Object.entries(row)) {
      if (!taken.has(name)) lists.dropped.push({ at: `${pair.from}/${index}${pointerOf([name])}`, title: pair.old.columns!.find((one) => one.path[0] === name)?.title ?? name, value, why: '新版表单没有这一列' })
    }
    return draft.snapshot()
  })
  const found = misfit({ ...pair.schema, items: {} }, carried, formats)
  const why = found?.why ?? reworded(pair.old, pair.now)
  if (why === undefined) lists.kept.push(pair.at)
  else lists.changed.push({ at: pair.at, title: pair.now.title, why })
  return carried
}

function newColumns({ old, now, at }: Pair, lists: Lists): void {
  for (const column of now.columns!) {
    if (!old.columns!.some((one) => one.path[0] === (column.was ?? column.path[0]))) lists.added.push({ at: `${at}/*${column.at}`, title: column.title, required: column.required })
  }
}

/** Answers without a place in the new version: of questions that are gone, and what no question asked. */
function leftOver(old: PublishedForm, answers: Answers, taken: ReadonlySet<string>, lists: Lists): void {
  const rest = new Draft(answers)
  for (const { ask } of planOf(old).asks) {
    if (ask.at === '') continue
    const value = valueAt(answers, ask.path)
    rest.drop(ask.path)
    // A figure was not typed: it is reckoned again where it is needed.
    if (!taken.has(ask.at) && value !== undefined && !ask.compute) lists.dropped.push({ at: ask.at, title: ask.title, value, why: '新版表单不再问这一项' })
  }
  unasked(rest.snapshot(), [], lists)
}

function unasked(rest: Answers, path: readonly string[], lists: Lists): void {
  for (const [name, value] of Object.entries(rest)) {
    if (isObject(value)) unasked(value, [...path, name], lists)
    else lists.dropped.push({ at: pointerOf([...path, name]), title: name, value, why: '表单中没有这一项' })
  }
}
