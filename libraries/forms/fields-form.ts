import type { Ask, Form, JsonSchema, Section } from './form.ts'

/** A field of a register, as far as a form needs it. */
export interface FormField {
  readonly name: string
  readonly title: string
  /** `text`, `long-text`, `integer`, `decimal`, `boolean`, `date`, `choice`, or what has a format of its own; anything else is asked as text. */
  readonly type: string
  /** Of a choice. */
  readonly values?: readonly string[]
  readonly required?: boolean
  readonly secrecy?: 'public' | 'personal' | 'sensitive'
}

export interface FieldsSource {
  readonly id: string
  readonly title: string
  readonly fields: readonly FormField[]
  /** Where the first answers come from, such as `people`: each field is filled from its own. */
  readonly prefill?: string
}

/** No kinds are named: the house's kinds say themselves which formats and shapes they ask for. */
const SHAPES: Readonly<Record<string, JsonSchema>> = {
  'text': { type: 'string', maxLength: 200 }, 'long-text': { type: 'string', maxLength: 5000 }, 'integer': { type: 'integer' }, 'decimal': { type: 'number' }, 'boolean': { type: 'boolean' }, 'date': { type: 'string', format: 'date' },
  'person-name': { type: 'string', format: 'person-name' }, 'citizen-identity-number': { type: 'string', format: 'citizen-number' }, 'credit-code': { type: 'string', format: 'credit-code' }, 'mobile-number': { type: 'string', format: 'mobile' },
  'division': { type: 'string', pattern: '^\\d{6}(\\d{3}){0,2}$', maxLength: 12 },
}

/** A form that asks for the fields of a register; what is sensitive comes last and says what it is for. */
export function fieldsForm({ id, title, fields, prefill }: FieldsSource): Form {
  const [open, sensitive] = [fields.filter((field) => field.secrecy !== 'sensitive'), fields.filter((field) => field.secrecy === 'sensitive')]
  const ask = ({ name }: FormField): Ask => ({ at: `/${name}`, ...(prefill === undefined ? {} : { prefill: `${prefill}.${name}` }) })
  const sections: Section[] = [{ section: title, ask: open.map(ask) }, { section: '敏感个人信息', note: '只用于办理这件事，不作他用', ask: sensitive.map(ask) }]
  return {
    id, title,
    schema: { type: 'object', required: fields.filter((field) => field.required).map((field) => field.name), properties: Object.fromEntries(fields.map((field) => [field.name, { title: field.title, ...shapeOf(field) }])) },
    ui: sections.filter((section) => section.ask.length > 0),
  }
}

/** What an answer to a field of this type looks like. */
export const shapeOf = ({ type, values }: Pick<FormField, 'type' | 'values'>): JsonSchema => (type === 'choice' ? { type: 'string', enum: values ?? [] } : Object.hasOwn(SHAPES, type) ? SHAPES[type]! : SHAPES['text']!)
