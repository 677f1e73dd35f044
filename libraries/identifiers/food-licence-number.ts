import { isProvincePrefix } from './provinces.ts'
import { mod1110 } from './iso7064.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export interface FoodLicenceNumber {
  readonly number: string
  /** 1 食品销售经营者, 2 餐饮服务经营者, 3 集中用餐单位食堂. */
  readonly business: '1' | '2' | '3'
  readonly division: string
  readonly serial: number
}

/**
 * Reads a food business licence number: JY, one digit of main business, six of division, six of serial,
 * one check digit by ISO/IEC 7064 MOD 11,10 (GB/T 17710).
 */
export function parseFoodLicenceNumber(text: string): Result<FoodLicenceNumber, 'format' | 'division' | 'check-digit'> {
  const number = text.trim().toUpperCase()
  const match = /^JY([123])(\d{6})(\d{6})(\d)$/.exec(number)
  if (!match) return fail('format', '食品经营许可证编号应为JY加14位数字，首位为1至3')
  const [, business = '', division = '', serial = '', check = ''] = match
  if (!isProvincePrefix(division.slice(0, 2))) return fail('division', '食品经营许可证编号中的区划无效')
  if (mod1110(number.slice(2, 15)) !== check) return fail('check-digit', '食品经营许可证编号校验位不符')
  return ok({ number, business: business as FoodLicenceNumber['business'], division, serial: Number(serial) })
}

/** Joins a food business licence number and its check digit. */
export function buildFoodLicenceNumber(parts: {
  readonly business: '1' | '2' | '3'
  readonly division: string
  readonly serial: number
}): Result<string, 'format' | 'division'> {
  const { business, division, serial } = parts
  if (!/^\d{6}$/.test(division) || !Number.isInteger(serial) || serial < 0 || serial > 999999) {
    return fail('format', '区划应为6位数字，顺序号应为0至999999')
  }
  if (!isProvincePrefix(division.slice(0, 2))) return fail('division', '食品经营许可证编号中的区划无效')
  const digits = `${business}${division}${String(serial).padStart(6, '0')}`
  return ok(`JY${digits}${mod1110(digits)}`)
}
