import { parseCitizenNumber, parseCreditCode, parseMobileNumber } from '@xiangyun/identifiers'
import type { FieldDefinition, Record_, RegisterDefinition, Value } from './contract.ts'

export type Problem = { readonly at: string; readonly code: string; readonly message: string }

/** What is wrong with a record by its register's definition; empty when all is well. */
export function problemsOf(definition: RegisterDefinition, values: Record_, today: string): Problem[] {
  const unknown = Object.keys(values).filter((name) => !(name in definition.fields)).map((name) => ({ at: `/${name}`, code: 'unknown-field', message: '没有这个字段' }))
  return [...unknown, ...Object.entries(definition.fields).flatMap(([name, field]) => {
    const value = values[name]
    if (value === undefined || value === null) return name === definition.key || field.required ? [{ at: `/${name}`, code: 'required', message: '这一项必须填写' }] : []
    const message = wrong(field, value, today)
    return message ? [{ at: `/${name}`, code: field.type, message }] : []
  })]
}

function wrong(field: FieldDefinition, value: Value, today: string): string | undefined {
  if (field.type === 'integer') return Number.isSafeInteger(value) ? undefined : '应为整数'
  if (field.type === 'decimal') return typeof value === 'number' && Number.isFinite(value) ? undefined : '应为数字'
  if (field.type === 'boolean') return typeof value === 'boolean' ? undefined : '应为是或否'
  if (field.type === 'list') return Array.isArray(value) ? undefined : '应为列表'
  if (typeof value !== 'string') return '应为文字'
  return wrongText(field, value, today)
}

function wrongText(field: FieldDefinition, value: string, today: string): string | undefined {
  if (field.type === 'citizen-identity-number') return parseCitizenNumber(value, { today }).ok ? undefined : '公民身份号码不对'
  if (field.type === 'credit-code') return parseCreditCode(value).ok ? undefined : '统一社会信用代码不对'
  if (field.type === 'mobile-number') return parseMobileNumber(value).ok ? undefined : '手机号码不对'
  if (field.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : '应为有效日期'
  if (field.type === 'division') return /^\d{6}(\d{3}){0,2}$/.test(value) ? undefined : '行政区划代码不对'
  if (field.type === 'choice') return field.values!.includes(value) ? undefined : '不在可选范围内'
  return value.length <= 2000 ? undefined : '太长'
}
