import { compactToIso, isoToCompact } from './dates.ts'
import { parseImplementationCode, parseSubItemCode } from './item-code.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export interface CaseNumber {
  readonly number: string
  /** 31 digits of implementation code, or 33 when cases are taken by sub-item. */
  readonly itemCode: string
  /** ISO date of acceptance. */
  readonly date: string
  readonly serial: number
  readonly serialLength: number
}

export type CaseNumberFailure = 'format' | 'item-code' | 'date' | 'serial'

/** The national collection keeps 50 characters for a case number. */
const LONGEST = 50

/**
 * Reads a case number (办件编号): item code, YYYYMMDD, serial of four digits or more.
 * `itemCodeLength` says whether this office takes cases by implementation code or by sub-item.
 */
export function parseCaseNumber(
  text: string,
  options: { readonly itemCodeLength?: 31 | 33 } = {},
): Result<CaseNumber, CaseNumberFailure> {
  const { itemCodeLength = 31 } = options
  const number = text.trim().toUpperCase()
  const itemCode = number.slice(0, itemCodeLength)
  const rest = number.slice(itemCodeLength)
  if (number.length > LONGEST || !/^\d{12,}$/.test(rest)) return fail('format', '办件编号应为实施编码、8位日期和不少于4位的流水号')
  if (!isItemCode(itemCode)) return fail('item-code', '办件编号前段不是有效的实施编码')
  const date = compactToIso(rest.slice(0, 8))
  if (date === undefined) return fail('date', '办件编号中的日期不存在')
  const serial = rest.slice(8)
  return ok({ number, itemCode, date, serial: Number(serial), serialLength: serial.length })
}

/**
 * Joins a case number. The sample form has four serial digits; offices that take more than 9999 cases of
 * an item a day set `serialLength` higher. A serial that does not fit is refused, never widened silently.
 */
export function buildCaseNumber(parts: {
  readonly itemCode: string
  readonly date: string
  readonly serial: number
  readonly serialLength?: number
}): Result<string, CaseNumberFailure> {
  const { itemCode, serial, serialLength = 4 } = parts
  if (!isItemCode(itemCode)) return fail('item-code', '办件编号前段不是有效的实施编码')
  const date = isoToCompact(parts.date)
  if (date === undefined) return fail('date', '办件编号中的日期不存在')
  const longestSerial = LONGEST - itemCode.length - 8
  if (!Number.isInteger(serialLength) || serialLength < 4 || serialLength > longestSerial) {
    return fail('serial', `流水号位数应为4至${longestSerial}`)
  }
  if (!Number.isSafeInteger(serial) || serial < 0 || String(serial).length > serialLength) return fail('serial', '流水号超出位数')
  return ok(`${itemCode}${date}${String(serial).padStart(serialLength, '0')}`)
}

function isItemCode(code: string): boolean {
  return code.length === 33 ? parseSubItemCode(code).ok : parseImplementationCode(code).ok
}
