import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hmacSm3, signatureFromRaw, signSm2, sm2PrivateKeyFromScalar, sm2Za, sm3, sm4Ctr, verifySm2 } from '../index.ts'

interface Vectors {
  sm2: { sign: { messageAscii: string; idAscii: string; dA: string; PA_x: string; PA_y: string; ZA: string; e: string; r: string; s: string }[] }
  sm3: { vectors: { messageAscii: string; digest: string }[] }
  hmacSm3: { vectors: { keyHex: string; messageHex?: string; messageAscii?: string; mac: string }[] }
  sm4: { vectors: { mode: string; iterations?: number; key: string; iv?: string | null; plaintext: string; ciphertext: string }[] }
}

const vectors = JSON.parse(readFileSync(new URL('vectors/gm-vectors.json', import.meta.url), 'utf8')) as Vectors
const hex = (text: string) => Buffer.from(text, 'hex')
const upper = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()

test('SM3 gives the digests of GB/T 32905', () => {
  for (const { messageAscii, digest } of vectors.sm3.vectors) {
    assert.equal(upper(sm3(messageAscii)), digest)
    assert.equal(upper(sm3(messageAscii.slice(0, 1), messageAscii.slice(1))), digest)
  }
})

test('HMAC-SM3 gives the published codes', () => {
  for (const { keyHex, messageHex, messageAscii, mac } of vectors.hmacSm3.vectors) {
    const message = messageHex ? hex(messageHex) : Buffer.from(messageAscii ?? '')
    assert.equal(upper(hmacSm3(hex(keyHex), message)), mac)
  }
})

test('SM4 in the modes of GB/T 32907 and GB/T 17964 gives the published ciphertexts', () => {
  for (const { mode, iterations, key, iv, plaintext, ciphertext } of vectors.sm4.vectors) {
    if (mode === 'GCM') continue   // OpenSSL's default provider has no SM4-GCM; the envelope is CTR + HMAC instead
    if (mode === 'CTR') assert.equal(upper(sm4Ctr(hex(key), hex(iv ?? ''), hex(plaintext))), ciphertext)
    const cipher = createCipheriv(`sm4-${mode.toLowerCase()}`, hex(key), iv ? hex(iv) : null).setAutoPadding(false)
    if (!iterations) assert.equal(upper(Buffer.concat([cipher.update(hex(plaintext)), cipher.final()])), ciphertext, mode)
    if (iterations) assert.equal(upper(encryptRepeatedly(cipher, hex(plaintext), iterations)), ciphertext)
  }
})

function encryptRepeatedly(cipher: { update(data: Buffer): Buffer }, block: Buffer, times: number): Buffer {
  let current = block
  for (let round = 0; round < times; round++) current = cipher.update(current)
  return current
}

test('SM2 reckons ZA and e, and verifies the signature of GB/T 32918.5 annex A', () => {
  for (const vector of vectors.sm2.sign) {
    const made = sm2PrivateKeyFromScalar(hex(vector.dA))
    assert.ok(made.ok)
    const { publicKey } = made.value
    assert.equal(upper(publicKey.point), `04${vector.PA_x}${vector.PA_y}`)
    assert.equal(upper(sm2Za(publicKey.point, vector.idAscii)), vector.ZA)
    assert.equal(upper(publicKey.za), vector.ZA)
    const message = Buffer.from(vector.messageAscii)
    assert.equal(upper(sm3(publicKey.za, message)), vector.e)
    const signature = signatureFromRaw(hex(vector.r + vector.s))
    assert.ok(signature.ok)
    assert.equal(verifySm2(publicKey, message, signature.value, vector.idAscii), true)
    assert.equal(verifySm2(publicKey, message, signature.value, 'another signer'), false)
    assert.equal(verifySm2(publicKey, message, signSm2(made.value, message)), true)
  }
})
