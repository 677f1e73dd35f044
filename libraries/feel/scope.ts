import type { Functions } from './compile.ts'
import type { Misfit } from './conform.ts'
import type { TypeTree } from './tree.ts'
import type { Context, Value } from './values.ts'
import { lift } from './values.ts'

/** Types of the caller by name, such as the item definitions of a decision model; undefined for a name that is not known. */
export interface Types {
  readonly is: (name: string, value: Value) => boolean | undefined
  readonly fit: (name: string, value: Value) => Value | Misfit | undefined
  readonly tree: (name: string) => TypeTree | undefined
}

/** Rounds that loops, filters, lists and calls may still take, all together; one budget may serve many expressions. */
export interface Budget {
  left: number
}

/** What stays the same during one evaluation. */
export interface Env {
  readonly context: Context
  readonly functions: Functions
  readonly types: Types | undefined
  /** Depth of calls, so that endless recursion ends as null. */
  depth: number
  readonly budget: Budget
}

/** Rounds of one evaluation: a rule of an office never needs so many. */
export const MOST = 1_000_000

export const freshEnv = (context: Context = {}, functions: Functions = {}, types?: Types, budget: Budget = { left: MOST }): Env => ({ context, functions, types, depth: 0, budget })

/** An evaluation that takes too many rounds; it ends as null as a whole. */
export class Exhausted extends Error {}

export function spend(env: Env, rounds: number): void {
  env.budget.left -= rounds
  if (env.budget.left < 0) throw new Exhausted()
}

/** The value, or null when it takes too many rounds, too deep a stack or too long a string. */
export function within<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof Exhausted || error instanceof RangeError) return null
    throw error
  }
}

/** Names in force at one place, innermost first. */
export interface Scope {
  readonly entries: Context
  readonly up: Scope | null
  readonly env: Env
}

export type Run = (scope: Scope) => Value

/** The value of a name, or undefined when nothing in scope has it. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope; at; at = at.up) if (Object.hasOwn(at.entries, name)) return lift(at.entries[name])
  return undefined
}

/** A scope with one more name. */
export const bind = (scope: Scope, name: string, value: unknown): Scope => ({ entries: { [name]: value }, up: scope, env: scope.env })
