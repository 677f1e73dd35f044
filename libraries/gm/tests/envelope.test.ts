import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sm4 } from 'sm-crypto-v2'
import { envelopeKey, equalBytes, openEnvelope, pbkdf2Sm3, pbkdf2Sm3Now, sealEnvelope, sm4Ctr } from '../index.ts'

const key = envelopeKey(Buffer.alloc(32, 7))
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('what is sealed opens with the same key and associated data only', () => {
  fc.assert(fc.property(secret, fc.uint8Array(), fc.uint8Array(), (bytes, plaintext, associatedData) => {
    const own = envelopeKey(bytes)
    const envelope = sealEnvelope(own, plaintext, { associatedData })
    assert.deepEqual(openEnvelope(own, envelope, { associatedData }), { ok: true, value: Buffer.from(plaintext) })
    const moved = openEnvelope(own, envelope, { associatedData: Buffer.concat([associatedData, Buffer.of(0)]) })
    const stranger = openEnvelope(envelopeKey(Buffer.alloc(32, 9)), envelope, { associatedData })
    assert.deepEqual([!moved.ok && moved.code, !stranger.ok && stranger.code], ['authentication', 'authentication'])
  }))
})

test('every single changed byte of an envelope is found', () => {
  const envelope = sealEnvelope(key, Buffer.from('低保申请'))
  for (const place of envelope.keys()) {
    const changed = Buffer.from(envelope)
    changed[place] = (changed[place] ?? 0) ^ 1
    assert.equal(openEnvelope(key, changed).ok, false)
  }
})

test('no bytes make opening throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => !openEnvelope(key, bytes).ok))
})

test('the same nonce gives the same envelope, a random one another', () => {
  const nonce = Buffer.alloc(16, 3)
  const plaintext = Buffer.from('same')
  assert.deepEqual(sealEnvelope(key, plaintext, { nonce }), sealEnvelope(key, plaintext, { nonce }))
  assert.notDeepEqual(sealEnvelope(key, plaintext), sealEnvelope(key, plaintext))
  assert.throws(() => sealEnvelope(key, plaintext, { nonce: Buffer.alloc(12) }), RangeError)
  assert.throws(() => envelopeKey(Buffer.alloc(16)), RangeError)
})

test('an independent SM4 agrees with ours block by block', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (own, counter) => {
    const theirs = sm4.encrypt(Uint8Array.from(counter), Uint8Array.from(own), { padding: 'none', output: 'array' }) as Uint8Array
    return equalBytes(sm4Ctr(own, counter, Buffer.alloc(16)), Buffer.from(theirs))
  }))
})

test('a password key is the same at once and in the background', async () => {
  const now = pbkdf2Sm3Now('密码', Buffer.from('salt'), 1000, 32)
  assert.deepEqual(await pbkdf2Sm3('密码', Buffer.from('salt'), 1000, 32), now)
  assert.equal(now.length, 32)
})
