import { builtins } from '@xiangyun/feel/builtins'
import { equals } from '@xiangyun/feel/compare'
import { compile } from '@xiangyun/feel/compile'
import { freshEnv } from '@xiangyun/feel/scope'
import type { Tree } from '@xiangyun/feel/tree'
import type { Context, Value } from '@xiangyun/feel/values'
import { allows } from './allows.ts'
import { asDeclared, spend, tell as tellRun } from './graph.ts'
import type { Place } from './graph.ts'
import { fitting } from './matching.ts'
import type { ModelProblem, Table, TableInput, TableOutput, TableRule } from './model.ts'
import { typesIn } from './types.ts'

const compiled = new WeakMap<Tree, ReturnType<typeof compile>>()

/** Evaluates a tree; each is compiled once while its model is in memory. */
export function evaluate(place: Place, tree: Tree, context: Context): Value {
  const value = runTree(tree, context, place)
  return spend(place.run, place.element, 0) ? value : null
}

function runTree(tree: Tree, context: Context, place?: Place): Value {
  let run = compiled.get(tree)
  if (!run) compiled.set(tree, (run = compile(tree)))
  return run(context, place?.run.functions, place && typesIn(place.run.model, place.scope), place?.run.budget)
}

export interface TableResult {
  readonly value: Value
  readonly rules: readonly string[]
}

interface Hit {
  readonly rule: TableRule
  readonly values: readonly Value[]
}

type Tell = (problem: ModelProblem) => void

/** Decides by a table (DMN 1.5 §8.2): which rules match, and what the hit policy makes of them. */
export function decideTable(place: Place, table: Table, context: Context): TableResult {
  let isBroken = false
  const tell: Tell = (problem) => {
    isBroken = true
    tellRun(place.run, problem)
  }
  const inputs = table.inputs.map((input) => inputValue(place, input, context, tell))
  const first = table.hit === 'F'
  const hits: Hit[] = []
  for (const rule of fitting(table, inputs, (test, input) => fitsCell(place, test, input, context))) {
    hits.push({ rule, values: rule.outputs.map((output, index) => asDeclared(place, table.outputs[index]?.type, evaluate(place, output, context))) })
    if (first) break
  }
  checkOutputs(table, hits, tell)
  const used = applied(table, hits, tell)
  const value = used.length ? combine(table, used, tell) : fallback(place, table, context)
  return isBroken ? { value: null, rules: [] } : { value, rules: used.map((hit) => hit.rule.id) }
}

const fitsCell = (place: Place, test: Tree, input: Value, context: Context): boolean =>
  allows(test, input, context, place.run.functions, typesIn(place.run.model, place.scope), place.run.budget) === true

function inputValue(place: Place, input: TableInput, context: Context, tell: Tell): Value {
  const value = asDeclared(place, input.type, evaluate(place, input.expression, context))
  const fine = !input.allowed || value === null || fitsCell(place, input.allowed, value, context)
  if (!fine) tell({ element: input.id, code: 'input-not-allowed', message: `“${input.label}”的值不在允许值之内` })
  return value
}

function checkOutputs(table: Table, hits: readonly Hit[], tell: Tell): void {
  for (const hit of hits) table.outputs.forEach((output, index) => {
    const value = hit.values[index] ?? null
    if (output.allowed && value !== null && allows(output.allowed, value) !== true) tell({ element: hit.rule.id, code: 'output-not-allowed', message: `规则给出的“${output.name || output.id}”不在允许值之内` })
  })
}

/** The matches that count: U and A must agree, P and O are ranked. */
function applied(table: Table, hits: readonly Hit[], tell: Tell): readonly Hit[] {
  const ids = hits.map((hit) => hit.rule.id).join('、')
  switch (table.hit) {
    case 'U':
      if (hits.length > 1) tell({ element: table.id, code: 'many-rules-match', message: `只应命中一条规则，却命中了 ${ids}` })
      return hits
    case 'A':
      if (hits.some((hit) => equals(hit.values, hits[0]?.values ?? null) !== true)) tell({ element: table.id, code: 'rules-disagree', message: `命中的规则 ${ids} 结论不一致` })
      return hits
    case 'P': return ranked(table, hits).slice(0, 1)
    case 'O': return ranked(table, hits)
    default: return hits
  }
}

function ranked(table: Table, hits: readonly Hit[]): readonly Hit[] {
  const rank = (output: TableOutput, value: Value): number => {
    const found = output.ranked?.findIndex((tree) => equals(runTree(tree, {}), value) === true) ?? -1
    return found < 0 ? Number.MAX_SAFE_INTEGER : found
  }
  const ranks = new Map(hits.map((hit) => [hit, table.outputs.map((output, index) => rank(output, hit.values[index] ?? null))]))
  return hits.toSorted((left, right) => {
    const [a, b] = [ranks.get(left) ?? [], ranks.get(right) ?? []]
    const at = a.findIndex((one, index) => one !== b[index])
    return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
  })
}

function combine(table: Table, hits: readonly Hit[], tell: Tell): Value {
  const values = hits.map((hit) => shaped(table, hit.values))
  switch (table.hit) {
    case 'U': case 'A': case 'P': case 'F': return values[0] ?? null
    case 'C+': return aggregate(table, 'sum', values, tell)
    case 'C<': return aggregate(table, 'min', values, tell)
    case 'C>': return aggregate(table, 'max', values, tell)
    case 'C#': return aggregate(table, 'count', values, tell)
    default: return values
  }
}

function shaped(table: Table, values: readonly Value[]): Value {
  if (table.outputs.length === 1) return values[0] ?? null
  return Object.fromEntries(table.outputs.map((output, index) => [output.name, values[index] ?? null]))
}

function aggregate(table: Table, name: 'sum' | 'min' | 'max' | 'count', values: readonly Value[], tell: Tell): Value {
  const found = builtins.get(name)?.run([values], freshEnv()) ?? null
  if (found === null) tell({ element: table.id, code: 'cannot-aggregate', message: '命中的结论无法汇总，须都是数值（或同类可比的值）' })
  return found
}

/** No rule matched: the default outputs; else an empty list, nothing counted, or null. */
function fallback(place: Place, table: Table, context: Context): Value {
  if (table.outputs.some((output) => output.fallback)) {
    const value = shaped(table, table.outputs.map((output) => (output.fallback ? evaluate(place, output.fallback, context) : null)))
    return ['R', 'O', 'C'].includes(table.hit) ? [value] : value
  }
  if (table.hit === 'C#') return aggregate(table, 'count', [], () => undefined)
  return ['R', 'O', 'C'].includes(table.hit) ? [] : null
}
