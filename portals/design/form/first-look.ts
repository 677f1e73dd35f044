import type { Validate, ValidationError } from '@xiangyun/forms/check'
import type { JsonSchema, PublishedForm } from '@xiangyun/forms/form'
import { ownFormats } from '@xiangyun/forms/formats'
import { parseCitizenNumber } from '@xiangyun/identifiers/citizen-number'
import { parseCreditCode } from '@xiangyun/identifiers/credit-code'
import { parseMobileNumber } from '@xiangyun/identifiers/mobile-number'

const formats: Record<string, (text: string) => boolean> = {
  ...ownFormats,
  'citizen-number': (text) => parseCitizenNumber(text, { today: '9999-12-31' }).ok,
  'credit-code': (text) => parseCreditCode(text).ok,
  'mobile': (text) => parseMobileNumber(text).ok,
}

/**
 * Looks at the shape of answers where the form's emitted validator is not at hand, so that a wrong number is
 * told before sending. It knows the plain keywords only; the server's validator is the judge.
 */
export function firstLook(form: PublishedForm): Validate {
  const validate: Validate = (answers) => {
    const errors: ValidationError[] = []
    look(form.schema, answers, '', errors)
    validate.errors = errors
    return errors.length === 0
  }
  return validate
}

function look(schema: JsonSchema, value: unknown, at: string, errors: ValidationError[]) {
  if (value === undefined || value === null) return
  const tell = (keyword: string, params: Record<string, unknown>) => void errors.push({ instancePath: at, keyword, params })
  if (typeof value === 'string') return lookAtText(schema, value, tell)
  if (typeof value === 'number') return lookAtNumber(schema, value, tell)
  if (Array.isArray(value)) {
    limit(schema, 'minItems', value.length, (least, is) => is < least, tell)
    limit(schema, 'maxItems', value.length, (most, is) => is > most, tell)
    const items = schema.items as JsonSchema | undefined
    if (items) value.forEach((one, index) => look(items, one, `${at}/${index}`, errors))
    return
  }
  if (typeof value !== 'object') return
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
  for (const [name, inner] of Object.entries(properties)) look(inner, (value as Record<string, unknown>)[name], `${at}/${name}`, errors)
}

type Tell = (keyword: string, params: Record<string, unknown>) => void

function lookAtText(schema: JsonSchema, text: string, tell: Tell) {
  if (schema.type === 'number' || schema.type === 'integer') return tell('type', { type: schema.type })
  const isMasked = text.includes('*')
  const format = schema.format
  if (typeof format === 'string' && !isMasked && text && formats[format]?.(text) === false) return tell('format', { format })
  if (typeof schema.pattern === 'string' && !isMasked && !new RegExp(schema.pattern, 'u').test(text)) return tell('pattern', { pattern: schema.pattern })
  limit(schema, 'minLength', [...text].length, (least, is) => is < least, tell)
  limit(schema, 'maxLength', [...text].length, (most, is) => is > most, tell)
}

function lookAtNumber(schema: JsonSchema, figure: number, tell: Tell) {
  limit(schema, 'minimum', figure, (least, is) => is < least, tell)
  limit(schema, 'maximum', figure, (most, is) => is > most, tell)
  limit(schema, 'exclusiveMinimum', figure, (least, is) => is <= least, tell)
  limit(schema, 'exclusiveMaximum', figure, (most, is) => is >= most, tell)
  const step = schema.multipleOf
  if (typeof step === 'number' && Math.abs(figure / step - Math.round(figure / step)) > 1e-6) tell('multipleOf', { multipleOf: step })
}

function limit(schema: JsonSchema, keyword: string, is: number, breaks: (limit: number, is: number) => boolean, tell: Tell) {
  const bound = schema[keyword]
  if (typeof bound === 'number' && breaks(bound, is)) tell(keyword, { limit: bound })
}
