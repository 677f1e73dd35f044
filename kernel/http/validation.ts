import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import formatsPlugin from 'ajv-formats'
import type { TSchema } from 'typebox'
import type { FieldError } from '../contract/index.ts'

/** The one validator of the process, for routes, events and forms (JSON Schema 2020-12). */
export const ajv = new Ajv2020({ allErrors: true, strict: false, coerceTypes: false, useDefaults: true, ownProperties: true })
formatsPlugin.default(ajv, ['date', 'date-time', 'email', 'uri'])
// Narrower than the plugin's: no urn:uuid:, and no year 0, which the database knows neither.
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
const plainDate = ajv.formats['date'] as { validate: (text: string) => boolean }
ajv.addFormat('date', (text: string) => !text.startsWith('0000') && plainDate.validate(text))

type Json = Record<string, unknown>

/** The widest whole number that a column keeps; a schema may say less, or more. */
const INTEGER = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }

/** The same schema with every object closed and every whole number bounded: a field that the schema does not name is refused. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, k === 'const' || k === 'enum' || k === 'default' ? v : closed(v)])) as Json
  if (copy['type'] === 'object' && copy['properties'] && !('additionalProperties' in copy)) copy['additionalProperties'] = false
  return copy['type'] === 'integer' ? { ...INTEGER, ...copy } : copy
}

export function compile(schema: TSchema): ValidateFunction {
  return ajv.compile(closed(schema) as Json)
}

/** Path and query arrive as text: made into the type that the schema names, when they can be. */
export function coerce(schema: TSchema, name: string, text: unknown): unknown {
  const property = (schema as { properties?: Record<string, Json> }).properties?.[name]
  const type = property?.['type']
  if (type === 'array') return (Array.isArray(text) ? text : [text]).map((t) => coerceOne((property!['items'] as Json | undefined)?.['type'], t))
  return coerceOne(type, text)
}

function coerceOne(type: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return text
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** Validation errors in plain Chinese, each with the place it speaks of. */
export function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const seen = new Set<string>()
  return errors.filter((e) => e.keyword !== 'anyOf' && e.keyword !== 'if').concat(errors.filter((e) => e.keyword === 'anyOf')).flatMap((e) => {
    const own = e.params as Record<string, string | undefined>
    const at = e.instancePath + (e.keyword === 'required' ? `/${own['missingProperty']}` : e.keyword === 'additionalProperties' ? `/${own['additionalProperty']}` : '')
    if (seen.has(at)) return []
    seen.add(at)
    return [{ at, code: e.keyword, message: sentence(e) }]
  })
}

const sentences: Record<string, (p: Record<string, unknown>) => string> = {
  required: () => '这一项必须填写',
  additionalProperties: () => '没有这一项，请删除',
  type: (p) => `类型不对，应为${typeNames[String(p['type'])] ?? String(p['type'])}`,
  minLength: (p) => (p['limit'] === 1 ? '不能为空' : `至少 ${p['limit']} 个字`),
  maxLength: (p) => `最多 ${p['limit']} 个字`,
  pattern: () => '格式不对',
  format: (p) => (p['format'] === 'date' ? '应为有效日期，例如 2026-11-22' : p['format'] === 'uuid' ? '编号格式不对' : '格式不对'),
  enum: () => '不在可选范围内',
  const: () => '取值不对',
  minimum: (p) => `不能小于 ${p['limit']}`,
  maximum: (p) => `不能大于 ${p['limit']}`,
  exclusiveMinimum: (p) => `应大于 ${p['limit']}`,
  minItems: (p) => `至少 ${p['limit']} 项`,
  maxItems: (p) => `最多 ${p['limit']} 项`,
  uniqueItems: () => '不能重复',
  multipleOf: () => '小数位数过多',
}

const typeNames: Record<string, string> = { string: '文字', number: '数字', integer: '整数', boolean: '是或否', array: '列表', object: '一组内容', null: '空' }

const sentence = (e: ErrorObject): string => sentences[e.keyword]?.(e.params as Record<string, unknown>) ?? '内容不对'

/** Texts that a database or a reader cannot hold: NUL and halves of surrogate pairs. Gives the first place, as a JSON pointer. */
export function unstorable(value: unknown, at = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? at || '/' : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const place = unstorable(key) ? `${at}/?` : unstorable(inner, `${at}/${key}`)
    if (place) return place
  }
  return undefined
}
