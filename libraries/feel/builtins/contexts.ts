import { entryOf, isContext, isList, kindOf, listOf } from '../values.ts'
import type { Context, Value } from '../values.ts'
import { equals } from '../compare.ts'
import type { Table } from './signature.ts'
import { builtin } from './signature.ts'

/** Context and miscellaneous functions (DMN 1.5 §10.3.4.9, 10.3.4.10). */
export const contexts: Table = {
  'is': builtin('value1?, value2?', ([left, right]) => kindOf(left ?? null) === kindOf(right ?? null) && equals(left ?? null, right ?? null) === true && zoneOf(left) === zoneOf(right)),
  'get value': builtin('m, key | context, keys', ([context, key]) => getValue(context ?? null, key ?? null)),
  'get entries': builtin('m', ([context]) => (isContext(context ?? null) ? entries(context as Context) : null)),
  'context': builtin('entries', ([list]) => contextOf(listOf(list ?? null))),
  'context put': builtin('context, key, value | context, keys, value', ([context, key, value], _, names) => names && isList(key ?? null) !== names.includes('keys') ? null : put(context ?? null, key ?? null, value ?? null)),
  'context merge': builtin('contexts', ([list]) => {
    const all = listOf(list ?? null)
    return all.every(isContext) ? Object.assign({}, ...all) as Context : null
  }),
}

const zoneOf = (value: Value | undefined): string => {
  const zoned = value as { zone?: unknown; time?: { zone?: unknown } } | null | undefined
  return JSON.stringify(zoned?.zone ?? zoned?.time?.zone ?? null)
}

function getValue(context: Value, key: Value): Value {
  if (isList(key)) return key.reduce<Value>((at, name) => (isContext(at) && typeof name === 'string' ? entryOf(at, name) : null), context)
  return isContext(context) && typeof key === 'string' ? entryOf(context, key) : null
}

const entries = (context: Context): Value => Object.keys(context).map((key) => ({ key, value: entryOf(context, key) }))

function contextOf(list: readonly Value[]): Value {
  const made: Record<string, Value> = {}
  for (const entry of list) {
    if (!isContext(entry)) return null
    const key = entryOf(entry, 'key')
    if (typeof key !== 'string' || Object.hasOwn(made, key) || !Object.hasOwn(entry, 'value')) return null
    made[key] = entryOf(entry, 'value')
  }
  return made
}

function put(context: Value, key: Value, value: Value): Value {
  if (!isContext(context)) return null
  if (typeof key === 'string') return { ...context, [key]: value }
  if (!isList(key)) return null
  const [first, ...rest] = key
  if (typeof first !== 'string') return null
  if (rest.length === 0) return { ...context, [first]: value }
  const inner = put(Object.hasOwn(context, first) ? entryOf(context, first) : {}, rest, value)
  return inner === null ? null : { ...context, [first]: inner }
}
