import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  certificateToPem, generateSm2Key, issueCertificate, issueRootCertificate, parseCertificate, parseCertificatePem, verifyCertificateChain,
} from '../index.ts'
import type { Certificate } from '../index.ts'

const rootKey = generateSm2Key()
const middleKey = generateSm2Key()
const endKey = generateSm2Key()
const day = (text: string) => new Date(`${text}T00:00:00Z`)
const at = day('2026-03-02')

const root = issueRootCertificate({
  serial: Buffer.of(1), key: rootKey, notBefore: day('2020-01-01'), notAfter: day('2060-01-01'),
  subject: { country: 'CN', province: '吉林省', organisation: '祥云演示', commonName: '祥云演示根证书' },
})
const middle = issueCertificate({
  serial: Buffer.of(0x80, 2), issuer: root, issuerKey: rootKey, publicKey: middleKey.publicKey, notBefore: day('2021-01-01'), notAfter: day('2040-01-01'),
  subject: { country: 'CN', commonName: '祥云演示签发中心' }, authority: { pathLength: 0 },
})
const end = issueCertificate({
  serial: Buffer.of(3), issuer: middle, issuerKey: middleKey, publicKey: endKey.publicKey, notBefore: day('2025-01-01'), notAfter: day('2028-01-01'),
  subject: { country: 'CN', organisation: '示例县市场监督管理局', commonName: '示例县市场监督管理局电子印章' },
})

test('a certificate that is issued reads back whole', () => {
  const read = parseCertificatePem(certificateToPem(end))
  assert.ok(read.ok)
  assert.deepEqual(read.value.subject, { country: 'CN', organisation: '示例县市场监督管理局', commonName: '示例县市场监督管理局电子印章' })
  assert.deepEqual(read.value.keyUses, ['digitalSignature', 'nonRepudiation'])
  assert.deepEqual([read.value.serial, read.value.isAuthority, read.value.notAfter], ['03', false, day('2028-01-01')])
  assert.equal(read.value.authorityKeyId, middle.subjectKeyId)
  assert.deepEqual([middle.serial, middle.isAuthority, middle.pathLength], ['8002', true, 0])
})

const chainCode = (certificate: Certificate, options: { intermediates?: Certificate[]; roots?: Certificate[]; at?: Date } = {}) => {
  const result = verifyCertificateChain({ certificate, intermediates: [middle], roots: [root], at, ...options })
  return result.ok ? result.value.map((link) => link.serial).join('<') : result.code
}

test('a chain holds to a trusted root at its time, and says why it does not', () => {
  assert.equal(chainCode(end), '03<8002<01')
  assert.equal(chainCode(root), '01')
  assert.equal(chainCode(end, { roots: [] }), 'untrusted')
  assert.equal(chainCode(end, { intermediates: [] }), 'untrusted')
  assert.equal(chainCode(end, { at: day('2028-01-02') }), 'expired')
  assert.equal(chainCode(end, { at: day('2024-12-31') }), 'not-yet-valid')
})

test('an end entity cannot issue, and a path length is kept', () => {
  const leafKey = generateSm2Key()
  const dates = { notBefore: day('2025-01-01'), notAfter: day('2028-01-01') }
  const leaf = { serial: Buffer.of(9), publicKey: leafKey.publicKey, subject: { commonName: '冒名' }, ...dates }
  assert.equal(chainCode(issueCertificate({ ...leaf, issuer: end, issuerKey: endKey }), { intermediates: [middle, end] }), 'not-an-authority')
  const below = issueCertificate({ ...leaf, issuer: middle, issuerKey: middleKey, authority: { pathLength: undefined } })
  const deep = issueCertificate({ ...leaf, serial: Buffer.of(10), issuer: below, issuerKey: leafKey })
  assert.equal(chainCode(deep, { intermediates: [middle, below] }), 'too-long')
})

test('a changed certificate does not verify', () => {
  const changed = Buffer.from(end.der)
  const place = changed.indexOf(Buffer.from('示例县'))
  changed.write('冒名县', place)
  const read = parseCertificate(changed)
  assert.ok(read.ok)
  assert.equal(chainCode(read.value), 'signature')
})

test('no bytes and no damage make reading throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => !parseCertificate(bytes).ok))
  fc.assert(fc.property(fc.nat(end.der.length - 1), fc.nat(255), (place, value) => {
    const damaged = Buffer.from(end.der)
    damaged[place] = value
    const read = parseCertificate(damaged)
    return !read.ok || damaged.equals(end.der) || chainCode(read.value) !== '03<8002<01'
  }), { numRuns: 300 })
})

function opensslVersion(): number {
  try {
    return Number(/OpenSSL (\d+)/.exec(execFileSync('openssl', ['version'], { encoding: 'utf8' }))?.[1] ?? 0)
  } catch {
    return 0
  }
}

test('the openssl command reads a certificate and verifies every link of the chain', { skip: opensslVersion() < 3 && 'openssl 3 is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gm-'))
  try {
    for (const [name, certificate] of Object.entries({ root, middle, end })) writeFileSync(join(folder, `${name}.pem`), certificateToPem(certificate))
    const run = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, encoding: 'utf8' })
    const text = run('x509', '-in', 'end.pem', '-noout', '-text')
    assert.match(text, /Signature Algorithm: SM2-with-SM3/)
    assert.match(text, /Digital Signature, Non Repudiation/)
    assert.match(text, /ASN1 OID: SM2/)
    // The command hands the signer identifier to the certificate it is asked about only, so each link is asked about.
    const options = ['-attime', String(at.getTime() / 1000), '-vfyopt', 'distid:1234567812345678']
    assert.match(run('verify', ...options, '-CAfile', 'root.pem', 'middle.pem'), /middle\.pem: OK/)
    assert.match(run('verify', ...options, '-partial_chain', '-CAfile', 'middle.pem', 'end.pem'), /end\.pem: OK/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
