import type { RegisterDefinition } from '#modules/data/registers/contract.ts'
import type { CorrectionState } from './contract.ts'

/** An office looks into it and answers within so many workdays (个人信息保护法 第四十六条、第五十条: 及时; the number is the province's own). */
export const CORRECT_WORKDAYS = 10
export const LAW = '个人信息保护法 第四十六条'

/** The key is whose entry it is and is not corrected from a form; lists are no single value. */
export function isCorrectable(definition: RegisterDefinition, field: string): boolean {
  const own = Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined
  return own !== undefined && field !== definition.key && field !== definition.ended?.field && own.type !== 'list'
}

/** Whose word a field is: the first source that gives it, else the register's owner. */
export const departmentOf = (definition: RegisterDefinition, field: string): string => definition.sources?.find((source) => source.gives.includes(field))?.department ?? definition.owner

/** The fields that say which county's office it is: where the household is registered for the owner's own fields, where the person lives for others. */
export function placesOf(register: string, definition: RegisterDefinition, department: string): readonly string[] {
  if (register !== 'people') return ['division']
  return department === definition.owner ? ['household', 'residence'] : ['residence', 'household']
}

export const isLate = (state: CorrectionState, due: string, today: string): boolean => state === 'asked' && today > due

/** 行政复议法 第二十条, 行政诉讼法 第四十六条, 个人信息保护法 第六十五条. */
export const APPEAL = '如不服，可自收到答复之日起 60 日内申请行政复议，或 6 个月内提起行政诉讼；也可以拨打 12345 投诉。'

/** 229901********0212 */
export const masked = (key: string): string => (key.length < 10 ? key : `${key.slice(0, 4)}${'*'.repeat(key.length - 8)}${key.slice(-4)}`)

/** GZ20261123-3f9a2c */
export const numberOf = (day: string, id: string): string => `GZ${day.replaceAll('-', '')}-${id.slice(-6)}`
