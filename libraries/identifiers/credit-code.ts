import { parseOrganisationCode } from './organisation-code.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** GB 32100-2015 table 1: digits and capital letters without I, O, S, V and Z. */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

export interface CreditCode {
  readonly code: string
  /** First character: the registering administration, e.g. 1 机构编制, 9 市场监管. */
  readonly administration: string
  /** First two characters: administration and kind of body, e.g. 11 机关, 91 企业. */
  readonly category: string
  readonly division: string
  /** Characters 9 to 17: the organisation code without its hyphen. */
  readonly organisation: string
  /** Whether the inner organisation code keeps GB 11714; some old assignments do not. */
  readonly organisationChecks: boolean
}

/** GB 32100-2015 clause 4.5: the check character of the first seventeen. */
export function creditCodeCheckDigit(first17: string): string {
  const sum = Array.from(first17).reduce(
    (total, character, index) => total + CREDIT_CODE_ALPHABET.indexOf(character) * (WEIGHTS[index] ?? 0), 0)
  return CREDIT_CODE_ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** Whether eighteen characters have the form of GB 32100-2015, the check character not looked at. */
export function hasCreditCodeForm(code: string): boolean {
  return FORM.test(code)
}

/**
 * Reads a unified social credit code, GB 32100-2015. `format` means refuse; `check-digit` means warn and
 * let a person confirm, since a few codes were once assigned with a wrong check character.
 */
export function parseCreditCode(text: string): Result<CreditCode, 'format' | 'check-digit'> {
  const code = text.trim().toUpperCase()
  if (!hasCreditCodeForm(code)) return fail('format', '统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）')
  if (creditCodeCheckDigit(code.slice(0, 17)) !== code.charAt(17)) return fail('check-digit', '统一社会信用代码校验位不符，请核对或人工确认')
  const organisation = code.slice(8, 17)
  return ok({
    code,
    administration: code.charAt(0),
    category: code.slice(0, 2),
    division: code.slice(2, 8),
    organisation,
    organisationChecks: parseOrganisationCode(organisation).ok,
  })
}

/** Completes a code from its category, division and organisation code (GB 32100-2015 clause 4). */
export function buildCreditCode(parts: {
  readonly category: string
  readonly division: string
  readonly organisation: string
}): Result<string, 'format'> {
  const first17 = `${parts.category}${parts.division}${parts.organisation}`
  if (parts.category.length !== 2 || parts.division.length !== 6 || !hasCreditCodeForm(`${first17}0`)) {
    return fail('format', '类别2位、区划6位、主体标识码9位，且不含I、O、S、V、Z')
  }
  return ok(first17 + creditCodeCheckDigit(first17))
}
