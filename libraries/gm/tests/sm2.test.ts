import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sm2 } from 'sm-crypto-v2'
import {
  generateSm2Key, signatureFromRaw, signatureToRaw, signSm2, sm2PrivateKeyFromPem, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromScalar,
  sm2PublicKeyFromPoint, sm2PublicKeyFromSpki, sm2PublicKeyToSpki, toPem, verifySm2,
} from '../index.ts'

const key = generateSm2Key()
const other = generateSm2Key()
const point = key.publicKey.point.toString('hex')
const runs = { numRuns: 20 }

test('what is signed verifies, and under no other key, message or signer', () => {
  fc.assert(fc.property(fc.uint8Array(), fc.string(), (message, signer) => {
    const signature = signSm2(key, message, signer)
    assert.equal(verifySm2(key.publicKey, message, signature, signer), true)
    assert.equal(verifySm2(other.publicKey, message, signature, signer), false)
    assert.equal(verifySm2(key.publicKey, Buffer.concat([message, Buffer.of(0)]), signature, signer), false)
    assert.equal(verifySm2(key.publicKey, message, signature, `${signer}x`), false)
  }), runs)
})

test('an independent implementation verifies our signatures, and we verify its', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
    const message = Uint8Array.from(bytes)
    const peer = { der: true, hash: true, userId: '1234567812345678' }
    assert.equal(sm2.doVerifySignature(message, signSm2(key, message).toString('hex'), point, peer), true)
    const pair = sm2.generateKeyPairHex()
    const theirs = sm2.doSignature(message, pair.privateKey, { ...peer, publicKey: pair.publicKey })
    const publicKey = sm2PublicKeyFromPoint(Buffer.from(pair.publicKey, 'hex'))
    assert.ok(publicKey.ok)
    assert.equal(verifySm2(publicKey.value, message, Buffer.from(theirs, 'hex')), true)
  }), runs)
})

test('a key survives PKCS #8, PEM and SubjectPublicKeyInfo', () => {
  for (const read of [sm2PrivateKeyFromPkcs8(key.pkcs8), sm2PrivateKeyFromPem(toPem('PRIVATE KEY', key.pkcs8))]) {
    assert.ok(read.ok)
    assert.deepEqual(read.value.publicKey.point, key.publicKey.point)
    assert.equal(verifySm2(key.publicKey, Buffer.from('甲'), signSm2(read.value, Buffer.from('甲'))), true)
  }
  const spki = sm2PublicKeyFromSpki(sm2PublicKeyToSpki(key.publicKey))
  assert.ok(spki.ok)
  assert.deepEqual(spki.value.point, key.publicKey.point)
})

test('a scalar outside 1 to n-2 and a point off the curve are no keys', () => {
  const beyond = Buffer.from('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122', 'hex')
  assert.deepEqual([Buffer.alloc(32), beyond, Buffer.alloc(31, 1)].map((scalar) => sm2PrivateKeyFromScalar(scalar).ok), [false, false, false])
  const bent = Buffer.from(key.publicKey.point)
  bent[64] = (bent[64] ?? 0) ^ 1
  assert.equal(sm2PublicKeyFromPoint(bent).ok, false)
})

test('a signature has one DER form: r ‖ s goes there and back', () => {
  const signature = signSm2(key, Buffer.from('form'))
  const raw = signatureToRaw(signature)
  assert.ok(raw.ok)
  assert.deepEqual(signatureFromRaw(raw.value), { ok: true, value: signature })
  assert.equal(verifySm2(key.publicKey, Buffer.from('form'), Buffer.concat([signature, Buffer.of(0)])), false)
})

test('no bytes make verifying or key reading throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    sm2PrivateKeyFromPkcs8(bytes)
    sm2PublicKeyFromSpki(bytes)
    return !verifySm2(key.publicKey, bytes, bytes)
  }))
})
