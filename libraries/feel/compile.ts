import { arithmetic, negate } from './arithmetic.ts'
import { call, functionNamed } from './call.ts'
import { compare, rangeBetween, rangeOf } from './compare.ts'
import { compileEach, compileFilter } from './iterate.ts'
import { fit, isInstance } from './conform.ts'
import { decimalOf } from './numbers.ts'
import { property } from './properties.ts'
import type { Budget, Run, Scope, Types } from './scope.ts'
import { bind, freshEnv, lookUp, spend, within } from './scope.ts'
import { readAt } from './temporal-text.ts'
import { compileTest, compileTests } from './tests-of.ts'
import type { Tree } from './tree.ts'
import type { Context, Value } from './values.ts'
import { FeelFunction, isList, weight } from './values.ts'

/** Functions of the caller, by their FEEL name; they take FEEL values and may give JSON. */
export type Functions = Readonly<Record<string, (...args: readonly Value[]) => unknown>>

const NONE: Functions = Object.freeze({})

/**
 * Compiles a tree to a closure (DMN 1.5 §10.3.2): no clock, no chance, no code generation.
 * `today()` and `now()` are the context's entries `today` and `now`. What cannot be evaluated is null.
 */
export function compile(tree: Tree): (context?: Context, functions?: Functions, types?: Types, budget?: Budget) => Value {
  const run = compileTree(tree)
  return (context = {}, functions = NONE, types, budget) => {
    const env = freshEnv(context, functions, types, budget)
    return within(() => run({ entries: context, up: null, env }))
  }
}

/** Compiles unary tests: the closure says whether an input fits (DMN 1.5 §7.3.3). */
export function compileUnary(tree: Tree): (input: unknown, context?: Context, functions?: Functions, types?: Types, budget?: Budget) => boolean | null {
  const test = compileTests(tree, compileTree)
  return (input, context = {}, functions = NONE, types, budget) => {
    const env = freshEnv(context, functions, types, budget)
    return within(() => test(bind({ entries: context, up: null, env }, '?', input)))
  }
}

function compileTree(tree: Tree): Run {
  switch (tree.kind) {
    case 'number': return constant(decimalOf(tree.text))
    case 'string': return constant(tree.text)
    case 'boolean': return constant(tree.value)
    case 'null': return constant(null)
    case 'at': return constant(readAt(tree.text))
    case 'name': return compileName(tree.name)
    case 'path': {
      const of = compileTree(tree.of)
      return (scope) => property(of(scope), tree.name)
    }
    case 'negate': {
      const of = compileTree(tree.of)
      return (scope) => negate(of(scope))
    }
    case 'instance': {
      const of = compileTree(tree.of)
      return (scope) => isInstance(of(scope), tree.type, scope.env.types)
    }
    case 'arithmetic': return both(tree.left, tree.right, (left, right) => arithmetic(tree.op, left, right))
    case 'compare': return both(tree.left, tree.right, (left, right) => compare(tree.op, left, right))
    case 'and': case 'or': return compileLogic(tree.kind === 'and', tree.left, tree.right)
    case 'range': return both(tree.from, tree.to, (from, to) => rangeBetween(from, to, tree.fromIn, tree.toIn))
    default: return compileRest(tree)
  }
}

function compileRest(tree: Tree): Run {
  switch (tree.kind) {
    case 'between': return compileBetween(compileTree(tree.of), compileTree(tree.from), compileTree(tree.to))
    case 'in': return compileIn(tree.of, tree.tests)
    case 'if': return compileIf(compileTree(tree.test), compileTree(tree.then), compileTree(tree.else))
    case 'list': {
      const items = tree.items.map(compileTree)
      return (scope) => items.map((item) => item(scope))
    }
    case 'context': return compileContext(tree)
    case 'filter': return compileFilter(compileTree(tree.of), tree.by, compileTree(tree.by))
    case 'for': case 'some': case 'every': return compileEach(tree, compileTree)
    case 'call': return compileCall(tree)
    case 'function': return compileFunction(tree)
    case 'test': {
      const value = compileTree(tree.value)
      return (scope) => rangeOf(tree.op, value(scope))
    }
    case 'tests': return compileTests(tree, compileTree)
    default: return constant(null)
  }
}

