import type { TypeTree } from './tree.ts'
import type { Context, Value } from './values.ts'
import { FeelFunction, Range, entryOf, isList, kindOf } from './values.ts'

/** `instance of` (DMN 1.5 §10.3.2.9.2 and table 60). */
export function isInstance(value: Value, type: TypeTree): boolean {
  if (type.type === 'Any') return value !== null
  if (type.type === 'Null') return value === null
  if (value === null) return false
  if ('entries' in type) {
    return kindOf(value) === 'context' && type.entries.every((entry) => conforms(entryOf(value as Context, entry.name), entry.of) && Object.hasOwn(value as Context, entry.name))
  }
  if ('params' in type) return value instanceof FeelFunction && value.params.length === type.params.length
  if (type.type === 'list' && 'of' in type) return isList(value) && value.every((item) => conforms(item, type.of))
  if (type.type === 'range' && 'of' in type) return value instanceof Range && conforms(value.from, type.of) && conforms(value.to, type.of)
  return kindOf(value) === type.type
}

/** Null belongs to every type as a part of something. */
const conforms = (value: Value, type: TypeTree): boolean => value === null || isInstance(value, type)
