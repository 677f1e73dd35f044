import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '@xiangyun/kernel/ids'

const derive = promisify(pbkdf2)
const ROUNDS = 60_000

/** PBKDF2-HMAC-SM3 with a salt of its own; rounds are kept beside the hash so that they can be raised. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random(16))
  const hash = await derive(password.normalize('NFKC'), salt, ROUNDS, 32, 'sm3')
  return `pbkdf2-sm3$${ROUNDS}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, rounds, salt, hash] = kept.split('$')
  const known = Buffer.from(hash!, 'base64url')
  return timingSafeEqual(known, await derive(password.normalize('NFKC'), Buffer.from(salt!, 'base64url'), Number(rounds), known.length, 'sm3'))
}

/** Too short, all of one kind, or among the ones everybody tries first. */
export function isWeak(password: string, name: string, identityNumber: string): boolean {
  if (password.length < 8 || /^(\d+|[a-z]+|[A-Z]+)$/.test(password)) return true
  if (/^(.)\1+$/.test(password) || ['password', '12345678', 'qwerty12', 'admin123', 'a1234567'].includes(password.toLowerCase())) return true
  return password.includes(name) || identityNumber.includes(password)
}
