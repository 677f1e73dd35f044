import type { Concept, FormProblem, JsonSchema } from './form.ts'
import type { Kind } from './kind.ts'

export type Concepts = Readonly<Record<string, Concept>>
export type Tell = (at: string, code: string, message: string) => void

const DEEPEST = 12

/** Puts concepts in place of their names and closes every object against unknown fields. */
export function resolveSchema(schema: JsonSchema, concepts: Concepts, tell: Tell, at = '/schema', depth = 0): JsonSchema {
  if (depth > DEEPEST) {
    tell(at, 'too-deep', '结构嵌套过深，概念可能互相引用')
    return {}
  }
  const { $ref: reference, same: _, ...own } = schema
  if (typeof reference === 'string') return resolveReference(reference, own, concepts, tell, at, depth)
  const next = (inner: JsonSchema, name: string): JsonSchema => resolveSchema(inner, concepts, tell, `${at}/${name}`, depth + 1)
  const properties = own['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  const items = own['items'] as JsonSchema | undefined
  return {
    ...own,
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, next(inner, `properties/${name}`)])) } : {}),
    ...(properties && own['additionalProperties'] === undefined ? { additionalProperties: false } : {}),
    ...(items ? { items: next(items, 'items') } : {}),
  }
}

function resolveReference(reference: string, own: JsonSchema, concepts: Concepts, tell: Tell, at: string, depth: number): JsonSchema {
  const name = /^concept:(.+)$/.exec(reference)?.[1]
  const concept = name !== undefined && Object.hasOwn(concepts, name) ? concepts[name] : undefined
  if (!concept) {
    tell(at, 'unknown-concept', name === undefined ? `不支持引用 ${reference}` : `没有名为“${name}”的概念`)
    return own
  }
  return resolveSchema({ title: concept.name, ...concept.schema, ...own }, concepts, tell, at, depth + 1)
}

/** The schema at a path of properties. */
export function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  let at: JsonSchema | undefined = schema
  for (const part of path) {
    const properties = at?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined
    at = properties && Object.hasOwn(properties, part) ? properties[part] : undefined
  }
  return at
}

export const isRequired = (schema: JsonSchema | undefined, name: string | undefined): boolean => {
  const required = schema?.['required']
  return Array.isArray(required) && name !== undefined && (required as readonly string[]).includes(name)
}

/** A place that is asked, and what becomes of its description. */
export interface Refined {
  readonly path: readonly string[]
  readonly refine: (inner: JsonSchema) => JsonSchema
}

/**
 * Leaves only what is asked: what a form does not ask nobody can answer. Each place has what its kind implies, and none is
 * required here, because `check` asks that by what is shown.
 */
export function refineAsked(schema: JsonSchema, places: readonly Refined[], depth = 0): JsonSchema {
  const own = places.find(({ path }) => path.length === depth)
  if (own) return own.refine(schema)
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const byName = new Map<string, Refined[]>()
  for (const place of places) {
    const name = place.path[depth]!
    const known = byName.get(name)
    if (known) known.push(place)
    else byName.set(name, [place])
  }
  const { required: _, ...others } = schema
  return { ...others, properties: Object.fromEntries(Object.keys(properties).filter((name) => byName.has(name)).map((name) => [name, refineAsked(properties[name]!, byName.get(name)!, depth + 1)])) }
}

/** What the kind implies, under what the author said. */
export const implied = (kind: Kind, schema: JsonSchema): JsonSchema => under(kind.schema, schema)

/** What an author says of a part narrows that part and leaves the others. */
function under(base: JsonSchema, own: JsonSchema): JsonSchema {
  const [parts, ownParts] = [base['properties'], own['properties']] as (Readonly<Record<string, JsonSchema>> | undefined)[]
  const [items, ownItems] = [base['items'], own['items']] as (JsonSchema | undefined)[]
  return {
    ...base, ...own,
    ...(parts && ownParts ? { properties: { ...parts, ...Object.fromEntries(Object.entries(ownParts).map(([name, part]) => [name, under(parts[name] ?? {}, part)])) } } : {}),
    ...(items && ownItems ? { items: under(items, ownItems) } : {}),
  }
}

/** Leaves only what is asked: what a form does not ask nobody can answer. */
export function keepAsked(schema: JsonSchema, paths: readonly (readonly string[])[]): JsonSchema {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  if (!properties || paths.some((path) => path.length === 0)) return schema
  const kept = Object.entries(properties).filter(([name]) => paths.some((path) => path[0] === name))
    .map(([name, inner]) => [name, keepAsked(inner, paths.filter((path) => path[0] === name).map((path) => path.slice(1)))] as const)
  const { required, ...others } = schema
  const still = ((required ?? []) as readonly string[]).filter((name) => kept.some(([one]) => one === name))
  return { ...others, ...(still.length ? { required: still } : {}), properties: Object.fromEntries(kept) }
}

/** Formats that a schema names anywhere. */
export function formatsIn(schema: JsonSchema, found = new Set<string>()): Set<string> {
  if (typeof schema['format'] === 'string') found.add(schema['format'])
  for (const inner of Object.values((schema['properties'] ?? {}) as Record<string, JsonSchema>)) formatsIn(inner, found)
  if (schema['items']) formatsIn(schema['items'] as JsonSchema, found)
  for (const inner of (schema['allOf'] ?? []) as readonly JsonSchema[]) formatsIn(inner, found)
  return found
}

export type { FormProblem }
