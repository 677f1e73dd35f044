import { toJson } from '@xiangyun/feel/to-json'
import type { Bounds } from './bounds.ts'
import { evaluate, freshBounds } from './bounds.ts'
import { Draft } from './draft.ts'
import type { Answers, Facts, Json } from './form.ts'
import type { Plan, Planned } from './plan.ts'
import { pointerOf, valueAt, written } from './pointer.ts'
import type { Final, Readers } from './readers.ts'
import { readersOf, touched } from './readers.ts'
import { overlap, readTogether } from './reads.ts'
import { isSame } from './same.ts'
import type { State } from './settle.ts'
import { fillRows, mergedContext } from './settle.ts'
import type { SettledRow, SettledTable } from './settle-rows.ts'
import { isObject, settleRow, settleRows } from './settle-rows.ts'

/** How one question stands. */
interface Stand {
  readonly planned: Planned
  isShown: boolean
  /** What it contributes to the settled answers. */
  value: Json | undefined
  table: SettledTable | undefined
  /** Rows settled before, as long as nothing else that they read changes. */
  rows: WeakMap<object, SettledRow>
  readonly reads: readonly string[]
  /** It alone makes the answer of its name. */
  readonly isAlone: boolean
}

/** Why a question is reckoned anew: its own answer was touched, or something else that it reads. */
const TOUCHED = 1
const READS = 2

export interface Change {
  readonly values: string[]
  /** What has come or gone once is other than before; what has done so twice is not. */
  readonly shown: Set<string>
  readonly finals: Set<Final>
}

/**
 * Where a form stands while it is filled in: the answers as kept, the settled ones, and what is shown. Each change
 * goes through the questions that can depend on it, in the order of settling, and stops where nothing changes.
 */
export class Standing {
  facts: Facts
  readonly context: Record<string, unknown> = {}
  private readonly plan: Plan
  private readonly readers: Readers
  private readonly stands: readonly Stand[]
  private readonly standOf: ReadonlyMap<Planned, Stand>
  private raw: Draft
  private readonly done = new Draft({})
  private readonly due: Uint8Array
  /** Names whose settled answer must be put together anew. */
  private readonly stale = new Set<string>()
  /** Questions whose figures were reckoned with what the last change had just filled in. */
  private carried: number[] = []

  constructor(plan: Plan, answers: Answers, facts: Facts) {
    this.plan = plan
    this.readers = readersOf(plan)
    this.raw = new Draft({})
    this.facts = facts
    this.stands = plan.ordered.map((planned) => this.standFor(planned))
    this.standOf = new Map(this.stands.map((stand) => [stand.planned, stand]))
    this.due = new Uint8Array(this.stands.length)
    this.restart(answers, facts)
  }

  private standFor(planned: Planned): Stand {
    const { ask, table } = planned
    const paths = readTogether([ask.when, ask.compute, ...(table?.columns ?? []).flatMap((column) => [column.when, column.compute])])
    const reads = [...new Set(paths.map((path) => path[0]!))].filter((name) => this.plan.names.has(name))
    return { planned, isShown: false, value: undefined, table: undefined, rows: new WeakMap(), reads, isAlone: ask.path.length === 1 }
  }

  kept(): Answers {
    return this.raw.snapshot()
  }

  settled(): Answers {
    return this.done.snapshot()
  }

  /** As the checks take it; good until the next change. */
  state(): State {
    return { answers: this.settled(), context: this.context, isShown: (planned) => this.standOf.get(planned)?.isShown === true, hiddenIn: (planned) => this.standOf.get(planned)?.table?.hidden }
  }

  rowsOf(planned: Planned): readonly Json[] | undefined {
    const value = this.standOf.get(planned)?.value
    return Array.isArray(value) ? (value as readonly Json[]) : undefined
  }

  isShownAt(pointer: string): boolean {
    const planned = this.plan.byPlace.get(pointer)
    if (planned) return this.standOf.get(planned)?.isShown === true
    const cell = /^(.+)\/(\d+)(\/[^/]+)$/.exec(pointer)
    const around = cell ? this.plan.byPlace.get(cell[1]!) : undefined
    const column = around?.table?.columns.find(({ at }) => at === cell![3])
    if (!around || !column || !isObject(this.rowsOf(around)?.[Number(cell![2])])) return false
    return this.standOf.get(around)!.table?.hidden?.[Number(cell![2])]?.has(column) !== true
  }

