import type { Formats, Json, JsonSchema } from './form.ts'
import { ownFormats } from './formats.ts'
import { isSame } from './same.ts'

/** Why a value does not fit a description: of another shape altogether, or only outside its limits. */
export interface Misfit {
  readonly isShape: boolean
  readonly why: string
}

type Check = (schema: JsonSchema, value: never, formats: Formats) => Misfit | undefined

const shape: Misfit = { isShape: true, why: '填写的形式变了' }
const limit = (why: string): Misfit => ({ isShape: false, why })

/** A first look at one value, without a compiled validator; the validator stays the judge. */
export function misfit(schema: JsonSchema, value: Json, formats: Formats = ownFormats): Misfit | undefined {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  if (schema['type'] !== undefined && !typesOf(schema).some((type) => type === kind || (type === 'integer' && Number.isInteger(value)))) return shape
  const options = schema['enum'] as readonly Json[] | undefined
  if (options && !options.some((one) => isSame(one, value))) return { isShape: true, why: `选项里没有“${String(value)}”` }
  return CHECKS[kind]?.(schema, value as never, formats) ?? all(schema, value, formats)
}

const typesOf = (schema: JsonSchema): readonly string[] => (Array.isArray(schema['type']) ? (schema['type'] as readonly string[]) : [String(schema['type'])])

const all = (schema: JsonSchema, value: Json, formats: Formats): Misfit | undefined =>
  ((schema['allOf'] ?? []) as readonly JsonSchema[]).map((one) => misfit(one, value, formats)).find((found) => found !== undefined)

const number = (schema: JsonSchema, keyword: string): number | undefined => (typeof schema[keyword] === 'number' ? schema[keyword] : undefined)

const CHECKS: Readonly<Record<string, Check>> = { string: textMisfit, number: numberMisfit, array: listMisfit, object: objectMisfit }

function textMisfit(schema: JsonSchema, value: string, formats: Formats): Misfit | undefined {
  const length = [...value].length
  if (length > (number(schema, 'maxLength') ?? Infinity)) return limit(`最多 ${number(schema, 'maxLength')} 个字`)
  if (length < (number(schema, 'minLength') ?? 0)) return limit(`至少 ${number(schema, 'minLength')} 个字`)
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern'], 'u').test(value)) return limit('格式的要求变了')
  const format = typeof schema['format'] === 'string' && Object.hasOwn(formats, schema['format']) ? formats[schema['format']] : undefined
  return format && !format(value) ? limit('格式的要求变了') : undefined
}

function numberMisfit(schema: JsonSchema, value: number): Misfit | undefined {
  const [least, most, above, below, step] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((keyword) => number(schema, keyword))
  if (least !== undefined && value < least) return limit(`不能小于 ${least}`)
  if (most !== undefined && value > most) return limit(`不能大于 ${most}`)
  if (above !== undefined && value <= above) return limit(`须大于 ${above}`)
  if (below !== undefined && value >= below) return limit(`须小于 ${below}`)
  return step !== undefined && Math.abs(value / step - Math.round(value / step)) > 1e-6 ? limit(`须是 ${step} 的整数倍`) : undefined
}

function listMisfit(schema: JsonSchema, value: readonly Json[], formats: Formats): Misfit | undefined {
  if (value.length > (number(schema, 'maxItems') ?? Infinity)) return limit(`最多 ${number(schema, 'maxItems')} 项`)
  if (value.length < (number(schema, 'minItems') ?? 0)) return limit(`至少 ${number(schema, 'minItems')} 项`)
  const items = schema['items'] as JsonSchema | undefined
  return items && value.map((one) => misfit(items, one, formats)).find((found) => found !== undefined)
}

function objectMisfit(schema: JsonSchema, value: Readonly<Record<string, Json>>, formats: Formats): Misfit | undefined {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  if (((schema['required'] ?? []) as readonly string[]).some((name) => !Object.hasOwn(value, name))) return limit('要填的部分变了')
  for (const [name, one] of Object.entries(value)) {
    if (!Object.hasOwn(properties, name)) {
      if (schema['additionalProperties'] === false) return shape
      continue
    }
    const found = misfit(properties[name]!, one, formats)
    if (found) return found
  }
  return undefined
}
