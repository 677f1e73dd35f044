import type { Tree } from '@xiangyun/feel/tree'
import type { PublishedAsk } from './form.ts'
import type { Plan, Planned } from './plan.ts'
import type { Path } from './reads.ts'
import { overlap, readTogether } from './reads.ts'

/** What is decided after all answers are settled: nothing else depends on it. */
export type Final =
  | { readonly kind: 'required'; readonly at: string; readonly ask: PublishedAsk; readonly isCell: boolean }
  | { readonly kind: 'options'; readonly at: string; readonly ask: PublishedAsk; readonly isCell: boolean }
  | { readonly kind: 'section'; readonly index: number }
  | { readonly kind: 'text'; readonly at: string; readonly ask: PublishedAsk }

/** Who looks at which answers and facts. */
export interface Readers {
  /** Positions in the order of settling. */
  readonly settling: ReadonlyMap<string, readonly { readonly path: Path; readonly reader: number }[]>
  readonly finals: ReadonlyMap<string, readonly { readonly path: Path; readonly reader: Final }[]>
  readonly allFinals: readonly Final[]
  /** Questions under one first name, in the order of settling. */
  readonly byName: ReadonlyMap<string, readonly number[]>
}

const known = new WeakMap<Plan, Readers>()

/** The dependencies of a form, read from its expressions once. */
export function readersOf(plan: Plan): Readers {
  let found = known.get(plan)
  if (!found) known.set(plan, (found = findReaders(plan)))
  return found
}

function findReaders(plan: Plan): Readers {
  const settling = new Map<string, { path: Path; reader: number }[]>()
  const byName = new Map<string, number[]>()
  for (const [position, { ask }] of plan.ordered.entries()) {
    listed(byName, ask.path[0]!).push(position)
    const cells = (ask.columns ?? []).flatMap((column) => [column.when, column.compute])
    for (const path of readTogether([ask.when, ask.compute, ...cells])) listed(settling, path[0]!).push({ path, reader: position })
  }
  const found = [...plan.asks.flatMap(finalsOf), ...sectionFinals(plan), ...textFinals(plan)]
  const finals = new Map<string, { path: Path; reader: Final }[]>()
  for (const { final, trees, within } of found) for (const path of [...readTogether(trees), ...(within ? [within] : [])]) listed(finals, path[0]!).push({ path, reader: final })
  return { settling, byName, finals, allFinals: found.map(({ final }) => final) }
}

interface Decided {
  readonly final: Final
  readonly trees: readonly (Tree | undefined)[]
  /** The table of a cell: its rows are read as they are. */
  readonly within?: Path
}

function finalsOf({ ask }: Planned): Decided[] {
  const own = (one: PublishedAsk, at: string, within?: Path): Decided[] => [
    ...(one.require && !one.required ? [{ final: { kind: 'required', at, ask: one, isCell: within !== undefined } as const, trees: [one.require], within }] : []),
    ...(one.optionsFrom ? [{ final: { kind: 'options', at, ask: one, isCell: within !== undefined } as const, trees: [one.optionsFrom], within }] : []),
  ]
  return [...own(ask, ask.at), ...(ask.columns ?? []).flatMap((column) => own(column, `${ask.at}/*${column.at}`, ask.path))]
}

const sectionFinals = ({ sections }: Plan): Decided[] => sections.map(({ when }, index) => ({ final: { kind: 'section', index }, trees: [when] }))

/** Texts are found by their place in the published form; they have none in the answers. */
const textFinals = ({ published }: Plan): Decided[] => published.sections.flatMap((section, index) => section.asks.flatMap((ask, place) =>
  (ask.at === '' && ask.when ? [{ final: { kind: 'text', at: `/sections/${index}/asks/${place}`, ask } as const, trees: [ask.when] }] : [])))

function listed<T>(map: Map<string, T[]>, name: string): T[] {
  let found = map.get(name)
  if (!found) map.set(name, (found = []))
  return found
}

/** Those who look at a path. */
export function touched<T>(map: ReadonlyMap<string, readonly { readonly path: Path; readonly reader: T }[]>, path: Path, tell: (reader: T) => void): void {
  for (const one of map.get(path[0]!) ?? []) if (overlap(one.path, path)) tell(one.reader)
}
