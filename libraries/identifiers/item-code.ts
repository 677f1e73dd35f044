import { hasCreditCodeForm, parseCreditCode } from './credit-code.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** Twelve digits that name an item in every level's catalogue. */
export interface BasicCode {
  readonly code: string
  /** 00 for the national catalogue, else the province. */
  readonly catalogue: string
  /** 01 行政许可 … 20 公共服务. */
  readonly type: string
  readonly department: string
  readonly main: string
  /** 000 when the item has no sub-items. */
  readonly sub: string
}

/** 1 national, 2 province, 3 prefecture, 4 county, 5 township, 6 village. */
export type UseLevel = '1' | '2' | '3' | '4' | '5' | '6'

export interface ImplementationCode {
  readonly code: string
  /** The implementing body's unified social credit code. */
  readonly organisation: string
  /** False when the body's check character is wrong: warn, do not refuse. */
  readonly organisationChecks: boolean
  readonly level: UseLevel
  readonly basic: BasicCode
}

export interface SubItemCode {
  readonly code: string
  readonly implementation: ImplementationCode
  readonly number: number
}

export type ImplementationCodeFailure = 'format' | 'organisation' | 'level'

/** Reads a basic code, GB/T 39554.1-2020: 2 catalogue, 2 type, 2 department, 3 main, 3 sub. */
export function parseBasicCode(text: string): Result<BasicCode, 'format'> {
  const code = text.trim()
  if (!/^\d{12}$/.test(code)) return fail('format', '基本编码应为12位数字')
  return ok({
    code,
    catalogue: code.slice(0, 2),
    type: code.slice(2, 4),
    department: code.slice(4, 6),
    main: code.slice(6, 9),
    sub: code.slice(9, 12),
  })
}

/** Reads an implementation code, GB/T 39554.1-2020: 18 credit code, 1 level, 12 basic code. */
export function parseImplementationCode(text: string): Result<ImplementationCode, ImplementationCodeFailure> {
  const code = text.trim().toUpperCase()
  if (!/^[0-9A-Z]{18}\d{13}$/.test(code)) return fail('format', '实施编码应为31位：18位统一社会信用代码、1位行使层级、12位基本编码')
  const organisation = code.slice(0, 18)
  if (!hasCreditCodeForm(organisation)) return fail('organisation', '实施编码前18位不是统一社会信用代码')
  const level = code.charAt(18)
  if (!isUseLevel(level)) return fail('level', '实施编码第19位（行使层级）应为1至6')
  const basic = parseBasicCode(code.slice(19))
  if (!basic.ok) return basic
  return ok({ code, organisation, organisationChecks: parseCreditCode(organisation).ok, level, basic: basic.value })
}

/** Joins an implementation code, GB/T 39554.1-2020. */
export function buildImplementationCode(parts: {
  readonly organisation: string
  readonly level: UseLevel
  readonly basic: string
}): Result<string, ImplementationCodeFailure> {
  const parsed = parseImplementationCode(`${parts.organisation}${parts.level}${parts.basic}`)
  return parsed.ok ? ok(parsed.value.code) : parsed
}

/** Reads a sub-item (业务办理项) code: 31 implementation code, 2 sequence from 01. */
export function parseSubItemCode(text: string): Result<SubItemCode, ImplementationCodeFailure> {
  const code = text.trim().toUpperCase()
  if (!/^[0-9A-Z]{31}\d{2}$/.test(code)) return fail('format', '业务办理项编码应为33位：31位实施编码加2位顺序号')
  const implementation = parseImplementationCode(code.slice(0, 31))
  if (!implementation.ok) return implementation
  return ok({ code, implementation: implementation.value, number: Number(code.slice(31)) })
}

/** Joins a sub-item code; `number` is 1 to 99. */
export function buildSubItemCode(implementation: string, number: number): Result<string, ImplementationCodeFailure> {
  if (!Number.isInteger(number) || number < 1 || number > 99) return fail('format', '业务办理项顺序号应为1至99')
  const parsed = parseSubItemCode(`${implementation}${String(number).padStart(2, '0')}`)
  return parsed.ok ? ok(parsed.value.code) : parsed
}

function isUseLevel(level: string): level is UseLevel {
  return /^[1-6]$/.test(level)
}
