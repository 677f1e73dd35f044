import type { Tree } from '@xiangyun/feel/tree'
import { both } from './both.ts'
import type { Json, PublishedAsk, PublishedForm } from './form.ts'
import { readTogether, overlap } from './reads.ts'

/** One question with what can be known of it before anybody answers. */
export interface Planned {
  /** With the condition of its section. */
  readonly ask: PublishedAsk
  /** Its own condition, without that of its section. */
  readonly when: Tree | undefined
  readonly section: number
  /** Its place among all asks. */
  readonly index: number
  /** Values that may be chosen, when they are fixed. */
  readonly offered: ReadonlySet<Json> | undefined
  readonly table: PlannedTable | undefined
  /** Its condition, figure or a column's looks at the answer itself. */
  readonly readsItself: boolean
}

export interface PlannedTable {
  readonly columns: readonly PublishedAsk[]
  readonly offered: readonly (ReadonlySet<Json> | undefined)[]
  /** Neither conditions nor figures: the rows stay as they are. */
  readonly isPlain: boolean
  /** Columns with a figure. */
  readonly figures: readonly PublishedAsk[]
  /** Names of the form and the facts that a row's expressions read. */
  readonly names: readonly string[]
  /** A column reads a figure that is only computed after it, or computes with itself. */
  readonly readsAhead: boolean
}

export interface PlannedSection {
  readonly when: Tree | undefined
  /** Its condition reads nothing that it asks itself, so it is decided once. */
  readonly isFree: boolean
}

export interface Plan {
  readonly published: PublishedForm
  readonly asks: readonly Planned[]
  /** Dependencies first; without notes. */
  readonly ordered: readonly Planned[]
  readonly sections: readonly PlannedSection[]
  readonly byPlace: ReadonlyMap<string, Planned>
  /** First names of all places: no other answer is seen by a condition. */
  readonly names: ReadonlySet<string>
}

const plans = new WeakMap<PublishedForm, Plan>()

/** Everything about a published form that does not depend on answers, made once. */
export function planOf(published: PublishedForm): Plan {
  let found = plans.get(published)
  if (!found) plans.set(published, (found = makePlan(published)))
  return found
}

function makePlan(published: PublishedForm): Plan {
  let index = 0
  const asks = published.sections.flatMap((section, at) => section.asks.map((ask) => planned(ask, section.when, at, index++)))
  const byPlace = new Map(asks.filter(({ ask }) => ask.at !== '').map((one) => [one.ask.at, one]))
  const sections = published.sections.map((section) => ({ when: section.when, isFree: isFree(section.when, section.asks) }))
  return {
    published, asks, sections, byPlace,
    ordered: published.order.map((at) => byPlace.get(at)).filter((one) => one !== undefined),
    names: new Set(asks.flatMap(({ ask }) => (ask.path[0] === undefined ? [] : [ask.path[0]]))),
  }
}

function planned(ask: PublishedAsk, section: Tree | undefined, at: number, index: number): Planned {
  const when = both(section, ask.when)
  const read = readTogether([section, ask.when, ask.compute, ...(ask.columns ?? []).flatMap((column) => [column.when, column.compute])])
  return {
    ask: when ? { ...ask, when } : ask, when: ask.when, section: at, index,
    offered: offeredBy(ask), table: ask.columns ? tableOf(ask.columns) : undefined,
    readsItself: read.some((path) => overlap(path, ask.path)),
  }
}

const offeredBy = (ask: PublishedAsk): ReadonlySet<Json> | undefined => (ask.options ? new Set(ask.options.map((option): Json => option.value)) : undefined)

function tableOf(columns: readonly PublishedAsk[]): PlannedTable {
  const read = readTogether(columns.flatMap((column) => [column.when, column.compute, column.require, column.optionsFrom]))
  const figures = columns.filter((column) => column.compute)
  return {
    columns, figures, offered: columns.map(offeredBy),
    isPlain: !columns.some((column) => column.when || column.compute),
    names: [...new Set([...read.map((path) => path[0]!), 'today', 'now'])],
    readsAhead: figures.some((figure) => columns.slice(0, columns.indexOf(figure) + 1)
      .some((column) => readTogether([column.when, column.compute]).some((path) => path[0] === 'row' || path[0] === figure.path[0]))),
  }
}

function isFree(when: Tree | undefined, asks: readonly PublishedAsk[]): boolean {
  const read = readTogether([when])
  return !asks.some((ask) => ask.at !== '' && read.some((path) => overlap(path, ask.path)))
}
