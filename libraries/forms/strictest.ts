import type { Json, JsonSchema } from './form.ts'
import { isSame } from './same.ts'

/** Why two descriptions of one answer cannot be met together. */
export interface Contradiction {
  readonly code: string
  readonly why: string
}

export type Strictest = { readonly ok: true; readonly schema: JsonSchema } | ({ readonly ok: false } & Contradiction)

const NARROWEST: Readonly<Record<string, (left: number, right: number) => number>> = {
  minimum: Math.max, exclusiveMinimum: Math.max, minLength: Math.max, minItems: Math.max,
  maximum: Math.min, exclusiveMaximum: Math.min, maxLength: Math.min, maxItems: Math.min,
}

/** Words that say nothing about which answers fit. */
const WORDS = ['title', 'description', 'examples', 'default', 'same']

/** The description that an answer meets when it meets both; told when there is no such answer, or none that can be written. */
export function strictest(left: JsonSchema, right: JsonSchema): Strictest {
  const merged: Record<string, JsonSchema[string]> = { ...right, ...left }
  const all: JsonSchema[] = [...allOf(left), ...allOf(right)]
  for (const keyword of Object.keys(right)) {
    if (!Object.hasOwn(left, keyword) || keyword === 'allOf' || WORDS.includes(keyword)) continue
    const both = narrowed(keyword, left[keyword] as Json, right[keyword] as Json)
    if ('code' in both) return { ok: false, ...both }
    if ('all' in both) all.push({ [keyword]: right[keyword] })
    else merged[keyword] = both.value
  }
  if (all.length > 0) merged['allOf'] = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
  const empty = emptiness(merged)
  return empty ? { ok: false, code: 'nothing-fits', why: empty } : { ok: true, schema: merged }
}

const allOf = (schema: JsonSchema): readonly JsonSchema[] => (schema['allOf'] ?? []) as readonly JsonSchema[]

type Narrowed = { readonly value: JsonSchema[string] } | { readonly all: true } | Contradiction

function narrowed(keyword: string, left: Json, right: Json): Narrowed {
  if (isSame(left, right)) return { value: left }
  const pick = NARROWEST[keyword]
  if (pick) return { value: pick(Number(left), Number(right)) }
  switch (keyword) {
    case 'pattern': case 'format': return { all: true }
    case 'type': return typesOf(left, right)
    case 'enum': return enumsOf(left, right)
    case 'multipleOf': return multiplesOf(Number(left), Number(right))
    case 'uniqueItems': case 'readOnly': return { value: left === true || right === true }
    case 'required': return { value: [...new Set([...(left as readonly string[]), ...(right as readonly string[])])] }
    case 'items': {
      const items = strictest(left as JsonSchema, right as JsonSchema)
      return items.ok ? { value: items.schema } : items
    }
    default: return { code: 'shape', why: `结构不同（${keyword}）` }
  }
}

function typesOf(left: Json, right: Json): Narrowed {
  const numbers = ['number', 'integer']
  return numbers.includes(String(left)) && numbers.includes(String(right)) ? { value: 'integer' } : { code: 'type', why: `一处要 ${String(left)}，一处要 ${String(right)}` }
}

function enumsOf(left: Json, right: Json): Narrowed {
  const kept = (left as readonly Json[]).filter((one) => (right as readonly Json[]).some((other) => isSame(one, other)))
  return kept.length > 0 ? { value: kept } : { code: 'no-common-options', why: '可选的内容没有一项相同' }
}

function multiplesOf(left: number, right: number): Narrowed {
  const [small, large] = left < right ? [left, right] : [right, left]
  return Math.abs(large / small - Math.round(large / small)) < 1e-9 ? { value: large } : { code: 'steps', why: `一处按 ${left} 填，一处按 ${right} 填` }
}

function emptiness(schema: JsonSchema): string | undefined {
  const number = (keyword: string): number | undefined => (typeof schema[keyword] === 'number' ? schema[keyword] : undefined)
  const crosses = (least: string, most: string, strict = false): boolean => {
    const [low, high] = [number(least), number(most)]
    return low !== undefined && high !== undefined && (strict ? low >= high : low > high)
  }
  if (crosses('minimum', 'maximum') || crosses('exclusiveMinimum', 'maximum', true) || crosses('minimum', 'exclusiveMaximum', true) || crosses('exclusiveMinimum', 'exclusiveMaximum', true)) return '数值的范围没有重叠'
  if (crosses('minLength', 'maxLength')) return '字数的范围没有重叠'
  return crosses('minItems', 'maxItems') ? '项数的范围没有重叠' : undefined
}
