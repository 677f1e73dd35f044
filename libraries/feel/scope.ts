import type { Functions } from './compile.ts'
import type { Context, Value } from './values.ts'
import { lift } from './values.ts'

/** What stays the same during one evaluation. */
export interface Env {
  readonly context: Context
  readonly functions: Functions
  /** Depth of calls, so that endless recursion ends as null. */
  depth: number
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
