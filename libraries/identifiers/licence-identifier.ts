import { mod3736 } from './iso7064.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** GB/T 36904-2018: the root every electronic licence identifier starts with. */
export const LICENCE_ROOT = '1.2.156.3005.2'

export interface LicenceIdentifier {
  readonly identifier: string
  /** 21 characters: defining department's credit code and a three-digit number. */
  readonly type: string
  /** The issuing body's credit code; six digits of division are met in the wild. */
  readonly issuer: string
  readonly serial: string
  /** 1 to 999; a new edition of the same licence keeps its serial. */
  readonly version: number
  readonly check: string
}

export type LicenceIdentifierParts = Pick<LicenceIdentifier, 'type' | 'issuer' | 'serial' | 'version'>

const PARTS = /^([0-9A-Z]{21})\.([0-9A-Z]{18}|\d{6})\.([0-9A-Z]{1,40})\.(\d{3})\.([0-9A-Z])$/

/** GB/T 36904-2018: MOD 37,36 over type, issuer, serial and version without dots; the root is left out. */
export function licenceCheckDigit(body: string): string {
  return mod3736(body.replaceAll('.', ''))
}

/** Reads a licence identifier, GB/T 36904-2018. */
export function parseLicenceIdentifier(text: string): Result<LicenceIdentifier, 'format' | 'check-digit'> {
  const identifier = text.trim().toUpperCase()
  const body = identifier.startsWith(`${LICENCE_ROOT}.`) ? identifier.slice(LICENCE_ROOT.length + 1) : ''
  const match = PARTS.exec(body)
  if (!match) return fail('format', '电子证照标识格式不符：根代码.类型代码.颁发机构代码.流水号.版本号.校验位')
  const [, type = '', issuer = '', serial = '', version = '', check = ''] = match
  if (Number(version) < 1) return fail('format', '电子证照标识的版本号从001起')
  if (licenceCheckDigit(`${type}${issuer}${serial}${version}`) !== check) return fail('check-digit', '电子证照标识校验位不符')
  return ok({ identifier, type, issuer, serial, version: Number(version), check })
}

/** Joins a licence identifier and its check character, GB/T 36904-2018. */
export function buildLicenceIdentifier(parts: LicenceIdentifierParts): Result<string, 'format'> {
  if (!Number.isInteger(parts.version) || parts.version < 1 || parts.version > 999) return fail('format', '版本号应为1至999')
  const version = String(parts.version).padStart(3, '0')
  const body = `${parts.type}.${parts.issuer}.${parts.serial}.${version}`
  if (!PARTS.test(`${body}.0`)) return fail('format', '类型代码21位、颁发机构代码18位、流水号为数字或大写字母')
  return ok(`${LICENCE_ROOT}.${body}.${licenceCheckDigit(body)}`)
}
