import { compare, fits } from './compare.ts'
import type { Run, Scope } from './scope.ts'
import { lookUp } from './scope.ts'
import type { Tree } from './tree.ts'
import { parts } from './tree.ts'

type Test = (scope: Scope) => boolean | null

/** A list of tests of `?`, one of which must hold, or none when negated (DMN 1.5 grammar rules 15-17). */
export function compileTests(tree: Tree, compileTree: (tree: Tree) => Run): Test {
  if (tree.kind !== 'tests') return compileTest(tree, compileTree)
  const any = tree.any.map((test) => compileTest(test, compileTree))
  if (any.length === 0) return () => true
  return (scope) => {
    const found = any.map((test) => test(scope))
    const holds = found.includes(true) ? true : found.every((one) => one === null) ? null : false
    return tree.negated ? holds !== true : holds
  }
}

/** One test of `?`: a comparison, a range, a value, a list or an expression that speaks of `?` itself. */
export function compileTest(tree: Tree, compileTree: (tree: Tree) => Run): Test {
  if (tree.kind === 'test') {
    const value = compileTree(tree.value)
    return (scope) => compare(tree.op, lookUp(scope, '?') ?? null, value(scope))
  }
  const run = compileTree(tree)
  if (asksInput(tree)) {
    return (scope) => {
      const found = run(scope)
      return typeof found === 'boolean' ? found : fits(lookUp(scope, '?') ?? null, found)
    }
  }
  if (tree.kind === 'range') {
    return (scope) => {
      const range = run(scope)
      return range === null ? null : fits(lookUp(scope, '?') ?? null, range)
    }
  }
  const literal = tree.kind === 'boolean'
  return (scope) => {
    const input = lookUp(scope, '?') ?? null
    const found = run(scope)
    return found === true && !literal && typeof input !== 'boolean' ? true : fits(input, found)
  }
}

const asksInput = (tree: Tree): boolean => (tree.kind === 'name' && tree.name === '?') || parts(tree).some(asksInput)
