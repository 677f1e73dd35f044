import type { Json } from './form.ts'

/** Whether two values of JSON say the same; the order of names does not count. */
export function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false
  const [one, other] = [left as Readonly<Record<string, Json>>, right as Readonly<Record<string, Json>>]
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
}
