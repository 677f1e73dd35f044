import { isCalm } from '@xiangyun/feel/builtins/calm-pattern'
import type { Json, JsonSchema } from './form.ts'
import type { Tell } from './schema.ts'

type Fits = (value: Json | JsonSchema | undefined) => boolean

const isNumber: Fits = (value) => typeof value === 'number' && Number.isFinite(value)
const isCount: Fits = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0
const isText: Fits = (value) => typeof value === 'string'
const isTruth: Fits = (value) => typeof value === 'boolean'
const isScalar: Fits = (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value)
const isSchema: Fits = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf = (fits: Fits): Fits => (value) => Array.isArray(value) && (value as readonly Json[]).every((one) => fits(one))
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
const isType: Fits = (value) => typeof value === 'string' && TYPES.includes(value)

/** What a form's schema may say (JSON Schema 2020-12, the part that can be judged in a bounded time). */
const WORDS: Readonly<Record<string, Fits>> = {
  type: (value) => isType(value) || isListOf(isType)(value), title: isText, description: isText, enum: (value) => isListOf(isScalar)(value) && (value as readonly Json[]).length > 0, const: isScalar, default: () => true, readOnly: isTruth,
  minimum: isNumber, maximum: isNumber, exclusiveMinimum: isNumber, exclusiveMaximum: isNumber, multipleOf: (value) => isNumber(value) && (value as number) > 0,
  minLength: isCount, maxLength: isCount, pattern: isText, format: isText, minItems: isCount, maxItems: isCount, uniqueItems: isTruth,
  items: isSchema, properties: isSchema, required: isListOf(isText), additionalProperties: (value) => value === false, allOf: isListOf(isSchema as Fits),
}

/** A text that is held against a pattern is at most so long, when its author says nothing. */
export const PATTERN_TEXT = 1_000
/** So many items are compared with each other. */
export const UNIQUE_ITEMS = 500

/** Every word of a schema is one that is known, and costs no more than a form may: what is not judged is not let in. */
export function checkWords(schema: JsonSchema, at: string, tell: Tell): void {
  for (const [word, value] of Object.entries(schema)) {
    const fits = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
    if (!fits) tell(`${at}/${word}`, 'unknown-keyword', `结构里不能用“${word}”`)
    else if (!fits(value as Json)) tell(`${at}/${word}`, 'shape', `“${word}”的写法不对`)
  }
  checkCost(schema, at, tell)
  for (const [name, inner] of Object.entries(isSchema(schema['properties'] as Json) ? (schema['properties'] as Record<string, JsonSchema>) : {})) isSchema(inner) ? checkWords(inner, `${at}/properties/${name}`, tell) : tell(`${at}/properties/${name}`, 'shape', '这里应当是一个结构')
  if (isSchema(schema['items'] as Json)) checkWords(schema['items'] as JsonSchema, `${at}/items`, tell)
  if (Array.isArray(schema['allOf'])) (schema['allOf'] as readonly JsonSchema[]).forEach((inner, index) => { if (isSchema(inner)) checkWords(inner, `${at}/allOf/${index}`, tell) })
}

function checkCost(schema: JsonSchema, at: string, tell: Tell): void {
  const pattern = schema['pattern']
  if (typeof pattern === 'string') {
    const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : PATTERN_TEXT
    if (pattern.length > 500 || !isPattern(pattern)) tell(`${at}/pattern`, 'bad-pattern', '格式的写法不对，或者超过 500 个字')
    else if (!isCalm(pattern, 'x'.repeat(Math.min(longest, 100_000)))) tell(`${at}/pattern`, 'endless-pattern', `格式 ${pattern.slice(0, 100)} 里重复太多，有的内容会查不完；请改写，或者把最多多少字（maxLength）改小`)
  }
  if (schema['uniqueItems'] === true && Number(schema['maxItems'] ?? 0) > UNIQUE_ITEMS) tell(`${at}/maxItems`, 'too-many-unique', `不能重复的最多 ${UNIQUE_ITEMS} 项`)
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}
