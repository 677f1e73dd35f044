import type { FieldDefinition, Value } from './contract.ts'

/** A value as people read it: places by their names, yes and no in words; null where nothing stands. */
export function valueWords(field: FieldDefinition | undefined, value: Value | undefined, placeName: (code: string) => string): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one as Value, placeName)).filter(Boolean).join('、') || null
  return field?.type === 'division' ? placeName(String(value)) : String(value)
}
