import { createHash } from 'node:crypto'

/**
 * 20 digits: division 6, year 2, kind 1, serial 9, check 2 (ISO 7064 MOD 97-10). The province's own rule was not obtained:
 * this one is the project's, to be replaced where the treasury is connected.
 */
export function payCode(division: string, day: string, seed: string): string {
  const serial = (BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 15)}`) % 1_000_000_000n).toString().padStart(9, '0')
  const body = `${division.slice(0, 6)}${day.slice(2, 4)}1${serial}`
  return body + String(98n - ((BigInt(body) * 100n) % 97n)).padStart(2, '0')
}