  set(path: readonly string[], value: Json | undefined): Change {
    if (path.length === 0) return this.restart(isObject(value) ? value : {}, this.facts)
    const change: Change = { values: [], shown: new Set(), finals: new Set() }
    if (path.includes('__proto__')) return change
    change.values.push(pointerOf(path))
    const name = path[0]!
    const next = written(this.raw.get(name), path.slice(1), value)
    if (next === undefined) this.raw.drop([name])
    else this.raw.put([name], next)
    if (this.plan.names.has(name)) this.touch(path, change)
    else if (next === undefined) this.done.drop([name])
    else this.done.put([name], next)
    this.go(change)
    return change
  }

  /** Takes other answers and facts, and goes through everything. */
  restart(answers: Answers, facts: Facts): Change {
    const change: Change = { values: [], shown: new Set(), finals: new Set(this.readers.allFinals) }
    const before = this.raw.snapshot()
    this.raw = new Draft(answers)
    this.facts = facts
    for (const name of new Set([...Object.keys(before), ...Object.keys(answers)])) {
      if (this.plan.names.has(name)) continue
      if (Object.hasOwn(answers, name)) this.done.put([name], answers[name]!)
      else this.done.drop([name])
    }
    for (const name of Object.keys(this.context)) delete this.context[name]
    Object.assign(this.context, mergedContext(this.plan, this.done.snapshot(), facts))
    for (const { planned: { ask }, isAlone } of this.stands) {
      if (before !== answers && !isSame(valueAt(before, ask.path), valueAt(answers, ask.path))) change.values.push(ask.at)
      if (!isAlone) this.stale.add(ask.path[0]!)
    }
    this.due.fill(READS)
    this.go(change)
    return change
  }

  /** Marks whom a change of the kept answers concerns. */
  private touch(path: readonly string[], change: Change): void {
    let isAlone = false
    for (const position of this.readers.byName.get(path[0]!) ?? []) {
      const stand = this.stands[position]!
      isAlone ||= stand.isAlone
      if (overlap(stand.planned.ask.path, path)) this.mark(position, TOUCHED)
    }
    if (isAlone) return
    // What lies around the questions is seen as well, such as an object that comes with its first answer.
    this.stale.add(path[0]!)
    const row = path.findIndex((step) => /^\d+$/.test(step))
    this.tell(row > 0 ? path.slice(0, row) : path, change)
  }

  private mark(position: number, why: number): void {
    if (this.due[position]! < why) this.due[position] = why
  }

  /** Tells those who look at a place that it is another. */
  private tell(path: readonly string[], change: Change): void {
    touched(this.readers.settling, path, (position) => this.mark(position, READS))
    touched(this.readers.finals, path, (final) => change.finals.add(final))
  }

  private go(change: Change): void {
    for (const position of this.carried) this.mark(position, TOUCHED)
    this.carried = []
    const again = this.pass(change, true)
    if (again.length > 0) {
      for (const position of again) this.mark(position, TOUCHED)
      this.pass(change, false)
    }
    this.ready(this.stale)
  }

  /** One walk through what is due; gives the questions that have to be looked at with their own figures filled in. */
  private pass(change: Change, fills: boolean): number[] {
    const bounds = freshBounds()
    const again: number[] = []
    for (let position = 0; position < this.due.length; position++) {
      const why = this.due[position]!
      if (why === 0) continue
      const stand = this.stands[position]!
      this.reckon(stand, why, change, bounds)
      // A question may read itself: that is no reason to go round.
      this.due[position] = 0
      if (!fills) this.carried.push(position)
      else if (stand.isShown && this.fill(stand, change) && (stand.planned.readsItself || stand.planned.table?.readsAhead)) again.push(position)
    }
    return again
  }

  private reckon(stand: Stand, why: number, change: Change, bounds: Bounds): void {
    const { planned, planned: { ask, table } } = stand
    if (this.stale.size > 0) this.ready(stand.reads)
    if (planned.readsItself) this.see(ask.path[0]!, stand.isAlone ? this.raw.get(ask.path[0]!) : this.together(ask.path[0]!, stand))
    const isShown = !ask.when || evaluate(ask.when, this.context, ask.at, bounds) === true
    let value = isShown ? (ask.compute ? toJson(evaluate(ask.compute, this.context, ask.at, bounds)) ?? undefined : this.rawAt(ask.path)) : undefined
    const before = stand.table
    stand.table = undefined
    if (isShown && table && Array.isArray(value)) {
      if (why === READS || planned.readsItself) stand.rows = new WeakMap()
      stand.table = settleRows(planned, value as readonly Json[], this.context, bounds, rememberedIn(stand.rows))
      value = stand.table.rows
    }
    if (planned.readsItself) this.see(ask.path[0]!, this.done.get(ask.path[0]!))
    if (isShown !== stand.isShown) turn(change.shown, ask.at)
    else if (table) cellsBetween(planned, before, stand.table, change.shown)
    const isOther = isShown !== stand.isShown || !(ask.compute ? isSame(value, stand.value) : Object.is(value, stand.value))
    stand.isShown = isShown
    if (!isOther) return
    stand.value = value
    this.place(stand)
    this.tell(ask.path, change)
  }

