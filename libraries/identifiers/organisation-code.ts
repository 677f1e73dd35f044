import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export interface OrganisationCode {
  /** Nine characters without the hyphen, as inside a unified social credit code. */
  readonly code: string
  /** With the hyphen before the check character, as printed. */
  readonly display: string
}

/** GB 11714-1997 clause 3.2: the check character of eight digits or capital letters. */
export function organisationCheckDigit(body: string): string {
  const sum = Array.from(body).reduce((total, character, index) => total + ALPHABET.indexOf(character) * (WEIGHTS[index] ?? 0), 0)
  const check = 11 - (sum % 11)
  if (check === 10) return 'X'
  return check === 11 ? '0' : String(check)
}

/** Reads an organisation code, GB 11714-1997, with or without its hyphen. */
export function parseOrganisationCode(text: string): Result<OrganisationCode, 'format' | 'check-digit'> {
  const match = /^([0-9A-Z]{8})-?([0-9X])$/.exec(text.trim().toUpperCase())
  if (!match) return fail('format', '组织机构代码应为8位数字或大写字母加1位校验码')
  const [, body = '', check = ''] = match
  if (organisationCheckDigit(body) !== check) return fail('check-digit', '组织机构代码校验位不符')
  return ok({ code: body + check, display: `${body}-${check}` })
}
