import { builtins } from '@xiangyun/feel/builtins'
import { freeNames } from '@xiangyun/feel/free-names'
import type { Tree } from '@xiangyun/feel/tree'
import { parts } from '@xiangyun/feel/tree'
import type { Logic, Model, Needs, Table } from './model.ts'
import type { Reading } from './reading.ts'
import { report } from './reading.ts'

/** Names that need no line in the diagram: the day of the decision is given with the inputs. */
const ALWAYS = ['today', 'now', '?', 'item', 'partial']

/** An expression may only speak of what its decision is connected to (DMN 1.5 §6.3.7). */
export function checkNames(reading: Reading, model: Model): void {
  for (const node of Object.values(model.decisions)) checkLogic(reading, node.id, node.logic, new Set(inSight(model, node)))
  for (const node of Object.values(model.knowledge)) checkLogic(reading, node.id, node.logic, new Set([...inSight(model, node), ...node.params.map((one) => one.name), node.name]))
}

/** What is connected, and the names under which other models are imported. */
const inSight = (model: Model, node: { readonly scope?: string; readonly needs: Needs }): string[] => [...ALWAYS, ...Object.keys(model.scopes[node.scope ?? ''] ?? {}), ...namesOf(model, node.needs)]

const namesOf = (model: Model, needs: Needs): string[] => [
  ...needs.inputs.map((id) => model.inputs[id]?.name), ...needs.decisions.map((id) => model.decisions[id]?.name), ...needs.knowledge.map((id) => model.knowledge[id]?.name ?? model.services[id]?.name),
].filter((name) => name !== undefined)

function checkLogic(reading: Reading, id: string, logic: Logic, known: ReadonlySet<string>): void {
  const inside = (one: Logic, ...names: readonly string[]): void => checkLogic(reading, id, one, names.length ? new Set([...known, ...names]) : known)
  switch (logic.kind) {
    case 'literal': return checkTree(reading, id, logic.expression, known)
    case 'table': return checkTable(reading, logic, known)
    case 'invocation':
      if (logic.callee) checkTree(reading, id, logic.callee, known)
      return logic.bindings.forEach((binding) => inside(binding.logic))
    case 'list': return logic.items.forEach((item) => inside(item))
    case 'relation': return logic.rows.flat().forEach((cell) => inside(cell))
    case 'function': return inside(logic.body, ...logic.params.map((one) => one.name))
    case 'conditional': return [logic.if, logic.then, logic.else].forEach((one) => inside(one))
    // Inside a filter a name may be an entry of the item, so its condition is left to run.
    case 'filter': return inside(logic.in)
    case 'context': return void logic.entries.reduce<readonly string[]>((names, entry) => {
      inside(entry.logic, ...names)
      return entry.name === null ? names : [...names, entry.name]
    }, [])
    default:
      inside(logic.in)
      inside(logic.each, logic.name)
  }
}

function checkTable(reading: Reading, table: Table, known: ReadonlySet<string>): void {
  for (const input of table.inputs) checkTree(reading, input.id, input.expression, known)
  for (const rule of table.rules) for (const tree of [...rule.tests, ...rule.outputs]) checkTree(reading, rule.id, tree, known)
}

/** Inside a filter a name may be an entry of the item, so such expressions are left to run. */
function checkTree(reading: Reading, id: string, tree: Tree, known: ReadonlySet<string>): void {
  if (hasFilter(tree)) return
  for (const name of freeNames(tree)) {
    if (!known.has(name) && !known.has(name.split('.')[0]?.trim() ?? '') && !builtins.has(name)) report(reading, id, 'unknown-name', `用到了“${name}”，但没有把它连到这个决策`)
  }
}

const hasFilter = (tree: Tree): boolean => tree.kind === 'filter' || parts(tree).some(hasFilter)
