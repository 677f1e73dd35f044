import type { JsonSchema } from '@xiangyun/forms/form'
import type { Reading } from '../kind.ts'

const properties: Readonly<Record<string, JsonSchema>> = {
  division: { type: 'string', title: '所在村（社区）', pattern: '^\\d{12}$' },
  detail: { type: 'string', title: '详细地址', minLength: 1, maxLength: 200 },
}
/** A village of the province by its 12 digits, and the rest in words. */
export const addressShape: JsonSchema = { type: 'object', required: ['division', 'detail'], additionalProperties: false, properties }

export const placedAddressShape: JsonSchema = {
  ...addressShape,
  properties: { ...properties, longitude: { type: 'number', title: '经度', minimum: 73, maximum: 136 }, latitude: { type: 'number', title: '纬度', minimum: 3, maximum: 54 } },
}

/** 长春市南关区曙光街道平阳社区人民大街1号 */
export const addressText = (value: string | { readonly division?: string; readonly detail?: string }, { placeOf }: Reading): string =>
  (typeof value === 'string' ? value : `${placeOf(value.division ?? '')}${value.detail ?? ''}`)
