import type { JsonSchema } from './form.ts'
import type { Kind } from './kind.ts'

const itemsOf = (schema: JsonSchema): JsonSchema => (schema['items'] ?? {}) as JsonSchema
const isText = (schema: JsonSchema): boolean => schema['type'] === 'string' && !Array.isArray(schema['enum'])
const isLong = (schema: JsonSchema): boolean => Number(schema['maxLength'] ?? 0) > 200

/** Kinds that every form can do with; a house adds its own. */
export const plainKinds = {
  'text': { schema: { type: 'string', maxLength: 200 }, fits: (schema) => isText(schema) && !isLong(schema) },
  'long-text': { schema: { type: 'string', maxLength: 5000 }, fits: (schema) => isText(schema) && isLong(schema) },
  'number': { schema: { type: 'number' }, fits: ({ type }) => type === 'number' || type === 'integer' },
  'date': { schema: { type: 'string', format: 'date' }, formats: ['date'] },
  'choose-one': { schema: {}, role: 'choice', verb: '请选择', fits: (schema) => Array.isArray(schema['enum']) },
  'choose-many': { schema: { type: 'array', uniqueItems: true }, role: 'choices', verb: '请选择', fits: (schema) => schema['type'] === 'array' && Array.isArray(itemsOf(schema)['enum']) },
  'yes-no': { schema: { type: 'boolean' }, verb: '请选择', fits: ({ type }) => type === 'boolean' },
  'rows': { schema: { type: 'array' }, role: 'rows', verb: '请至少填写一行', fits: (schema) => schema['type'] === 'array' && itemsOf(schema)['type'] === 'object' },
  'statement': { schema: { type: 'boolean' }, role: 'affirmation', verb: '请阅读并勾选' },
  'computed': { schema: {}, role: 'computed' },
  'note': { schema: {}, role: 'note' },
} as const satisfies Readonly<Record<string, Kind>>
