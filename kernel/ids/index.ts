import { randomBytes, randomFillSync } from 'node:crypto'

/** Where bytes of chance come from: the machine, or a seed in tests and simulation. */
export type Random = (size: number) => Uint8Array

export type Ids = { readonly next: () => string }

/** Small requests are cut from a page of random bytes: one call to the system for many ids. Bytes are handed out once. */
const page = Buffer.alloc(8192)
let used = page.length

export const machineRandom: Random = (size) => {
  if (size > 64) return randomBytes(size)
  if (used + size > page.length) { randomFillSync(page); used = 0 }
  used += size
  return Buffer.from(page.subarray(used - size, used))
}

/**
 * UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter that keeps ids of one millisecond in order,
 * then 62 random bits. `now` in milliseconds.
 */
export function makeIds(now: () => number, random: Random = machineRandom): Ids {
  let last = 0
  let counter = 0
  return {
    next() {
      const at = Math.max(now(), last)
      counter = at === last ? counter + 1 : random(1)[0]!
      last = at
      if (counter > 0xfff) { last = at + 1; counter = 0 }
      return format(last, counter, random(8))
    },
  }
}

function format(at: number, counter: number, noise: Uint8Array): string {
  const time = at.toString(16).padStart(12, '0')
  const tail = Buffer.from(noise)
  tail[0] = (tail[0]! & 0x3f) | 0x80
  const hex = tail.toString('hex')
  const version = (0x7000 | counter).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${hex.slice(0, 4)}-${hex.slice(4)}`
}

/** True for any UUID in canonical lower-case form. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/** A reproducible source of chance (xoshiro128**), for simulation and seeded data. Never for secrets. */
export function seededRandom(seed: number): Random {
  const state = new Uint32Array(4)
  let mix = seed >>> 0
  for (let i = 0; i < 4; i++) {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    state[i] = (z ^ (z >>> 16)) >>> 0
  }
  return (size) => {
    const bytes = Buffer.allocUnsafe(size)
    for (let i = 0; i < size; i++) bytes[i] = nextWord(state) & 0xff
    return bytes
  }
}

function nextWord(s: Uint32Array): number {
  const rotate = (x: number, k: number) => ((x << k) | (x >>> (32 - k))) >>> 0
  const result = Math.imul(rotate(Math.imul(s[1]!, 5) >>> 0, 7), 9) >>> 0
  const t = s[1]! << 9
  s[2]! ^= s[0]!; s[3]! ^= s[1]!; s[1]! ^= s[2]!; s[0]! ^= s[3]!
  s[2]! ^= t
  s[3] = rotate(s[3]!, 11)
  return result
}

/** An even number in [0, 1) from a byte source. */
export function unit(random: Random): number {
  const b = random(6)
  return (b[0]! * 2 ** 40 + b[1]! * 2 ** 32 + b[2]! * 2 ** 24 + b[3]! * 2 ** 16 + b[4]! * 2 ** 8 + b[5]!) / 2 ** 48
}

/** A whole number in [0, below). */
export const whole = (random: Random, below: number): number => Math.floor(unit(random) * below)

/** One of a non-empty list. */
export const pick = <T>(random: Random, list: readonly T[]): T => list[whole(random, list.length)]!
