import type { Functions } from './compile.ts'
import { compile, compileUnary } from './compile.ts'
import { parse, parseUnary } from './parse.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'
import type { Tree } from './tree.ts'
import type { Context, Value } from './values.ts'

/** Parses and evaluates at once; for tests and one-off questions. */
export function evaluate(source: string, context: Context = {}, functions: Functions = {}): Result<Value> {
  const parsed = parse(source, { names: namesOf(context) })
  return parsed.ok ? ok(compile(parsed.value)(context, functions)) : parsed
}

/** Whether an input fits unary tests, given as text or as a tree. */
export function matches(tests: string | Tree, input: unknown, context: Context = {}, functions: Functions = {}): Result<boolean | null> {
  const parsed = typeof tests === 'string' ? parseUnary(tests, { names: namesOf(context) }) : ok(tests)
  return parsed.ok ? ok(compileUnary(parsed.value)(input, context, functions)) : parsed
}

/** Names with signs or spaces must be told to the grammar. */
const namesOf = (context: Context): string[] => Object.keys(context).filter((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
