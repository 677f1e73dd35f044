import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** Reads a mainland mobile number: eleven digits from 13 to 19, with or without +86, spaces or hyphens. */
export function parseMobileNumber(text: string): Result<string, 'format'> {
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+|00)86/, '')
  if (!/^1[3-9]\d{9}$/.test(digits)) return fail('format', '手机号码应为11位，以13至19开头')
  return ok(digits)
}