  private rawAt(path: readonly string[]): Json | undefined {
    const first = this.raw.get(path[0]!)
    return path.length === 1 ? first : valueAt(first, path.slice(1))
  }

  /** Puts what a question contributes among the settled answers. */
  private place({ planned: { ask }, isAlone, value }: Stand): void {
    if (!isAlone) return void this.stale.add(ask.path[0]!)
    if (value === undefined) this.done.drop(ask.path)
    else this.done.put(ask.path, value)
    this.see(ask.path[0]!, value)
  }

  /** What expressions see under a name: the answer, or a fact of that name. */
  private see(name: string, value: Json | undefined): void {
    if (value !== undefined) this.context[name] = value
    else if (Object.hasOwn(this.facts, name)) this.context[name] = this.facts[name]
    else delete this.context[name]
  }

  /** Puts answers of several questions together where somebody is about to look. */
  private ready(names: Iterable<string>): void {
    for (const name of names) {
      if (!this.stale.delete(name)) continue
      const value = this.together(name)
      if (value === undefined) this.done.drop([name])
      else this.done.put([name], value)
      this.see(name, value)
    }
  }

  /** The settled answer of a name that several questions fill; `but` one of them, which is looking at itself. */
  private together(name: string, but?: Stand): Json | undefined {
    const kept = this.raw.get(name)
    const draft = new Draft(kept === undefined ? {} : { [name]: kept })
    for (const position of this.readers.byName.get(name) ?? []) {
      const stand = this.stands[position]!
      const { planned: { ask }, isShown, value, table } = stand
      if (stand === but || (isShown && !ask.compute && !table)) continue
      if (value === undefined) draft.drop(ask.path)
      else draft.put(ask.path, value)
    }
    return draft.get(name)
  }

  /** Writes figures into the kept answers; true when that changed them. */
  private fill(stand: Stand, change: Change): boolean {
    const { planned: { ask, table }, value } = stand
    if (table?.figures.length) {
      const rows = this.rawAt(ask.path)
      if (!Array.isArray(rows) || !stand.table) return false
      const filled = fillRows(table.figures, rows as readonly Json[], stand.table.rows)
      if (filled === rows) return false
      this.raw.put(ask.path, filled)
      for (const [index, row] of filled.entries()) if (row !== rows[index]) this.filledRow(stand, index, rows[index] as Answers, row as Answers, change)
      return true
    }
    if (!ask.compute || isSame(this.rawAt(ask.path), value)) return false
    if (value === undefined) this.raw.drop(ask.path)
    else this.raw.put(ask.path, value)
    change.values.push(ask.at)
    return true
  }

  private filledRow({ planned: { ask, table, readsItself }, rows }: Stand, index: number, before: Answers, row: Answers, change: Change): void {
    for (const column of table!.figures) if (!isSame(valueAt(before, column.path), valueAt(row, column.path))) change.values.push(`${ask.at}/${index}${column.at}`)
    const known = rows.get(before)
    if (known && !readsItself && !table!.readsAhead) rows.set(row, known)
  }
}

const rememberedIn = (known: WeakMap<object, SettledRow>): typeof settleRow => (table, row, context, at, bounds) => {
  let found = known.get(row)
  if (!found) known.set(row, (found = settleRow(table, row, context, at, bounds)))
  return found
}

/** Cells that have come or gone in rows that were there before. */
function cellsBetween({ ask, table }: Planned, before: SettledTable | undefined, after: SettledTable | undefined, shown: Set<string>): void {
  if (!before || !after || (!before.hidden && !after.hidden)) return
  for (let index = 0; index < Math.min(before.rows.length, after.rows.length); index++) {
    const [left, right] = [before.hidden?.[index], after.hidden?.[index]]
    if (left === right) continue
    for (const column of table!.columns) if ((left?.has(column) ?? false) !== (right?.has(column) ?? false)) turn(shown, `${ask.at}/${index}${column.at}`)
  }
}

function turn(places: Set<string>, at: string): void {
  if (!places.delete(at)) places.add(at)
}
