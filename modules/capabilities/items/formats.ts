import type { Formats } from '@xiangyun/forms'
import { parseCitizenNumber, parseCreditCode, parseMobileNumber } from '@xiangyun/identifiers'

const isCitizenNumber = (text: string): boolean => parseCitizenNumber(text, { today: '9999-12-31' }).ok
const isMobile = (text: string): boolean => parseMobileNumber(text).ok

/** Formats of the province's fields, the same in browser and server. A birth date after today is found by the register. */
export const itemFormats: Formats = {
  'citizen-number': isCitizenNumber,
  'identity-number': isCitizenNumber,
  'credit-code': (text) => parseCreditCode(text).ok,
  'mobile': isMobile,
  'mobile-number': isMobile,
  'division': (text) => /^22\d{4}(\d{3}){0,2}$/.test(text),
}
