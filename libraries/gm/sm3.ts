import { createHash, createHmac, hash, pbkdf2, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** SM3 digest of the parts joined, GB/T 32905-2016: 32 bytes. */
export function sm3(...parts: readonly (Uint8Array | string)[]): Buffer {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return hash('sm3', only, 'buffer')
  const digest = createHash('sm3')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

/** HMAC with SM3, GB/T 15852.2: 32 bytes. */
export function hmacSm3(key: Uint8Array | KeyObject, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const mac = createHmac('sm3', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** PBKDF2 with HMAC-SM3, GM/T 0091-2020, off the main thread: use this for passwords. */
export function pbkdf2Sm3(password: string | Uint8Array, salt: Uint8Array, iterations: number, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, length, 'sm3', (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** PBKDF2 with HMAC-SM3, GM/T 0091-2020, at once: for start-up and for tests. */
export function pbkdf2Sm3Now(password: string | Uint8Array, salt: Uint8Array, iterations: number, length: number): Buffer {
  return pbkdf2Sync(password, salt, iterations, length, 'sm3')
}

/** Compares two secrets in constant time; different lengths are simply unequal. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
