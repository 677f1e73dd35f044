import { builtinNamed } from './at-hand.ts'
import type { Builtin } from './builtins/signature.ts'
import { accepts, arrange } from './builtins/signature.ts'
import type { Env } from './scope.ts'
import { spend } from './scope.ts'
import type { Value } from './values.ts'
import { FeelFunction, isList, lift } from './values.ts'

const DEEPEST = 400

/** Calls a function value, or a function known by name: the caller's first, then the standard's. */
export function call(callee: Value | undefined, args: readonly Value[], names: readonly string[] | undefined, env: Env): Value {
  if (env.depth >= DEEPEST) return null
  spend(env, 1)
  env.depth += 1
  try {
    if (callee instanceof FeelFunction) return callFunction(callee, args, names)
    return typeof callee === 'string' ? callNamed(callee, args, names, env) : null
  } finally {
    env.depth -= 1
  }
}

/** The function of a name as a value, so that it can be handed to another; null when there is none. */
export function functionNamed(name: string, env: Env): Value {
  if (Object.hasOwn(env.functions, name)) return lift(env.functions[name])
  const found = builtinNamed(name)
  return found ? new FeelFunction(found.signatures[0]?.map((one) => one.name) ?? [], (args) => callBuiltin(found, args, undefined, env)) : null
}

/** Calls a function value with arguments by position, or by name. */
export function callFunction(callee: FeelFunction, args: readonly Value[], names: readonly string[] | undefined): Value {
  if (!names) return callee.run(args)
  const known = names.length === callee.params.length && callee.params.every((name) => names.includes(name))
  return known ? callee.run(callee.params.map((name) => args[names.indexOf(name)] ?? null)) : null
}

function callNamed(name: string, args: readonly Value[], names: readonly string[] | undefined, env: Env): Value {
  const own = Object.hasOwn(env.functions, name) ? env.functions[name] : undefined
  if (own) return names ? null : lift(own(...args))
  const builtin = builtinNamed(name)
  return builtin ? callBuiltin(builtin, args, names, env) : null
}

function callBuiltin(builtin: Builtin, args: readonly Value[], names: readonly string[] | undefined, env: Env): Value {
  const arranged = names ? arrange(builtin, args, names) : accepts(builtin, args.length) ? args : null
  if (!arranged) return null
  for (const value of arranged) spend(env, sizeOf(value))
  const given = builtin.run(arranged, env, names)
  spend(env, sizeOf(given))
  return given
}

/** What it costs to go through a value once. */
const sizeOf = (value: Value): number => (isList(value) ? value.length : typeof value === 'string' ? Math.floor(value.length / 100) : 0)
