import { compile } from '@xiangyun/feel/compile'
import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Answers, Facts, PublishedAsk, PublishedForm } from './form.ts'
import { both } from './both.ts'
import { pathOf, pointerOf, valueAt, withValue, withoutValue } from './pointer.ts'

const compiled = new WeakMap<Tree, ReturnType<typeof compile>>()

/** Evaluates a tree of a form; each is compiled once. */
export function run(tree: Tree, context: Facts): Value {
  let found = compiled.get(tree)
  if (!found) compiled.set(tree, (found = compile(tree)))
  return found(context)
}

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

/** Paths of what is shown for these answers and facts; cells of rows included. */
export const shown = (published: PublishedForm, answers: Answers, facts: Facts = {}): ReadonlySet<string> => settle(published, answers, facts).shown

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
