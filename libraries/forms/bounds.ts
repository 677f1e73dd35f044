import { MOST } from '@xiangyun/feel/scope'
import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import type { Facts } from './form.ts'
import { costOf } from './reads.ts'
import { run } from './run.ts'

/** Rounds that all expressions of a form may take together in one go: many times what an office's form needs, well under a second. */
export const ROUNDS = 500_000

/** What is left, and the first place whose expression took too long. */
export interface Bounds {
  left: number
  tooLong?: string
}

export const freshBounds = (rounds = ROUNDS): Bounds => ({ left: rounds })

/** The value of an expression at a place of the form; null when it takes too long, which is kept with the place. */
export function evaluate(tree: Tree, context: Facts, at: string, bounds: Bounds): Value {
  bounds.left -= costOf(tree, context)
  const given = Math.min(MOST, bounds.left)
  const budget = { left: given }
  const value = given < 0 ? null : run(tree, context, budget)
  bounds.left -= given - budget.left
  if (budget.left >= 0) return value
  bounds.tooLong ??= at
  return null
}
