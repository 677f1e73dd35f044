import { compileUnary } from '@xiangyun/feel/compile'
import type { Functions } from '@xiangyun/feel/compile'
import type { Budget, Types } from '@xiangyun/feel/scope'
import type { Tree } from '@xiangyun/feel/tree'
import type { Context, Value } from '@xiangyun/feel/values'

const compiled = new WeakMap<object, ReturnType<typeof compileUnary>>()

/** Whether unary tests allow a value (DMN 1.5 §7.3.3). */
export function allows(tests: Tree, value: Value, context: Context = {}, functions: Functions = {}, types?: Types, budget?: Budget): boolean | null {
  let run = compiled.get(tests)
  if (!run) compiled.set(tests, (run = compileUnary(tests)))
  return run(value, context, functions, types, budget)
}
