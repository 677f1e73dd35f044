import type { Random } from '@xiangyun/kernel/ids'

/** Signs that are not mistaken for one another; no vowels, so that no word comes of them. */
const SIGNS = 'BCDFGHJKMNPQRSTVWXYZ23456789'
const LENGTH = 10

/** A code that is read out or copied by hand: about 48 bits, for half an hour and five tries. */
export function newRecoveryCode(random: Random): string {
  let code = ''
  while (code.length < LENGTH) for (const byte of random(LENGTH)) if (byte < SIGNS.length * 9 && code.length < LENGTH) code += SIGNS[byte % SIGNS.length]
  return code
}

/** As it was typed, without what makes it easy to read; nothing when it cannot be one. */
export function recoveryCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : undefined
}

export const readable = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`
