import { Ajv2020 } from 'ajv/dist/2020.js'
import { _ } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import type { JsonSchema, PublishedForm } from './form.ts'
import { formatsIn } from './schema.ts'
import { PATTERN_TEXT, UNIQUE_ITEMS } from './schema-words.ts'

/** The small helpers that generated code asks ajv for, so that it needs no import. */
const HELPERS: Readonly<Record<string, string>> = {
  'ajv/dist/runtime/ucs2length': '(text) => { let count = 0; for (const _ of text) count += 1; return count }',
  'ajv/dist/runtime/equal': `function same(a, b) {
    if (a === b) return true
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
    const names = Object.keys(a)
    return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  }`,
}

/**
 * Emits the validator of a published form as an ES module without imports: it exports `makeValidator(formats)`,
 * which gives `validate(answers)` with `validate.errors`. Server and browser run this same source; no eval.
 */
export function emitValidator(published: PublishedForm): string {
  const ajv = new Ajv2020({
    allErrors: true, strict: true, strictTypes: false, strictRequired: false, multipleOfPrecision: 6, allowUnionTypes: true, ownProperties: true,
    code: { source: true, esm: true, formats: _`formats` },
    formats: Object.fromEntries([...formatsIn(published.schema)].map((name) => [name, () => true])),
  })
  const compiled = ajv.compile(affordable(published.schema))
  const source = (standalone as unknown as { default: (ajv: Ajv2020, validate: unknown) => string }).default(ajv, compiled)
  const name = /export const validate = (\w+);/.exec(source)?.[1] ?? /export default (\w+);/.exec(source)?.[1] ?? 'validate'
  const body = source.replace(/"use strict";|export const validate = \w+;|export default \w+;/g, '')
    .replace(/require\("([^"]+)"\)(\.default)?/g, (whole, path: string) => `(${HELPERS[path] ?? missing(whole)})`)
  return `export function makeValidator(formats) {\n${body}\nreturn ${name}\n}\n`
}

/** What costs more the longer an answer is, is asked only of answers that are short enough; longer ones are refused by their length. */
function affordable(schema: JsonSchema): JsonSchema {
  const { pattern, uniqueItems, ...rest } = schema
  const [properties, items, allOf] = [schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined, schema['items'] as JsonSchema | undefined, (schema['allOf'] ?? []) as readonly JsonSchema[]]
  const [longest, most] = [Number(schema['maxLength'] ?? PATTERN_TEXT), Math.min(Number(schema['maxItems'] ?? UNIQUE_ITEMS), UNIQUE_ITEMS)]
  const when: JsonSchema[] = [
    ...(pattern === undefined ? [] : [{ if: { maxLength: longest }, then: { pattern } }]),
    ...(uniqueItems === true ? [{ if: { maxItems: most }, then: { uniqueItems } }] : []),
  ]
  return {
    ...rest,
    ...(pattern === undefined ? {} : { maxLength: longest }), ...(uniqueItems === true ? { maxItems: most } : {}),
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, affordable(inner)])) } : {}),
    ...(items ? { items: affordable(items) } : {}),
    ...(allOf.length + when.length > 0 ? { allOf: [...allOf.map(affordable), ...when] } : {}),
  }
}

function missing(what: string): never {
  throw new Error(`generated validator needs ${what}, which has no helper`)
}
