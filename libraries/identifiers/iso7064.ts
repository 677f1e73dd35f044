/**
 * ISO/IEC 7064 check character systems. All three find every single wrong character.
 * Values are the positions of the characters in the system's own alphabet.
 */

/** ISO/IEC 7064 clause 7, hybrid system MOD m+1,m: the check value of `values`, each below `modulus`. */
export function hybridCheckValue(values: readonly number[], modulus: number): number {
  let product = modulus
  for (const value of values) {
    const sum = (product + value) % modulus
    product = ((sum === 0 ? modulus : sum) * 2) % (modulus + 1)
  }
  return (modulus + 1 - product) % modulus
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** ISO/IEC 7064 MOD 37,36 over digits and capital letters (GB/T 17710; used by GB/T 36904-2018). */
export function mod3736(text: string): string {
  const values = Array.from(text, (character) => ALPHANUMERIC.indexOf(character))
  return ALPHANUMERIC.charAt(hybridCheckValue(values, 36))
}

/** ISO/IEC 7064 MOD 11,10 over digits (GB/T 17710; used by food business licence numbers). */
export function mod1110(digits: string): string {
  return String(hybridCheckValue(Array.from(digits, Number), 10))
}

/** ISO/IEC 7064 pure system MOD 11-2 over digits, check character 0-9 or X (used by GB 11643-1999). */
export function mod112(digits: string): string {
  let power = 0
  for (const digit of digits) power = ((power + Number(digit)) * 2) % 11
  const check = (12 - power) % 11
  return check === 10 ? 'X' : String(check)
}