const constant = (value: Value): Run => () => value

function compileName(name: string): Run {
  return (scope) => {
    const found = lookUp(scope, name)
    if (name === 'partial' && isList(found)) spend(scope.env, weight(found, scope.env.budget.left + 1))
    return found === undefined ? (functionNamed(name, scope.env) ?? along(scope, name)) : found
  }
}

/** A name that another model element gave to `a.b` may here be the entry `b` of `a`. */
function along(scope: Scope, name: string): Value {
  const at = name.indexOf('.')
  if (at < 0) return null
  const first = lookUp(scope, name.slice(0, at).trim())
  return first === undefined ? null : name.slice(at + 1).split('.').reduce((value: Value, step) => property(value, step.trim()), first)
}

function both(left: Tree, right: Tree, join: (left: Value, right: Value) => Value): Run {
  const first = compileTree(left)
  const second = compileTree(right)
  return (scope) => join(first(scope), second(scope))
}

/** Three-valued logic (DMN 1.5 table 50); what is no boolean counts as null. */
function compileLogic(isAnd: boolean, left: Tree, right: Tree): Run {
  const first = compileTree(left)
  const second = compileTree(right)
  return (scope) => {
    const a = first(scope)
    if (a === !isAnd) return !isAnd
    const b = second(scope)
    if (b === !isAnd) return !isAnd
    return a === isAnd && b === isAnd ? isAnd : null
  }
}

function compileBetween(of: Run, from: Run, to: Run): Run {
  return (scope) => {
    const value = of(scope)
    const low = compare('>=', value, from(scope))
    const high = compare('<=', value, to(scope))
    if (low === false || high === false) return false
    return low === null || high === null ? null : true
  }
}

function compileIn(of: Tree, tests: readonly Tree[]): Run {
  const value = compileTree(of)
  const each = tests.map((test) => compileTest(test, compileTree))
  return (scope) => {
    const inside = bind(scope, '?', value(scope))
    const found = each.map((test) => test(inside))
    return found.includes(true) ? true : found.every((one) => one === null) ? null : false
  }
}

const compileIf = (test: Run, yes: Run, no: Run): Run => (scope) => (test(scope) === true ? yes(scope) : no(scope))

function compileContext(tree: Tree & { kind: 'context' }): Run {
  const entries = tree.entries.map((entry) => [entry.name, compileTree(entry.value)] as const)
  const repeated = new Set(tree.entries.map((entry) => entry.name)).size < tree.entries.length
  if (repeated) return constant(null)
  return (scope) => {
    const made: Record<string, Value> = Object.create(null) as Record<string, Value>
    const inside: Scope = { entries: made, up: scope, env: scope.env }
    for (const [name, run] of entries) made[name] = run(inside)
    return { ...made }
  }
}

function compileCall(tree: Tree & { kind: 'call' }): Run {
  const args = tree.args.map(compileTree)
  const callee = compileTree(tree.of)
  const name = tree.of.kind === 'name' ? tree.of.name : undefined
  return (scope) => {
    const values = args.map((arg) => arg(scope))
    const local = name === undefined ? callee(scope) : lookUp(scope, name)
    if (local instanceof FeelFunction) return call(local, values, tree.names, scope.env)
    return name === undefined ? null : call(name, values, tree.names, scope.env)
  }
}

/** A function is called only with arguments that fit its parameters (DMN 1.5 §10.3.2.13.2). */
function compileFunction(tree: Tree & { kind: 'function' }): Run {
  const params = tree.params.map((one) => one.name)
  const signature = { params: tree.params.map((one) => one.type ?? ANY), of: ANY }
  const body = compileTree(tree.body)
  return (scope) => new FeelFunction(params, (args) => {
    if (args.length !== params.length) return null
    const entries: Record<string, Value> = {}
    for (const [index, param] of tree.params.entries()) {
      const given = args[index] ?? null
      const value = param.type ? fit(given, param.type, scope.env.types) : given
      if (value === undefined) return null
      entries[param.name] = value
    }
    return body({ entries, up: scope, env: scope.env })
  }, signature)
}

const ANY = { type: 'Any' } as const
