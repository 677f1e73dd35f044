import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pressSeal, readSeal, readSealSignature, unzipFiles, verifyOfd, writeOfd } from '../index.ts'
import type { SealStatus, Verdict } from '../index.ts'
import { zipFiles } from '../zip-write.ts'
import { forgedSeal, instant, licence, press, root, seal, sealedLicence, shortSeal, signer, stranger } from './example.ts'

const trust = { trustedRoots: [root], at: instant('2026-03-03') }
const sealed = sealedLicence()
const status = (answer: SealStatus) => verifyOfd(sealed, { ...trust, sealStatus: () => answer })

function change(ofd: Uint8Array, act: (files: Map<string, Uint8Array>) => void): Buffer {
  const files = unzipFiles(ofd)
  assert.ok(files.ok)
  const changed = new Map(files.value)
  act(changed)
  return zipFiles(changed)
}

const verdictOf = (ofd: Uint8Array, options: Partial<typeof trust> = {}): Verdict => verifyOfd(ofd, { ...trust, ...options }).verdict

test('a licence that was sealed verifies, and the report tells by whom and when', () => {
  const report = verifyOfd(sealed, { ...trust, sealStatus: () => ({ state: 'in-force' }) })
  assert.equal(report.verdict, 'valid')
  assert.equal(report.reason, '“示例县市场监督管理局”有效，文件未被改动')
  assert.equal(report.document?.title, licence.title)
  const [one] = report.seals
  assert.deepEqual([one?.sealId, one?.signer, one?.signedAt, one?.page, one?.boundary], ['22990100000001', '示例县市场监督管理局', press.signedAt, 0, [140, 230, 42, 42]])
  assert.ok(one?.checks.every((check) => check.outcome === 'passed'), JSON.stringify(one?.checks, null, 1))
})

test('any changed, removed or added file is found and named', () => {
  const page = 'Doc_0/Pages/Page_0/Content.xml'
  const altered = verifyOfd(change(sealed, (files) => files.set(page, Buffer.from(String(Buffer.from(files.get(page) ?? [])).replace('示例食品', '冒名食品')))), trust)
  assert.deepEqual([altered.verdict, altered.altered, altered.reason], ['altered', [page], `文件“${page}”被改动`])
  const font = 'Doc_0/PublicRes.xml'
  const missing = verifyOfd(change(sealed, (files) => files.delete(font)), trust)
  assert.deepEqual([missing.verdict, missing.missing, missing.reason], ['altered', [font], `文件“${font}”被删除`])
  const added = verifyOfd(change(sealed, (files) => files.set('Doc_0/Signs/Sign_0/more.xml', Buffer.from('<a/>'))), trust)
  assert.deepEqual([added.verdict, added.added], ['altered', ['Doc_0/Signs/Sign_0/more.xml']])
})

test('whichever file is changed, the file is not valid', () => {
  const files = unzipFiles(sealed)
  assert.ok(files.ok)
  for (const name of files.value.keys()) {
    const changed = verdictOf(change(sealed, (all) => all.set(name, Buffer.concat([all.get(name) ?? Buffer.alloc(0), Buffer.from(' ')]))))
    const harmless = name === 'Doc_0/Signs/Signatures.xml'   // the list itself is not digested; a space after it changes nothing
    assert.equal(changed === 'valid', harmless, `${name}: ${changed}`)
  }
})

test('a seal list that is gone is an alteration, never an unsigned file', () => {
  assert.equal(verdictOf(change(sealed, (files) => files.delete('Doc_0/Signs/Signatures.xml'))), 'altered')
  assert.equal(verdictOf(writeOfd(licence)), 'unsigned')
})

test('the seal of another document does not fit', () => {
  const other = unzipFiles(sealedLicence({ signedAt: instant('2026-03-01') }))
  assert.ok(other.ok)
  const name = 'Doc_0/Signs/Sign_0/SignedValue.dat'
  assert.equal(verdictOf(change(sealed, (files) => files.set(name, other.value.get(name) ?? Buffer.alloc(0)))), 'altered')
})

test('a seal nobody trusted made is unknown, a signer nobody trusts is untrusted', () => {
  assert.equal(verdictOf(sealedLicence({ seal: forgedSeal })), 'unknown-seal')
  assert.equal(verdictOf(sealed, { trustedRoots: [] }), 'unknown-seal')
  const report = verifyOfd(sealedLicence({ signerKey: stranger.key }), trust)
  assert.deepEqual([report.verdict, report.reason], ['altered', 'SM2 签名验证不通过，签章数据被改动'])
  assert.equal(verdictOf(sealedLicence({ signedAt: instant('2026-12-01') })), 'untrusted')
  assert.equal(verdictOf(sealedLicence({ signedAt: instant('2024-12-01') })), 'untrusted')
})

