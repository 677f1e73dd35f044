import { calledNames, compile, parse, toJson } from '@xiangyun/feel'
import type { Functions, Json } from '@xiangyun/feel'

type Compiled = (context?: Record<string, unknown>, functions?: Functions) => unknown

const known = new Map<string, Compiled>()

/** What is wrong with a FEEL expression, in Chinese; nothing when it can be read. */
export function feelProblem(source: string): string | undefined {
  const parsed = parse(source)
  return parsed.ok ? undefined : parsed.problems[0]!.message
}

function compiled(source: string): Compiled {
  const own = known.get(source)
  if (own) return own
  const parsed = parse(source)
  if (!parsed.ok) throw new Error(`FEEL ${source}: ${parsed.problems[0]!.message}`)
  const made = compile(parsed.value) as Compiled
  known.set(source, made)
  return made
}

/** The value of an expression over named facts, as JSON. What cannot be evaluated is null. */
export function evaluate(source: string, scope: Record<string, unknown>, functions: Functions = {}): Json {
  return toJson(compiled(source)(scope, functions) as never)
}

export const isTrue = (source: string, scope: Record<string, unknown>, functions?: Functions): boolean => evaluate(source, scope, functions) === true

export { calledNames }
