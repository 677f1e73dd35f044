import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  decodeDer, der, derBitString, derBoolean, derCertificateTime, derChildren, derGeneralizedTime, derIa5, derInteger, derOctetString, derOid, derSequence,
  derSet, derUtf8, readBits, readBoolean, readInteger, readIntegerBytes, readOctets, readOid, readSequence, readText, readTime,
} from '../index.ts'

function readBack<Value>(bytes: Uint8Array, read: Parameters<typeof decodeDer<Value>>[1]): Value {
  const result = decodeDer(bytes, read)
  assert.ok(result.ok)
  return result.value
}

test('every value that is written reads back', () => {
  fc.assert(fc.property(fc.nat(), fc.boolean(), fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme' }), (number, flag, bytes, text) => {
    const written = derSequence(derInteger(number), derBoolean(flag), derOctetString(bytes), derBitString(bytes), derUtf8(text))
    const read = readBack(written, (element) => {
      const [a, b, c, d, e] = readSequence(element, 5)
      return [readInteger(a), readBoolean(b), readOctets(c), readBits(d), readText(e)]
    })
    assert.deepEqual(read, [number, flag, Buffer.from(bytes), Buffer.from(bytes), text])
  }))
})

test('identifiers and times read back', () => {
  for (const oid of ['1.2.156.10197.1.501', '2.5.29.15', '2.999.3', '0.9.2342']) assert.equal(readBack(derOid(oid), readOid), oid)
  for (const text of ['2026-03-02T08:00:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z', '1951-01-01T00:00:00Z']) {
    assert.deepEqual(readBack(derGeneralizedTime(new Date(text)), readTime), new Date(text))
    assert.deepEqual(readBack(derCertificateTime(new Date(text)), readTime), new Date(text))
  }
})

test('unsigned bytes keep their value and lose their padding', () => {
  assert.deepEqual([...derInteger(Buffer.of(0, 0, 0x80))], [2, 2, 0, 0x80])
  assert.deepEqual([...readBack(derInteger(Buffer.of(0, 0x80)), readIntegerBytes)], [0x80])
  assert.deepEqual([...derInteger(0)], [2, 1, 0])
  assert.throws(() => derInteger(-1), RangeError)
  assert.throws(() => derIa5('印'), RangeError)
})

test('a set stands in order whatever order it was given in', () => {
  assert.deepEqual(derSet(derInteger(2), derInteger(1)), derSet(derInteger(1), derInteger(2)))
})

test('what is not strict DER is refused', () => {
  const refused = {
    'indefinite length': [0x30, 0x80, 0, 0], 'padded length': [4, 0x81, 1, 0], 'bytes left over': [5, 0, 0], 'cut short': [4, 2, 0],
    'long tag': [0x1f, 0x81, 0, 0], 'empty': [],
  }
  for (const [why, bytes] of Object.entries(refused)) assert.equal(decodeDer(Buffer.from(bytes), (element) => element).ok, false, why)
  assert.equal(decodeDer(Buffer.of(2, 2, 0, 1), readInteger).ok, false, 'padded integer')
  assert.equal(decodeDer(Buffer.of(2, 1, 0x80), readInteger).ok, false, 'negative integer')
  assert.equal(decodeDer(Buffer.of(1, 1, 1), readBoolean).ok, false, 'boolean of neither value')
  assert.equal(decodeDer(der(0x0c, Buffer.of(0xff)), readText).ok, false, 'broken UTF-8')
  assert.equal(decodeDer(der(0x18, Buffer.from('20260230000000Z')), readTime).ok, false, '30 February')
})

test('no bytes make reading throw', () => {
  const readers = [derChildren, readInteger, readOid, readText, readTime, readBits, (element: Parameters<typeof readSequence>[0]) => readSequence(element, 0, 9)]
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => readers.forEach((read) => decodeDer<unknown>(bytes, read))))
})
