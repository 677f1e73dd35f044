import { compile } from '@xiangyun/feel/compile'
import { freeNames } from '@xiangyun/feel/free-names'
import type { Json } from '@xiangyun/feel/to-json'
import { toJson } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import { parts } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Mapping } from './definition.ts'
import { StepFailure } from './failure.ts'
import type { Run } from './run.ts'
import type { Variables } from './state.ts'

interface Compiled {
  readonly run: ReturnType<typeof compile>
  /** Names that must be there when the definition is strict. */
  readonly names: readonly string[]
  readonly mayBeNull: boolean
}

const compiled = new WeakMap<Tree, Compiled>()

/** Each tree is compiled once while its definition is in memory. */
function compiledOf(tree: Tree): Compiled {
  let found = compiled.get(tree)
  if (!found) compiled.set(tree, (found = { run: compile(tree), names: freeNames(withoutFilters(tree)), mayBeNull: mayBeNull(tree) }))
  return found
}

/** Names inside a filter may come from its items, so they are not asked for. */
const withoutFilters = (tree: Tree): Tree => JSON.parse(JSON.stringify(tree), (_, one: unknown) => (isFilter(one) ? one.of : one)) as Tree
const isFilter = (one: unknown): one is Tree & { kind: 'filter' } => typeof one === 'object' && one !== null && (one as { kind?: unknown }).kind === 'filter' && 'by' in one

/** A name, a path or an expression that says null itself is no failure when it is null. */
const mayBeNull = (tree: Tree): boolean => tree.kind === 'name' || tree.kind === 'path' || saysNull(tree)
const saysNull = (tree: Tree): boolean => tree.kind === 'null' || tree.kind === 'filter' || parts(tree).some(saysNull)

/** Evaluates for an element; in a strict definition a missing variable or a result that is none refuses the step. */
export function evaluate(run: Run, element: string, tree: Tree, variables: Variables): Value {
  const { run: compute, names, mayBeNull: fine } = compiledOf(tree)
  if (!run.definition.strict) return compute(variables)
  const missing = names.filter((name) => !Object.hasOwn(variables, name) && !run.declared.has(name))
  const value = missing.length === 0 ? compute(variables) : watched(element, compute, missing, variables)
  if (value === null && !fine) throw new StepFailure('expression-failed', element, `“${element}”的表达式没有得出结果`)
  return value
}

/** A missing name matters only when the evaluation comes to it. */
function watched(element: string, compute: Compiled['run'], missing: readonly string[], variables: Variables): Value {
  const missed = new Set<string>()
  const context = new Proxy(variables, {
    getOwnPropertyDescriptor(target, name) {
      if (typeof name === 'string' && missing.includes(name)) missed.add(name)
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
  })
  const value = compute(context)
  if (missed.size > 0) throw new StepFailure('missing-variable', element, `“${element}”的表达式用到没有的变量：${[...missed].join('、')}`)
  return value
}

/** Evaluates to JSON. */
export const evaluateJson = (run: Run, element: string, tree: Tree, variables: Variables): Json => toJson(evaluate(run, element, tree, variables))

/** Only true is true; null is not, and in a strict definition what is neither true nor false is a failure. */
export function holds(run: Run, element: string, tree: Tree | undefined, variables: Variables): boolean {
  if (tree === undefined) return false
  const value = evaluate(run, element, tree, variables)
  if (run.definition.strict && typeof value !== 'boolean') throw new StepFailure('expression-failed', element, `“${element}”的条件既不为真也不为假`)
  return value === true
}

/** What only advises, such as a time limit, may be without value in a strict definition too. */
export const advisory = (tree: Tree, variables: Variables): Json => toJson(compiledOf(tree).run(variables))

/** For events that wait for a condition: what has no value yet is not true yet. */
export const isTrueNow = (tree: Tree, variables: Variables): boolean => compiledOf(tree).run(variables) === true

/** Evaluates mappings into a flat object. */
export const mapped = (run: Run, element: string, mappings: readonly Mapping[], variables: Variables): Record<string, Json> =>
  Object.fromEntries(mappings.map((one) => [one.name, evaluateJson(run, element, one.tree, variables)]))
