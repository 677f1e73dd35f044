import type { JsonSchema } from './form.ts'

/** Ways of asking, and what an answer of each looks like unless the schema says more. */
export const kinds = {
  'text': { type: 'string', maxLength: 200 },
  'long-text': { type: 'string', maxLength: 5000 },
  'number': { type: 'number' },
  'money': { type: 'number', minimum: 0, maximum: 1e13, multipleOf: 0.01 },
  'date': { type: 'string', format: 'date' },
  'choose-one': {},
  'choose-many': { type: 'array', uniqueItems: true },
  'yes-no': { type: 'boolean' },
  'identity-number': { type: 'string', format: 'citizen-number' },
  'credit-code': { type: 'string', format: 'credit-code' },
  'mobile': { type: 'string', format: 'mobile' },
  'person-name': { type: 'string', format: 'person-name' },
  'address': {
    type: 'object', required: ['division', 'detail'],
    properties: { division: { type: 'string', title: '所在村（社区）', pattern: '^\\d{12}$' }, detail: { type: 'string', title: '详细地址', minLength: 1, maxLength: 200 } },
  },
  'address-with-map': {
    type: 'object', required: ['division', 'detail'],
    properties: {
      division: { type: 'string', title: '所在村（社区）', pattern: '^\\d{12}$' }, detail: { type: 'string', title: '详细地址', minLength: 1, maxLength: 200 },
      longitude: { type: 'number', title: '经度', minimum: 73, maximum: 136 }, latitude: { type: 'number', title: '纬度', minimum: 3, maximum: 54 },
    },
  },
  'rows': { type: 'array' },
  'file': {
    type: 'array', maxItems: 20,
    items: {
      type: 'object', required: ['id', 'name'],
      properties: { id: { type: 'string', minLength: 1, maxLength: 100 }, name: { type: 'string', minLength: 1, maxLength: 200 }, type: { type: 'string', maxLength: 100 }, size: { type: 'integer', minimum: 0 } },
    },
  },
  'statement': { type: 'boolean' },
  'signature-typed': { type: 'string', minLength: 1, maxLength: 50 },
  'bank-account': { type: 'string', format: 'bank-account' },
  'note': {},
  'computed': {},
} as const satisfies Record<string, JsonSchema>

export type Kind = keyof typeof kinds

export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word)

const BY_FORMAT: Readonly<Record<string, Kind>> = {
  'date': 'date', 'citizen-number': 'identity-number', 'credit-code': 'credit-code', 'mobile': 'mobile', 'person-name': 'person-name', 'bank-account': 'bank-account',
}

/** The natural way to ask for what a schema describes. */
export function kindFor(schema: JsonSchema): Kind | undefined {
  if (schema['readOnly'] === true) return 'computed'
  if (Array.isArray(schema['enum'])) return 'choose-one'
  const format = schema['format']
  if (typeof format === 'string' && BY_FORMAT[format]) return BY_FORMAT[format]
  switch (schema['type']) {
    case 'string': return Number(schema['maxLength'] ?? 0) > 200 ? 'long-text' : 'text'
    case 'number': case 'integer': return 'number'
    case 'boolean': return 'yes-no'
    case 'object': return hasProperty(schema, 'division') && hasProperty(schema, 'detail') ? (hasProperty(schema, 'longitude') ? 'address-with-map' : 'address') : undefined
    case 'array': return kindOfItems(schema['items'] as JsonSchema | undefined)
    default: return undefined
  }
}

function kindOfItems(items: JsonSchema | undefined): Kind | undefined {
  if (Array.isArray(items?.['enum'])) return 'choose-many'
  return items?.['type'] === 'object' ? 'rows' : undefined
}

const hasProperty = (schema: JsonSchema, name: string): boolean => Object.hasOwn((schema['properties'] ?? {}) as object, name)
