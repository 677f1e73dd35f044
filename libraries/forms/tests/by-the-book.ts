import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import type { AnswerError, Answers, Facts, PublishedAsk, PublishedForm } from '../form.ts'
import type { Checked, Validate } from '../check.ts'
import { isEmptyRow } from '../empty-rows.ts'
import { messageFor } from '../messages.ts'
import { run } from '../run.ts'
import { both } from '../both.ts'
import { pathOf, pointerOf, valueAt, withValue, withoutValue } from '../pointer.ts'

/** Settling and checking as plainly as they can be written, to hold the quick ones against. */
export interface Settled {
  /** Answers to what is shown, with computed figures. */
  readonly answers: Answers
  readonly shown: ReadonlySet<string>
}

/** Asks of a published form with the condition of their section. */
export function asksOf(published: PublishedForm): readonly PublishedAsk[] {
  let found = known.get(published)
  if (!found) {
    found = published.sections.flatMap((section) => section.asks.map((ask) => withSection(ask, section.when)))
    known.set(published, found)
  }
  return found
}

const known = new WeakMap<PublishedForm, readonly PublishedAsk[]>()

function withSection(ask: PublishedAsk, when: Tree | undefined): PublishedAsk {
  const joined = both(when, ask.when)
  return joined ? { ...ask, when: joined } : ask
}

/** Facts, and answers to what the form asks; what it does not ask cannot pass for a fact. */
export function contextOf(published: PublishedForm, answers: Answers, facts: Facts): Facts {
  const names = new Set(asksOf(published).map((ask) => ask.path[0]))
  return { ...facts, ...Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name))) }
}

/** Goes through the questions, dependencies first: hides, drops what is hidden, computes. */
export function settle(published: PublishedForm, answers: Answers, facts: Facts): Settled {
  const byPlace = new Map(asksOf(published).map((ask) => [ask.at, ask]))
  const shown = new Set<string>()
  let working: Answers = answers
  for (const at of published.order) {
    const ask = byPlace.get(at)
    if (!ask) continue
    const context = contextOf(published, working, facts)
    if (ask.when && run(ask.when, context) !== true) {
      working = withoutValue(working, pathOf(at))
      continue
    }
    shown.add(at)
    if (ask.compute) working = computed(working, ask, ask.compute, context)
    if (ask.columns) working = settleRows(working, ask, context, shown)
  }
  return { answers: working, shown }
}

function computed(answers: Answers, ask: PublishedAsk, tree: Tree, context: Facts): Answers {
  const value = toJson(run(tree, context))
  return value === null ? withoutValue(answers, ask.path) : withValue(answers, ask.path, value)
}

function settleRows(answers: Answers, ask: PublishedAsk, context: Facts, shown: Set<string>): Answers {
  const rows = valueAt(answers, ask.path)
  if (!Array.isArray(rows)) return answers
  const settled = rows.map((row: Json, index) => (isObject(row) ? settleRow(row, ask, index, context, shown) : row))
  return withValue(answers, ask.path, settled)
}

const isObject = (value: Json): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value)

/** In a row its own columns are named as they are, and `row` is the whole. */
export const rowContext = (context: Facts, row: Answers): Facts => ({ ...context, ...row, row })

function settleRow(row: Answers, ask: PublishedAsk, index: number, context: Facts, shown: Set<string>): Answers {
  let working = row
  for (const column of ask.columns ?? []) {
    const inside = rowContext(context, working)
    if (column.when && run(column.when, inside) !== true) {
      working = withoutValue(working, column.path)
      continue
    }
    shown.add(pointerOf([...ask.path, index, ...column.path]))
    if (column.compute) working = computed(working, column, column.compute, inside)
  }
  return working
}

/** Answers with computed figures filled in; what is hidden for now is kept. */
export function fillComputed(published: PublishedForm, answers: Answers, facts: Facts = {}): Answers {
  const settled = settle(published, answers, facts)
  return asksOf(published).reduce((filled, ask) => {
    if (!settled.shown.has(ask.at)) return filled
    if (ask.columns?.some((column) => column.compute)) return fillRows(filled, ask, settled)
    if (!ask.compute) return filled
    const value = valueAt(settled.answers, ask.path)
    return value === undefined ? withoutValue(filled, ask.path) : withValue(filled, ask.path, value)
  }, answers)
}

function fillRows(answers: Answers, ask: PublishedAsk, settled: Settled): Answers {
  const [rows, figures] = [valueAt(answers, ask.path), valueAt(settled.answers, ask.path)]
  if (!Array.isArray(rows) || !Array.isArray(figures)) return answers
  const columns = (ask.columns ?? []).filter((column) => column.compute)
  const filled = rows.map((row: Json, index) => {
    const figured = (figures as readonly Json[])[index]
    if (!isObject(row) || figured === undefined || !isObject(figured)) return row
    return columns.reduce((cells: Answers, column) => {
      const value = valueAt(figured, column.path)
      return value === undefined ? withoutValue(cells, column.path) : withValue(cells, column.path, value)
    }, row)
  })
  return withValue(answers, ask.path, filled)
}

