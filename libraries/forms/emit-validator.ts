import { Ajv2020 } from 'ajv/dist/2020.js'
import { _ } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import type { PublishedForm } from './form.ts'
import { formatsIn } from './schema.ts'

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
  const compiled = ajv.compile(published.schema)
  const source = (standalone as unknown as { default: (ajv: Ajv2020, validate: unknown) => string }).default(ajv, compiled)
  const name = /export const validate = (\w+);/.exec(source)?.[1] ?? /export default (\w+);/.exec(source)?.[1] ?? 'validate'
  const body = source.replace(/"use strict";|export const validate = \w+;|export default \w+;/g, '')
    .replace(/require\("([^"]+)"\)(\.default)?/g, (whole, path: string) => `(${HELPERS[path] ?? missing(whole)})`)
  return `// ${published.id}\nexport function makeValidator(formats) {\n${body}\nreturn ${name}\n}\n`
}

function missing(what: string): never {
  throw new Error(`generated validator needs ${what}, which has no helper`)
}
