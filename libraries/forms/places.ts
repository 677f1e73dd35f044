import type { Facts, Json, PublishedAsk } from './form.ts'
import type { Plan, Planned } from './plan.ts'
import { valueAt } from './pointer.ts'
import type { State } from './settle.ts'
import { cellContext, isObject } from './settle-rows.ts'

/** One question in one place; a cell of a row is a place of its own. */
export interface Found {
  readonly ask: PublishedAsk
  readonly value: Json | undefined
  readonly offered: ReadonlySet<Json> | undefined
  /** Its pointer in the answers. */
  readonly at: () => string
  /** Its pointer with `*` for the row. */
  readonly place: string
  readonly context: () => Facts
}

/** Goes through the shown places of the questions that matter. */
export function walkPlaces(plan: Plan, state: State, matters: (ask: PublishedAsk) => boolean, visit: (found: Found) => void): void {
  for (const planned of plan.asks) {
    const { ask } = planned
    if (ask.at === '' || !state.isShown(planned)) continue
    const isWanted = matters(ask)
    const wanted = planned.table?.columns.map(matters)
    const hasCells = wanted?.includes(true) === true
    if (!isWanted && !hasCells) continue
    const value = ask.path.length === 1 ? own(state.answers, ask.path[0]!) : valueAt(state.answers, ask.path)
    if (isWanted) visit({ ask, value, offered: planned.offered, at: () => ask.at, place: ask.at, context: () => state.context })
    if (hasCells && Array.isArray(value)) walkCells(planned, wanted!, value as readonly Json[], state, visit)
  }
}

const own = (answers: State['answers'], name: string): Json | undefined => (Object.hasOwn(answers, name) ? answers[name] : undefined)

function walkCells(planned: Planned, wanted: readonly boolean[], rows: readonly Json[], state: State, visit: (found: Found) => void): void {
  const table = planned.table!
  const places = table.columns.map((column) => `${planned.ask.at}/*${column.at}`)
  const hidden = state.hiddenIn(planned)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (!isObject(row)) continue
    let inside: Facts | undefined
    const context = (): Facts => (inside ??= cellContext(table, state.context, row))
    for (let at = 0; at < wanted.length; at++) {
      const column = table.columns[at]!
      if (!wanted[at] || hidden?.[index]?.has(column)) continue
      visit({ ask: column, value: own(row, column.path[0]!), offered: table.offered[at], at: () => `${planned.ask.at}/${index}${column.at}`, place: places[at]!, context })
    }
  }
}

/** The shown question at a pointer, also a column by the pointer of its cell. */
export function placeNamed(plan: Plan, state: State, at: string): PublishedAsk | undefined {
  const planned = plan.byPlace.get(at)
  if (planned) return state.isShown(planned) ? planned.ask : undefined
  const cell = /^(.+)\/(\d+)(\/[^/]+)$/.exec(at)
  const table = cell ? plan.byPlace.get(cell[1]!) : undefined
  return table && state.isShown(table) ? table.table?.columns.find((column) => column.at === cell![3]) : undefined
}
