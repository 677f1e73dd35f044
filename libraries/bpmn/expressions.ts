import { compile } from '@xiangyun/feel/compile'
import type { Json } from '@xiangyun/feel/to-json'
import { toJson } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Mapping } from './definition.ts'
import type { Variables } from './state.ts'

const compiled = new WeakMap<Tree, ReturnType<typeof compile>>()

/** Evaluates a tree over variables; each tree is compiled once while its definition is in memory. */
export function evaluate(tree: Tree, variables: Variables): Value {
  let run = compiled.get(tree)
  if (!run) compiled.set(tree, (run = compile(tree)))
  return run(variables)
}

/** Evaluates to JSON. */
export const evaluateJson = (tree: Tree, variables: Variables): Json => toJson(evaluate(tree, variables))

/** Only true is true; null is not. */
export const holds = (tree: Tree | undefined, variables: Variables): boolean => tree !== undefined && evaluate(tree, variables) === true

/** Evaluates mappings into a flat object. */
export const mapped = (mappings: readonly Mapping[], variables: Variables): Record<string, Json> =>
  Object.fromEntries(mappings.map((one) => [one.name, evaluateJson(one.tree, variables)]))
