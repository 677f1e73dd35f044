import type { Json } from '@xiangyun/feel/to-json'

/** Parts of a JSON pointer (RFC 6901). */
export const pathOf = (pointer: string): string[] => pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

export const pointerOf = (path: readonly (string | number)[]): string => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

type Objectlike = Readonly<Record<string, Json>>

const asObject = (value: Json | undefined): Objectlike | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Objectlike) : undefined)

/** The value at a path through objects, or undefined. */
export function valueAt(root: Json | undefined, path: readonly string[]): Json | undefined {
  let at = root
  for (const part of path) {
    const inside = asObject(at)
    if (!inside || !Object.hasOwn(inside, part)) return undefined
    at = inside[part]
  }
  return at
}

/** A copy with the value set at a path; objects on the way are made. */
export function withValue(root: Objectlike, path: readonly string[], value: Json): Objectlike {
  const [first, ...rest] = path
  if (first === undefined) return root
  const inside = Object.hasOwn(root, first) ? asObject(root[first]) : undefined
  return { ...root, [first]: rest.length ? withValue(inside ?? {}, rest, value) : value }
}

/** A copy without the value at a path; an object emptied by that goes too. */
export function withoutValue(root: Objectlike, path: readonly string[]): Objectlike {
  const [first, ...rest] = path
  if (first === undefined || !Object.hasOwn(root, first)) return root
  const { [first]: inner, ...others } = root
  const inside = asObject(inner)
  if (rest.length === 0 || !inside) return rest.length === 0 ? others : root
  const left = withoutValue(inside, rest)
  return left === inside || Object.keys(left).length > 0 ? { ...root, [first]: left } : others
}

/** A copy with the value set at a path through objects and lists, or taken away (undefined); what is not touched is shared. */
export function written(here: Json | undefined, path: readonly string[], value: Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return value
  const isList = Array.isArray(here) || (here === undefined && /^\d+$/.test(step))
  const copy = (isList ? [...((here as readonly Json[] | undefined) ?? [])] : { ...(here as object | undefined) }) as Record<string, Json>
  const next = written(Object.hasOwn(copy, step) ? copy[step] : undefined, rest, value)
  if (next === undefined && !isList) delete copy[step]
  else copy[step] = next as Json
  return copy as Json
}
