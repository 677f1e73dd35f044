import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, randomFillSync, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Custody of secrets. This one keeps a master key in a file, marked not for production; a crypto device (GM/T 0018)
 * stands behind the same port.
 */
export type Keys = {
  /** SM4-CTR with HMAC-SM3 over nonce and cipher text. */
  readonly seal: (purpose: string, text: string) => Uint8Array
  readonly open: (purpose: string, sealed: Uint8Array) => string
  /** A keyed fingerprint by which a sealed value can be found again. */
  readonly index: (purpose: string, text: string) => string
  /** HMAC-SM3 of a text, for rows that must not be changed. */
  readonly mac: (purpose: string, text: string) => string
  /** A secret of a fixed length for one purpose. */
  readonly derive: (purpose: string, length: number) => Buffer
  /** Keeps a named secret (a private key) or hands out the one kept; made once by `make`. */
  readonly keep: (name: string, make: () => string) => string
  readonly isForProduction: boolean
}

export function softwareKeys(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keep = (name: string, make: () => string) => keepFile(join(folder, `${name}.key`), make)
  const master = Buffer.from(keep('master', () => randomBytes(32).toString('hex')), 'hex')
  return keysFrom(master, keep)
}

/** Keys from a given master, for tests and simulation; nothing is written. */
export function memoryKeys(master: Uint8Array): Keys {
  const kept = new Map<string, string>()
  return keysFrom(Buffer.from(master), (name, make) => {
    const known = kept.get(name) ?? make()
    kept.set(name, known)
    return known
  })
}

function keysFrom(master: Buffer, keep: Keys['keep']): Keys {
  const derived = new Map<string, Buffer>()
  const derive = (purpose: string, length: number) => {
    const label = `${purpose}/${length}`
    const known = derived.get(label) ?? Buffer.from(hkdfSync('sm3', master, '', `xiangyun/${purpose}`, length))
    derived.set(label, known)
    return known
  }
  // Node converts raw bytes to a key object at every call; kept ones are four times as fast.
  const objects = new Map<string, KeyObject>()
  const key = (purpose: string, length: number) => {
    const known = objects.get(purpose) ?? createSecretKey(derive(purpose, length))
    objects.set(purpose, known)
    return known
  }
  const hmac = (purpose: string, text: string) => createHmac('sm3', key(purpose, 32)).update(text).digest('base64url')
  return {
    derive, keep, isForProduction: false,
    mac: (purpose, text) => hmac(`mac/${purpose}`, text),
    index: (purpose, text) => hmac(`index/${purpose}`, text),
    seal: (purpose, text) => seal(key(`seal/${purpose}`, 16), key(`tag/${purpose}`, 32), text),
    open: (purpose, sealed) => open(key(`seal/${purpose}`, 16), key(`tag/${purpose}`, 32), Buffer.from(sealed)),
  }
}

/** Nonces are cut from a page of random bytes: one call to the system for 256 of them. */
const page = Buffer.alloc(4096)
let used = page.length

function nonceOf(): Buffer {
  if (used === page.length) { randomFillSync(page); used = 0 }
  used += 16
  return Buffer.from(page.subarray(used - 16, used))
}

function seal(key: KeyObject, tagKey: KeyObject, text: string): Buffer {
  const nonce = nonceOf()
  const cipher = createCipheriv('sm4-ctr', key, nonce)
  const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([body, createHmac('sm3', tagKey).update(body).digest()])
}

function open(key: KeyObject, tagKey: KeyObject, sealed: Buffer): string {
  const body = sealed.subarray(0, -32)
  const tag = createHmac('sm3', tagKey).update(body).digest()
  if (sealed.length < 48 || !timingSafeEqual(tag, sealed.subarray(-32))) throw new Error('sealed value was altered or belongs to another key')
  const decipher = createDecipheriv('sm4-ctr', key, body.subarray(0, 16))
  return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]).toString('utf8')
}

/** Two processes may make the same secret at once: the first to link it wins, both use that one. */
function keepFile(path: string, make: () => string): string {
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, make(), { mode: 0o600 })
    try {
      linkSync(draft, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
  }
  return readFileSync(path, 'utf8')
}
