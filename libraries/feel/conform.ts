import type { Types } from './scope.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import type { TypeTree } from './tree.ts'
import type { Context, Value } from './values.ts'
import { FeelFunction, Range, entryOf, isList, kindOf } from './values.ts'

/** Why a value does not fit a type; the message follows the name of what it was for. */
export class Misfit {
  readonly code: 'wrong-type' | 'not-allowed'
  readonly message: string
  constructor(code: Misfit['code'], message: string) {
    this.code = code
    this.message = message
  }
}

const BUILT_IN = ['Any', 'Null', 'number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration', 'list', 'context', 'function', 'range']

/** Whether FEEL knows a type by that name itself (DMN 1.5 §10.3.2.2). */
export const isBuiltInType = (name: string): boolean => BUILT_IN.includes(name)

/** `instance of` (DMN 1.5 §10.3.2.9.2 and table 60); null when nobody knows the type. */
export function isInstance(value: Value, type: TypeTree, types?: Types): boolean | null {
  return isKnown(type, types) ? value === null ? type.type === 'Null' : conforms(value, type, types) : null
}

function isKnown(type: TypeTree, types: Types | undefined): boolean {
  if ('entries' in type) return type.entries.every((entry) => isKnown(entry.of, types))
  if ('params' in type) return [...type.params, type.of].every((one) => isKnown(one, types))
  if ('of' in type) return isKnown(type.of, types)
  return isBuiltInType(type.type) || types?.tree(type.type) !== undefined
}

/** Whether a value is of a type; null belongs to every type (DMN 1.5 §10.3.2.9.1). */
export function conforms(value: Value, type: TypeTree, types?: Types): boolean {
  if (value === null || type.type === 'Any') return true
  if ('entries' in type) {
    return kindOf(value) === 'context' && type.entries.every((entry) => Object.hasOwn(value as Context, entry.name) && conforms(entryOf(value as Context, entry.name), entry.of, types))
  }
  if ('params' in type) return value instanceof FeelFunction && functionConforms(value, type, types)
  if ('of' in type && type.type === 'list') return isList(value) && value.every((item) => conforms(item, type.of, types))
  if ('of' in type) return value instanceof Range && conforms(value.from, type.of, types) && conforms(value.to, type.of, types)
  return isBuiltInType(type.type) ? kindOf(value) === type.type : (types?.is(type.type, value) ?? false)
}

/** Parameters may ask for less, the result may promise more (DMN 1.5 §10.3.2.9.1). */
function functionConforms(value: FeelFunction, type: { readonly params: readonly TypeTree[]; readonly of: TypeTree }, types: Types | undefined): boolean {
  if (value.params.length !== type.params.length) return false
  const own = value.signature
  return type.params.every((param, index) => isSubtype(param, own?.params[index] ?? ANY, types)) && isSubtype(own?.of ?? ANY, type.of, types)
}

const ANY: TypeTree = { type: 'Any' }

/** Whether every value of one type is of another. */
export function isSubtype(inner: TypeTree, outer: TypeTree, types?: Types): boolean {
  const [a, b] = [plain(inner, types), plain(outer, types)]
  if (b.type === 'Any' || a.type === 'Null') return true
  if (a.type !== b.type) return false
  if ('entries' in b) return 'entries' in a && b.entries.every((entry) => a.entries.some((one) => one.name === entry.name && isSubtype(one.of, entry.of, types)))
  if ('params' in b) return 'params' in a && a.params.length === b.params.length && b.params.every((one, index) => isSubtype(one, a.params[index] ?? ANY, types)) && isSubtype(a.of, b.of, types)
  return !('of' in b) || ('of' in a && isSubtype(a.of, b.of, types))
}

const plain = (type: TypeTree, types: Types | undefined): TypeTree => (isBuiltInType(type.type) ? type : (types?.tree(type.type) ?? type))

/** The value made to fit a type: a list of one and its item, a date and its midnight stand for each other (DMN 1.5 §10.3.2.9.4); undefined when it does not. */
export function fit(value: Value, type: TypeTree, types?: Types): Value | undefined {
  if (value === null) return null
  const named = isBuiltInType(type.type) ? undefined : types?.fit(type.type, value)
  if (named !== undefined) return named instanceof Misfit ? undefined : named
  if (conforms(value, type, types)) return value
  if (isList(value)) return type.type !== 'list' && value.length === 1 && !isList(value[0]) ? fit(value[0] ?? null, type, types) : undefined
  if (type.type === 'list') {
    const item = 'of' in type && !('params' in type) ? fit(value, type.of, types) : value
    return item === undefined ? undefined : [item]
  }
  return value instanceof FeelDate && type.type === 'date and time' ? new FeelDateTime(value, new FeelTime(0, { offset: 0 })) : undefined
}