/** One question in one place: a cell of a row is a place of its own. */
interface Place {
  readonly at: string
  readonly ask: PublishedAsk
  readonly value: Json | undefined
  readonly context: Facts
}

/** Checks answers as they would be submitted: hidden ones dropped, then required, shape, options and rules. */
export function check(published: PublishedForm, validate: Validate, answers: Answers, facts: Facts = {}): Checked {
  const settled = settle(published, answers, facts)
  const context = contextOf(published, settled.answers, facts)
  const places = asksOf(published).filter((ask) => settled.shown.has(ask.at)).flatMap((ask) => placesOf(ask, settled.answers, context)).filter((place) => settled.shown.has(place.at))
  const errors = new Map<string, AnswerError>()
  const tell = (error: AnswerError): void => void (errors.has(error.at) || errors.set(error.at, error))
  places.filter(isMissing).forEach((place) => tell({ at: place.at, code: 'required', message: `${place.ask.verb ?? '请填写'}“${place.ask.title}”` }))
  const byPlace = new Map(places.map((place) => [place.at, place.ask]))
  if (!validate(settled.answers)) for (const error of validate.errors ?? []) tell(messageFor(error, (at) => byPlace.get(at), { schema: published.schema, answers: settled.answers }))
  places.filter((place) => !offers(place)).forEach((place) => tell({ at: place.at, code: 'not-an-option', message: `“${place.ask.title}”不在可选范围内` }))
  for (const place of places) if (!errors.has(place.at)) for (const broken of brokenByKind(place)) tell(broken)
  const shape = [...errors.values()]
  const broken = brokenRules(published, context, shape.length === 0).filter((rule) => rule.at === '' || !shape.some((error) => isInside(error.at, rule.at)))
  return { answers: settled.answers, errors: [...shape, ...broken] }
}

function placesOf(ask: PublishedAsk, answers: Answers, context: Facts): Place[] {
  const value = valueAt(answers, ask.path)
  const own: Place = { at: ask.at, ask, value, context }
  if (!ask.columns || !Array.isArray(value)) return [own]
  const cells = value.flatMap((row: Json, index) => {
    const inside = rowContext(context, (row ?? {}) as Answers)
    return (ask.columns ?? []).map((column): Place => ({ at: pointerOf([...ask.path, index, ...column.path]), ask: column, value: valueAt(row, column.path), context: inside }))
  })
  return [own, ...cells]
}

function isMissing({ ask, value, context }: Place): boolean {
  if (ask.compute) return false
  const required = ask.required || (ask.require !== undefined && run(ask.require, context) === true)
  return required && isEmpty(ask, value)
}

function isEmpty(ask: PublishedAsk, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (ask.role === 'affirmation') return value !== true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && (value.length === 0 || (ask.role === 'rows' && value.every((row: Json) => isEmptyRow(ask, row))))
}

/** What the kind itself asks of each answer, such as that a period does not end before it begins. */
function brokenByKind({ at, ask, value }: Place): AnswerError[] {
  if (!ask.must || value === undefined || value === null) return []
  return ask.must.filter((one) => run(one.must, { value }) !== true).map((one) => ({ at, code: 'kind', message: `“${ask.title}”${one.say}` }))
}

/** Whether what was chosen is among the options as they stand. */
function offers({ ask, value, context }: Place): boolean {
  if ((!ask.options && !ask.optionsFrom) || value === undefined || value === null) return true
  const offered = new Set(ask.options?.map((option): Json => option.value) ?? offeredBy(ask, context))
  return (Array.isArray(value) ? (value as readonly Json[]) : [value]).every((one) => offered.has(one))
}

function offeredBy(ask: PublishedAsk, context: Facts): readonly Json[] {
  const found = ask.optionsFrom ? toJson(run(ask.optionsFrom, context)) : []
  return (Array.isArray(found) ? (found as readonly Json[]) : []).map((one) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one))
}

/** A rule that cannot be decided counts as broken only when nothing else explains why. */
function brokenRules(published: PublishedForm, context: Facts, strict: boolean): AnswerError[] {
  return published.rules.filter((rule) => !rule.when || run(rule.when, context) === true).flatMap((rule) => {
    const holds = run(rule.must, context)
    return holds === false || (strict && holds !== true) ? [{ at: rule.at, code: 'rule', message: rule.say }] : []
  })
}

/** A rule about a place waits until the place itself is in order. */
const isInside = (at: string, place: string): boolean => at === place || at.startsWith(`${place}/`)
