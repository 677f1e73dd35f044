import { createSign, createVerify } from 'node:crypto'
import { decodeDer, readIntegerBytes, readSequence } from './der-read.ts'
import { derInteger, derSequence } from './der-write.ts'
import { DEFAULT_SIGNER_ID, sm2Za } from './sm2-keys.ts'
import type { Sm2PrivateKey, Sm2PublicKey } from './sm2-keys.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/**
 * Signs a message, GB/T 32918.2-2016: SM2 over e = SM3(ZA ‖ M). Answers DER SEQUENCE { r, s }.
 * Node hashes the two updates with SM3 and hands the digest to OpenSSL's SM2, so ZA comes first by hand.
 */
export function signSm2(privateKey: Sm2PrivateKey, message: Uint8Array, signerId: string = DEFAULT_SIGNER_ID): Buffer {
  return createSign('sm3').update(zaOf(privateKey.publicKey, signerId)).update(message).sign(privateKey.key)
}

/** Verifies a DER signature, GB/T 32918.2-2016. Never throws; whatever is not a signature is not valid. */
export function verifySm2(
  publicKey: Sm2PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  signerId: string = DEFAULT_SIGNER_ID,
): boolean {
  if (!signatureToRaw(signature).ok) return false
  try {
    return createVerify('sm3').update(zaOf(publicKey, signerId)).update(message).verify(publicKey.key, signature)
  } catch {
    return false
  }
}

/** DER SEQUENCE { r, s } → r ‖ s, 64 bytes. */
export function signatureToRaw(signature: Uint8Array): Result<Buffer, 'der'> {
  const parts = decodeDer(signature, (element) => readSequence(element, 2).map(readIntegerBytes))
  if (!parts.ok) return parts
  if (parts.value.some((part) => part.length > 32)) return fail('der', '签名值超出32字节')
  return ok(Buffer.concat(parts.value.flatMap((part) => [Buffer.alloc(32 - part.length), part])))
}

/** r ‖ s, 64 bytes → DER SEQUENCE { r, s }. */
export function signatureFromRaw(raw: Uint8Array): Result<Buffer, 'der'> {
  if (raw.length !== 64) return fail('der', 'r‖s 应为64字节')
  return ok(derSequence(derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32))))
}

function zaOf(publicKey: Sm2PublicKey, signerId: string): Buffer {
  return signerId === DEFAULT_SIGNER_ID ? publicKey.za : sm2Za(publicKey.point, signerId)
}
