import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Column } from './columns.ts'
import { columnOf } from './columns.ts'
import type { Table, TableRule } from './model.ts'

const columns = new WeakMap<Table, readonly Column[]>()

/** Each table's columns are laid out once while its model is in memory. */
function columnsOf(table: Table): readonly Column[] {
  let found = columns.get(table)
  if (!found) columns.set(table, (found = table.inputs.map((_, index) => columnOf(table.rules.map((rule) => rule.tests[index] ?? ANYTHING)))))
  return found
}

const ANYTHING: Tree = { kind: 'tests', negated: false, any: [] }

/** The rules that fit these inputs, in their order. `evaluate` tells the cells that are more than literals, and is asked as late as can be. */
export function* fitting(table: Table, inputs: readonly Value[], evaluate: (test: Tree, input: Value) => boolean): Generator<TableRule> {
  const own = columnsOf(table)
  const places = own.map((column, index) => column.placeOf(inputs[index] ?? null))
  for (let rule = nextOf(own, places, 0, table.rules.length); rule < table.rules.length; rule = nextOf(own, places, rule + 1, table.rules.length)) {
    const found = table.rules[rule]!
    const fits = found.tests.every((test, index) => isKnown(own[index], rule, places[index]) || evaluate(test, inputs[index] ?? null))
    if (fits) yield found
  }
}

/** The next rule that no literal refuses. */
function nextOf(own: readonly Column[], places: readonly (number | undefined)[], start: number, end: number): number {
  let rule = start
  search: for (; rule < end; rule++) {
    for (let index = 0; index < own.length; index++) {
      const place = places[index]
      if (place === undefined) continue
      const { from, to, spans } = own[index]!
      if (place < from[rule]! || place > to[rule]!) continue search
      if (spans.size > 0 && spans.get(rule)?.every(([low, high]) => place < low || place > high)) continue search
    }
    break
  }
  return rule
}

/** Whether a cell was told by its span already. */
const isKnown = (column: Column | undefined, rule: number, place: number | undefined): boolean => column !== undefined && place !== undefined && column.open[rule] === 0
