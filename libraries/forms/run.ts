import { compile } from '@xiangyun/feel/compile'
import type { Budget } from '@xiangyun/feel/scope'
import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Facts } from './form.ts'

const compiled = new WeakMap<Tree, ReturnType<typeof compile>>()

/** Evaluates a tree of a form; each is compiled once. */
export function run(tree: Tree, context: Facts, budget?: Budget): Value {
  let found = compiled.get(tree)
  if (!found) compiled.set(tree, (found = compile(tree)))
  return found(context, undefined, undefined, budget)
}