test('a certificate outside the list of the seal cannot press it', () => {
  const refused = pressSeal(writeOfd(licence), { ...press, signerKey: stranger.key, signerCertificate: stranger.certificate })
  assert.equal(!refused.ok && refused.code, 'signer')
  const page = pressSeal(writeOfd(licence), { ...press, page: 9 })
  assert.equal(!page.ok && page.code, 'page')
  assert.equal(pressSeal(Buffer.from('no zip'), press).ok, false)
  assert.equal(pressSeal(writeOfd(licence), { ...press, seal: Buffer.from('no seal') }).ok, false)
})

test('validity when the seal was pressed decides; validity now is only told', () => {
  assert.equal(verdictOf(sealedLicence({ seal: shortSeal })), 'expired-seal')
  const later = verifyOfd(sealed, { ...trust, at: instant('2030-01-01') })
  assert.equal(later.verdict, 'valid')
  const now = later.seals[0]?.checks.find((check) => check.id === 'seal-validity-now')
  assert.equal(now?.outcome, 'not-checked')
})

test('a register that does not answer never makes a seal revoked', () => {
  for (const report of [verifyOfd(sealed, trust), status({ state: 'unchecked' })]) {
    assert.equal(report.verdict, 'valid')
    assert.match(report.reason, /未能核查印章状态，不代表印章已注销/)
    assert.equal(report.seals[0]?.checks.find((check) => check.id === 'seal-status')?.outcome, 'not-checked')
  }
})

test('a register that answers is believed', () => {
  const before = status({ state: 'revoked', since: instant('2026-02-01') })
  assert.deepEqual([before.verdict, before.reason], ['expired-seal', '盖章时印章已注销（2026-02-01）'])
  assert.equal(status({ state: 'frozen', since: instant('2026-02-01') }).verdict, 'expired-seal')
  assert.equal(status({ state: 'revoked', since: instant('2026-03-03') }).verdict, 'valid')
  assert.equal(status({ state: 'unknown' }).verdict, 'unknown-seal')
})

test('a second seal leaves the first valid, and both protect the file', () => {
  const twice = pressSeal(sealed, { ...press, at: [90, 230] })
  assert.ok(twice.ok)
  const report = verifyOfd(twice.value, trust)
  assert.equal(report.verdict, 'valid', report.reason)
  assert.equal(report.seals.length, 2)
  const name = 'Doc_0/Signs/Sign_0/SignedValue.dat'
  const broken = verifyOfd(change(twice.value, (files) => files.delete(name)), trust)
  assert.equal(broken.verdict, 'altered')
})

test('every single changed byte of the signed value is found', () => {
  const name = 'Doc_0/Signs/Sign_0/SignedValue.dat'
  const files = unzipFiles(sealed)
  assert.ok(files.ok)
  const value = files.value.get(name) ?? Buffer.alloc(0)
  fc.assert(fc.property(fc.nat(value.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
    const bent = Buffer.from(value)
    bent[place] = (bent[place] ?? 0) ^ difference
    return verdictOf(change(sealed, (all) => all.set(name, bent))) !== 'valid'
  }), { numRuns: 60 })
})

/** Times and attributes of the zip are nobody's content; the files must be those that were sealed. */
function sameContent(ofd: Uint8Array): boolean {
  const [left, right] = [unzipFiles(ofd), unzipFiles(sealed)]
  assert.ok(left.ok && right.ok)
  const bent = left.value
  return [...right.value].every(([name, bytes]) => Buffer.compare(bent.get(name) ?? Buffer.alloc(0), bytes) === 0)
}

test('any bytes get a report, and damage to a package never passes for valid content', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => verdictOf(bytes) === 'unreadable'))
  fc.assert(fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
    const bent = Buffer.from(sealed)
    bent[place] = (bent[place] ?? 0) ^ difference
    const report = verifyOfd(bent, trust)
    return report.reason.length > 0 && (report.verdict !== 'valid' || sameContent(bent))
  }), { numRuns: 200 })
  fc.assert(fc.property(fc.nat(sealed.length), (length) => length === sealed.length || verdictOf(sealed.subarray(0, length)) === 'unreadable'), { numRuns: 100 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => !readSeal(bytes).ok && !readSealSignature(bytes).ok))
})

test('a seal reads back as it was made', () => {
  const read = readSeal(seal)
  assert.ok(read.ok)
  assert.deepEqual([read.value.name, read.value.kind, read.value.version, read.value.validTo], ['示例县市场监督管理局', 1, 4, instant('2027-02-01')])
  assert.deepEqual(read.value.signers, { form: 'certificates', values: [signer.certificate.der] })
  assert.deepEqual([read.value.picture.type, read.value.picture.width], ['ofd', 42])
  assert.equal(verifyOfd(read.value.picture.data, trust).verdict, 'unsigned')
})
