import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { generateSm2Key, isListOf, issueCertificate, issueRevocationList, issueRootCertificate, parseRevocationList, revocationState, toPem } from '../index.ts'
import { derBitString, derBoolean, derCertificateTime, derExplicit, derInteger, derOctetString, derOid, derSequence } from '../der-write.ts'
import { OID } from '../oids.ts'
import { signSm2 } from '../sm2-sign.ts'

const [key, otherKey] = [generateSm2Key(), generateSm2Key()]
const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')]
const rootOf = (own: typeof key, commonName: string) => issueRootCertificate({ serial: Buffer.of(1), key: own, notBefore: new Date('2020-01-01'), notAfter: new Date('2050-01-01'), subject: { country: 'CN', commonName } })
const [root, other] = [rootOf(key, '机构甲'), rootOf(otherKey, '机构乙')]
const listed = (revoked: [string, Date][], more: Partial<Parameters<typeof issueRevocationList>[0]> = {}) => issueRevocationList({ issuer: root, issuerKey: key, thisUpdate: from, nextUpdate: to, revoked: new Map(revoked), ...more })
const read = (bytes: Uint8Array) => {
  const list = parseRevocationList(bytes)
  assert.ok(list.ok, JSON.stringify(list))
  return list.value
}

test('whatever serials are taken back are read back, from DER and from PEM, and no others', () => {
  const serial = fc.uint8Array({ minLength: 1, maxLength: 20 }).filter((bytes) => bytes[0] !== 0).map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase())
  fc.assert(fc.property(fc.uniqueArray(serial, { maxLength: 30 }), serial, (serials, strange) => {
    const der = listed(serials.map((one) => [one, from]))
    for (const list of [read(der), read(Buffer.from(toPem('X509 CRL', der)))]) {
      assert.deepEqual([...list.revoked.keys()], serials)
      assert.ok(isListOf(list, root))
      for (const one of serials) assert.equal(revocationState(list, one, from), 'revoked')
      assert.equal(revocationState(list, strange, from), serials.includes(strange) ? 'revoked' : 'good')
    }
  }), { numRuns: 40 })
})

test('a list tells nothing before its time and after it; what it takes back stays taken back', () => {
  const list = read(listed([['0A', from]]))
  assert.equal(revocationState(list, '0B', new Date(from.getTime() - 1000)), 'stale')
  assert.equal(revocationState(list, '0B', to), 'good')
  assert.equal(revocationState(list, '0B', new Date(to.getTime() + 1000)), 'stale')
  assert.equal(revocationState(list, '0A', new Date(to.getTime() + 1000)), 'revoked')
})

test('another authority’s list, one signed by another key or by a key that may sign none, and one that was changed are not believed', () => {
  assert.equal(isListOf(read(listed([['0A', from]])), other), false)
  assert.equal(isListOf(read(listed([['0A', from]], { issuerKey: otherKey })), root), false)
  const entity = issueCertificate({ serial: Buffer.of(9), publicKey: otherKey.publicKey, issuer: root, issuerKey: key, notBefore: new Date('2020-01-01'), notAfter: new Date('2050-01-01'), subject: { commonName: '机构丙' } })
  assert.equal(isListOf(read(listed([], { issuer: entity, issuerKey: otherKey })), entity), false)
  const der = listed([['0A', from]])
  for (let at = 0; at < der.length; at += 7) {
    const changed = Buffer.from(der)
    changed[at]! ^= 1
    const list = parseRevocationList(changed)
    assert.ok(!list.ok || !isListOf(list.value, root) || changed.equals(der), `byte ${at}`)
  }
})

test('what is no list, and a list that means something else by a critical extension, are refused', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('证书'), root.der, Buffer.from('-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----')]) assert.equal(parseRevocationList(bytes).ok, false)
  const algorithm = derSequence(derOid(OID.sm2WithSm3))
  const delta = derSequence(derOid('2.5.29.27'), derBoolean(true), derOctetString(derInteger(1)))
  const tbs = derSequence(derInteger(1), algorithm, root.subjectDer, derCertificateTime(from), derCertificateTime(to), derExplicit(0, derSequence(delta)))
  const list = parseRevocationList(derSequence(tbs, algorithm, derBitString(signSm2(key, tbs))))
  assert.deepEqual(list.ok ? '' : list.code, 'critical-extension')
})
