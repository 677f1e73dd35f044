/** GB/T 35273-2020 clause 7.2: personal data on a screen is shown masked unless the purpose needs it. */

/** First four and last four of an identity number: `2299**********1234`. */
export function maskCitizenNumber(number: string): string {
  return keepEnds(number, 4, 4)
}

/** First three and last four of a phone number: `139****1234`. */
export function maskPhone(phone: string): string {
  return keepEnds(phone, 3, 4)
}

/** Surname and, from three characters on, the last: `王*`, `王*华`. Counts characters, not code units. */
export function maskName(name: string): string {
  const count = Array.from(name).length
  return count <= 2 ? keepEnds(name, Math.max(count - 1, 0), 0) : keepEnds(name, 1, 1)
}

/** Last four of a bank account. */
export function maskAccount(account: string): string {
  return keepEnds(account, 0, 4)
}

/** Keeps so many characters at each end; too short a text is hidden whole, so that nothing leaks. */
function keepEnds(text: string, start: number, end: number): string {
  const characters = Array.from(text)
  const hidden = characters.length - start - end
  if (hidden <= 0) return '*'.repeat(characters.length)
  return characters.slice(0, start).join('') + '*'.repeat(hidden) + characters.slice(characters.length - end).join('')
}
