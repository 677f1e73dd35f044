import { compactToIso, isoToCompact } from './dates.ts'
import { isProvincePrefix } from './provinces.ts'
import { mod112 } from './iso7064.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export type Sex = 'male' | 'female'

export interface CitizenNumber {
  /** 18 characters, a final x written as X. */
  readonly number: string
  /** GB/T 2260 code at first registration; may be a retired one. */
  readonly division: string
  /** ISO date. */
  readonly birthDate: string
  readonly sequence: string
  readonly sex: Sex
  readonly synthetic: boolean
}

export type CitizenNumberFailure = 'format' | 'division' | 'birth-date' | 'future-date' | 'check-digit'

/** No division of Jilin has this prefix, so no real resident does: every made-up person carries it. */
export const SYNTHETIC_PREFIX = '2299'

/** Whether a citizen identity number belongs to the reserved synthetic range. */
export function isSynthetic(number: string): boolean {
  return number.trim().startsWith(SYNTHETIC_PREFIX)
}

/** GB 11643-1999 clause 4.2.4: the check character of the first seventeen digits. */
export function citizenCheckDigit(first17: string): string {
  return mod112(first17)
}

/**
 * Reads a citizen identity number, GB 11643-1999. `today` is an ISO date: nobody is born after it.
 * Spaces around and a lower-case x are forgiven.
 */
export function parseCitizenNumber(
  text: string,
  options: { readonly today: string },
): Result<CitizenNumber, CitizenNumberFailure> {
  const number = text.trim().toUpperCase()
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return fail('format', '公民身份号码应为18位，前17位为数字，末位为数字或X')
  if (!isProvincePrefix(number.slice(0, 2))) return fail('division', '公民身份号码前两位不是有效的省级行政区划')
  const birthDate = compactToIso(number.slice(6, 14))
  if (birthDate === undefined || birthDate < '1800-01-01') return fail('birth-date', '公民身份号码中的出生日期不存在')
  if (birthDate > options.today) return fail('future-date', '公民身份号码中的出生日期晚于今天')
  if (citizenCheckDigit(number.slice(0, 17)) !== number.charAt(17)) return fail('check-digit', '公民身份号码校验位不符')
  const sequence = number.slice(14, 17)
  return ok({
    number,
    division: number.slice(0, 6),
    birthDate,
    sequence,
    sex: Number(sequence) % 2 === 1 ? 'male' : 'female',
    synthetic: isSynthetic(number),
  })
}

/**
 * Makes a number in the synthetic range (GB 11643-1999 form, prefix 2299). It cannot make any other.
 * Throws a RangeError on arguments outside their range: that is a bug of the caller.
 */
export function makeCitizenNumber(parts: {
  /** Last two digits of the synthetic division, 0 to 99. */
  readonly county?: number
  /** ISO date. */
  readonly birthDate: string
  /** 0 to 999; odd for a man, even for a woman. */
  readonly sequence: number
}): string {
  const { county = 1, sequence } = parts
  const birth = isoToCompact(parts.birthDate)
  if (birth === undefined) throw new RangeError(`no such date: ${parts.birthDate}`)
  if (!isWhole(county, 99) || !isWhole(sequence, 999)) throw new RangeError('county is 0 to 99 and sequence 0 to 999')
  const first17 = `${SYNTHETIC_PREFIX}${String(county).padStart(2, '0')}${birth}${String(sequence).padStart(3, '0')}`
  return first17 + citizenCheckDigit(first17)
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most
}
