import { toJson } from '@xiangyun/feel/to-json'
import type { Bounds } from './bounds.ts'
import { evaluate, freshBounds } from './bounds.ts'
import { Draft } from './draft.ts'
import type { Answers, Facts, Json, PublishedAsk, PublishedForm } from './form.ts'
import type { Plan, Planned } from './plan.ts'
import { planOf } from './plan.ts'
import { valueAt, withValue, withoutValue } from './pointer.ts'
import type { SettledTable } from './settle-rows.ts'
import { isObject, settleRows } from './settle-rows.ts'

export { run } from './run.ts'

export interface Settled {
  /** Answers to what is shown, with computed figures. */
  readonly answers: Answers
  readonly shown: ReadonlySet<string>
}

/** A form settled for answers and facts, as the checks need it. */
export interface State {
  readonly answers: Answers
  /** Facts and settled answers, as expressions see them. */
  readonly context: Facts
  readonly isShown: (planned: Planned) => boolean
  /** What is hidden in the rows of a table. */
  readonly hiddenIn: (planned: Planned) => SettledTable['hidden']
}

/** Asks of a published form with the condition of their section. */
export function asksOf(published: PublishedForm): readonly PublishedAsk[] {
  return planOf(published).asks.map(({ ask }) => ask)
}

/** Facts, and answers to what the form asks; what it does not ask cannot pass for a fact. */
export function contextOf(published: PublishedForm, answers: Answers, facts: Facts): Facts {
  return mergedContext(planOf(published), answers, facts)
}

export function mergedContext({ names }: Plan, answers: Answers, facts: Facts): Record<string, unknown> {
  const context: Record<string, unknown> = { ...facts }
  for (const name of Object.keys(answers)) if (names.has(name)) context[name] = answers[name]
  return context
}

/** Goes through the questions, dependencies first: hides, drops what is hidden, computes. */
export function settleState(plan: Plan, answers: Answers, facts: Facts, bounds: Bounds): State {
  const draft = new Draft(answers)
  const context = mergedContext(plan, answers, facts)
  const shown = new Uint8Array(plan.asks.length)
  const hidden = new Map<Planned, SettledTable['hidden']>()
  const holds = sectionsOf(plan, context, bounds)
  const seen = (name: string): void => {
    if (draft.has(name)) context[name] = draft.get(name)
    else if (Object.hasOwn(facts, name)) context[name] = facts[name]
    else delete context[name]
  }
  for (const planned of plan.ordered) {
    const { ask, table } = planned
    if (ask.when && !(holds(planned) && (!planned.when || evaluate(planned.when, context, ask.at, bounds) === true))) {
      draft.drop(ask.path)
      seen(ask.path[0]!)
      continue
    }
    shown[planned.index] = 1
    if (ask.compute) compute(draft, ask.path, toJson(evaluate(ask.compute, context, ask.at, bounds)))
    if (table && !table.isPlain) {
      const rows = valueAt(draft.get(ask.path[0]!), ask.path.slice(1))
      const settled = Array.isArray(rows) ? settleRows(planned, rows as readonly Json[], context, bounds) : undefined
      if (settled && settled.rows !== rows) draft.put(ask.path, settled.rows)
      hidden.set(planned, settled?.hidden)
    }
    if (ask.compute || table) seen(ask.path[0]!)
  }
  return { answers: draft.snapshot(), context, isShown: (planned) => shown[planned.index] === 1, hiddenIn: (planned) => hidden.get(planned) }
}

function compute(draft: Draft, path: readonly string[], value: Json): void {
  if (value === null) draft.drop(path)
  else draft.put(path, value)
}

/** Whether the section of a question is shown; decided once where the section's own answers have no say in it. */
function sectionsOf(plan: Plan, context: Facts, bounds: Bounds): (planned: Planned) => boolean {
  const decided: (boolean | undefined)[] = []
  return ({ section, ask }) => {
    const { when, isFree } = plan.sections[section]!
    if (!when) return true
    const known = isFree ? decided[section] : undefined
    return known ?? (decided[section] = evaluate(when, context, ask.at, bounds) === true)
  }
}

/** Goes through the questions, dependencies first: hides, drops what is hidden, computes. */
export function settle(published: PublishedForm, answers: Answers, facts: Facts): Settled {
  const plan = planOf(published)
  const state = settleState(plan, answers, facts, freshBounds())
  return { answers: state.answers, shown: shownIn(plan, state) }
}

function shownIn(plan: Plan, state: State): ReadonlySet<string> {
  const shown = new Set<string>()
  for (const planned of plan.ordered) {
    if (!state.isShown(planned)) continue
    shown.add(planned.ask.at)
    const rows = planned.table ? valueAt(state.answers, planned.ask.path) : undefined
    if (!Array.isArray(rows)) continue
    const hidden = state.hiddenIn(planned)
    for (const [index, row] of (rows as readonly Json[]).entries()) {
      if (isObject(row)) for (const column of planned.table!.columns) if (!hidden?.[index]?.has(column)) shown.add(`${planned.ask.at}/${index}${column.at}`)
    }
  }
  return shown
}

/** Paths of what is shown for these answers and facts; cells of rows included. */
export const shown = (published: PublishedForm, answers: Answers, facts: Facts = {}): ReadonlySet<string> => settle(published, answers, facts).shown

/** Answers with computed figures filled in; what is hidden for now is kept. */
export function fillComputed(published: PublishedForm, answers: Answers, facts: Facts = {}): Answers {
  const plan = planOf(published)
  const state = settleState(plan, answers, facts, freshBounds())
  const filled = new Draft(answers)
  for (const planned of plan.asks) {
    const { ask, table } = planned
    if (ask.at === '' || !state.isShown(planned)) continue
    if (table?.figures.length) {
      const [rows, figured] = [valueAt(answers, ask.path), valueAt(state.answers, ask.path)]
      if (Array.isArray(rows) && Array.isArray(figured)) filled.put(ask.path, fillRows(table.figures, rows as readonly Json[], figured as readonly Json[]))
    } else if (ask.compute) compute(filled, ask.path, valueAt(state.answers, ask.path) ?? null)
  }
  return filled.snapshot()
}

/** Rows with the figures of their settled likes; a row in which nothing changes stays the same. */
export function fillRows(figures: readonly PublishedAsk[], rows: readonly Json[], settled: readonly Json[]): readonly Json[] {
  let isSame = true
  const filled = rows.map((row, index) => {
    const figured = settled[index]
    if (!isObject(row) || !isObject(figured)) return row
    let cells = row
    for (const column of figures) {
      const value = valueAt(figured, column.path)
      if (value === undefined) cells = withoutValue(cells, column.path)
      else if (cells[column.path[0]!] !== value || !Object.hasOwn(cells, column.path[0]!)) cells = withValue(cells, column.path, value)
    }
    isSame &&= cells === row
    return cells
  })
  return isSame ? rows : filled
}
