import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '@xiangyun/kernel/ids'

let read: Promise<ReadonlySet<string>> | undefined

/** Passwords that were found in stolen lists (about 49,000); read when somebody chooses one, for they take 20 MiB. */
const stolenOnes = (): Promise<ReadonlySet<string>> => (read ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])))

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

/** What a password is held against when there is no account: the hash of nothing that anybody types. */
export const nobodys = `pbkdf2-sm3$${ROUNDS}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`

/** Too short, all of one kind, among those that were found in stolen lists, or one's own name or number. */
export async function isWeak(password: string, name: string, identityNumber: string): Promise<boolean> {
  const stolen = await stolenOnes()
  if (password.length < 8 || /^(\d+|[a-z]+|[A-Z]+)$/.test(password)) return true
  if (/^(.)\1+$/.test(password) || stolen.has(password.toLowerCase()) || stolen.has(password.toLowerCase().replace(/[\d!@#.]{1,4}$/, ''))) return true
  return password.includes(name) || identityNumber.includes(password)
}
