/** 2299**********1234 */
export function maskedIdentity(number: string | undefined | null): string {
  if (!number) return ''
  if (number.includes('*') || number.length < 9) return number
  return `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`
}

/** 138****5678 */
export function maskedMobile(number: string | undefined | null): string {
  if (!number) return ''
  return number.includes('*') || number.length !== 11 ? number : `${number.slice(0, 3)}****${number.slice(-4)}`
}

/** **** **** **** 1234 */
export function maskedAccount(number: string | undefined | null): string {
  if (!number) return ''
  return number.includes('*') ? number : `**** ${number.slice(-4)}`
}

/** 王*明: the name as shown to others */
export function maskedName(name: string | undefined | null): string {
  if (!name) return ''
  const signs = [...name]
  if (signs.length <= 2) return `${signs[0]}*`
  return `${signs[0]}${'*'.repeat(signs.length - 2)}${signs.at(-1)}`
}
