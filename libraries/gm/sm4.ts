import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { equalBytes, hmacSm3 } from './sm3.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

const VERSION = 1
const NONCE_LENGTH = 16
const TAG_LENGTH = 32
const OVERHEAD = 1 + NONCE_LENGTH + TAG_LENGTH
const NOTHING = new Uint8Array()

/** Two keys for two purposes, derived once from one 32-byte secret. */
export interface EnvelopeKey {
  readonly encryption: KeyObject
  readonly authentication: KeyObject
}

export interface EnvelopeOptions {
  /** Bytes that are authenticated but not kept in the envelope, such as table, column and row. */
  readonly associatedData?: Uint8Array
  /** Sixteen bytes never used twice with the key. Left out: random. */
  readonly nonce?: Uint8Array
}

/** SM4 in CTR mode, GB/T 32907-2016 and GB/T 17964-2021: the same act encrypts and decrypts. Not authenticated. */
export function sm4Ctr(key: Uint8Array | KeyObject, counter: Uint8Array, data: Uint8Array): Buffer {
  return createCipheriv('sm4-ctr', key, counter).update(data)
}

/** Derives an envelope's two keys from a secret of 32 bytes. Throws a RangeError on another length. */
export function envelopeKey(secret: Uint8Array): EnvelopeKey {
  if (secret.length !== 32) throw new RangeError('an envelope secret has 32 bytes')
  return {
    encryption: createSecretKey(hmacSm3(secret, 'xiangyun envelope 1 encryption').subarray(0, 16)),
    authentication: createSecretKey(hmacSm3(secret, 'xiangyun envelope 1 authentication')),
  }
}

/**
 * Encrypts, then authenticates: version 1 ‖ nonce 16 ‖ SM4-CTR ciphertext ‖ HMAC-SM3 32.
 * CTR and HMAC stand in for SM4-GCM, which OpenSSL's default provider lacks.
 */
export function sealEnvelope(key: EnvelopeKey, plaintext: Uint8Array, options: EnvelopeOptions = {}): Buffer {
  const { associatedData = NOTHING, nonce = randomBytes(NONCE_LENGTH) } = options
  if (nonce.length !== NONCE_LENGTH) throw new RangeError('an envelope nonce has 16 bytes')
  const cipher = createCipheriv('sm4-ctr', key.encryption, nonce)
  const body = Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(plaintext)])
  return Buffer.concat([body, envelopeTag(key, body, associatedData)])
}

/** Opens what `sealEnvelope` made. Nothing is decrypted before the tag is found right. */
export function openEnvelope(
  key: EnvelopeKey,
  envelope: Uint8Array,
  options: Pick<EnvelopeOptions, 'associatedData'> = {},
): Result<Buffer, 'format' | 'authentication'> {
  const { associatedData = NOTHING } = options
  if (envelope.length < OVERHEAD || envelope[0] !== VERSION) return fail('format', '密文格式不符')
  const body = envelope.subarray(0, -TAG_LENGTH)
  const tag = envelope.subarray(-TAG_LENGTH)
  if (!equalBytes(tag, envelopeTag(key, body, associatedData))) return fail('authentication', '密文校验不通过，可能被改动或密钥不符')
  const decipher = createDecipheriv('sm4-ctr', key.encryption, body.subarray(1, 1 + NONCE_LENGTH))
  return ok(decipher.update(body.subarray(1 + NONCE_LENGTH)))
}

/** The length goes in front of the associated data, so that no byte can move from one to the other. */
function envelopeTag(key: EnvelopeKey, body: Uint8Array, associatedData: Uint8Array): Buffer {
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(associatedData.length))
  return hmacSm3(key.authentication, length, associatedData, body)
}
