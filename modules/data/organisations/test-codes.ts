import { CREDIT_CODE_ALPHABET, creditCodeCheckDigit, organisationCheckDigit } from '@xiangyun/identifiers'

/**
 * Units' real credit codes were not obtained. These come from a marked test range: organisation codes that begin with `TT`;
 * the check digits are right, so that whatever carries them is checked as in earnest.
 */
export function testUnitCode(order: string, division: string): string {
  const place = Number(division.slice(2).padEnd(7, '0').slice(0, 7))
  let serial = (Number(order) % 80) * 10_000_000 + place
  let body = ''
  for (let i = 0; i < 6; i++) {
    body = CREDIT_CODE_ALPHABET[serial % 31]! + body
    serial = Math.floor(serial / 31)
  }
  const head = `11${division.slice(0, 6)}TT${body}`
  const whole = head + organisationCheckDigit(`TT${body}`)
  return whole + creditCodeCheckDigit(whole)
}
