import type { Env } from '../scope.ts'
import { Decimal } from '../numbers.ts'
import type { Value } from '../values.ts'
import { isList, listOf, single } from '../values.ts'

export interface Parameter {
  readonly name: string
  readonly optional: boolean
  readonly rest: boolean
}

/** A function of the standard with its ways of being called (DMN 1.5 §10.3.4). */
export interface Builtin {
  readonly signatures: readonly (readonly Parameter[])[]
  readonly run: (args: readonly Value[], env: Env, names?: readonly string[]) => Value
}

export type Table = Readonly<Record<string, Builtin>>

/** Reads `"string, start position, length?"`; `|` parts the ways of calling and `…` marks a repeated last one. */
export function builtin(signatures: string, run: Builtin['run']): Builtin {
  const read = (text: string): Parameter[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '')
    .map((one) => ({ name: one.replace(/[?…]$/, ''), optional: /[?…]$/.test(one), rest: one.endsWith('…') }))
  return { signatures: signatures.split('|').map(read), run }
}

/** Whether so many positional arguments fit one of the signatures. */
export const accepts = (found: Builtin, count: number): boolean =>
  found.signatures.some((params) => count >= params.filter((one) => !one.optional).length && (count <= params.length || params.at(-1)?.rest === true))

/** Named arguments put into the order of the signature that has these names. */
export function arrange(found: Builtin, args: readonly Value[], names: readonly string[]): readonly Value[] | null {
  const params = found.signatures.find((one) =>
    names.every((name) => one.some((param) => param.name === name)) && one.every((param) => param.optional || names.includes(param.name)))
  return params ? params.map((param) => (names.includes(param.name) ? (args[names.indexOf(param.name)] ?? null) : null)) : null
}

/** Wraps a function that works on one string first and gives null otherwise. */
export const onText = (signatures: string, run: (text: string, rest: readonly Value[]) => Value): Builtin =>
  builtin(signatures, (args) => {
    const first = single(args[0] ?? null)
    return typeof first === 'string' ? run(first, args.slice(1).map(single)) : null
  })

/** Wraps a function that works on one number first and gives null otherwise. */
export const onNumber = (signatures: string, run: (value: Decimal, rest: readonly Value[]) => Value): Builtin =>
  builtin(signatures, (args) => {
    const first = single(args[0] ?? null)
    return first instanceof Decimal ? run(first, args.slice(1).map(single)) : null
  })

/** Wraps a function over a list, given as one list or as arguments one by one. */
export const onItems = (run: (items: readonly Value[]) => Value): Builtin =>
  builtin('list… | list', (args) => {
    const first = args[0] ?? null
    if (args.length === 0) return null
    return run(args.length === 1 ? (isList(first) ? first : [first]) : args)
  })

/** Wraps a function over a list as its first argument; null stays null. */
export const onList = (signatures: string, run: (items: readonly Value[], rest: readonly Value[], env: Env) => Value): Builtin =>
  builtin(signatures, (args, env) => {
    const first = args[0] ?? null
    return first === null ? null : run(listOf(first), args.slice(1), env)
  })

/** A number without its fraction as a JavaScript number, or null. */
export function whole(value: Value | undefined): number | null {
  const one = single(value ?? null)
  return one instanceof Decimal && one.abs().lt(Number.MAX_SAFE_INTEGER) ? one.trunc().toNumber() + 0 : null
}
