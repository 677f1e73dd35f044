import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { exportParts, writeOfd } from '../index.ts'
import { licence, sealedLicence } from './example.ts'

function opensslVersion(): number {
  try {
    return Number(/OpenSSL (\d+)/.exec(execFileSync('openssl', ['version'], { encoding: 'utf8' }))?.[1] ?? 0)
  } catch {
    return 0
  }
}

test('the commands of the README verify a seal without this library', { skip: opensslVersion() < 3 && 'openssl 3 is not installed' }, () => {
  const parts = exportParts(sealedLicence())
  assert.ok(parts.ok)
  const folder = mkdtempSync(join(tmpdir(), 'ofd-'))
  try {
    const { toSign, signature, signerCertificatePem, signatureFile, dataHash } = parts.value
    for (const [name, content] of Object.entries({ 'toSign.der': toSign, 'signature.der': signature, 'signer.pem': signerCertificatePem, 'Signature.xml': signatureFile,
      'sealInfo.der': parts.value.sealInfo, 'sealSignature.der': parts.value.sealSignature, 'maker-key.pem': parts.value.makerPublicKeyPem })) writeFileSync(join(folder, name), content)
    const run = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, encoding: 'utf8' })

    writeFileSync(join(folder, 'signer-key.pem'), run('x509', '-in', 'signer.pem', '-pubkey', '-noout'))
    const signer = ['-sigopt', 'distid:1234567812345678']
    assert.match(run('dgst', '-sm3', ...signer, '-verify', 'signer-key.pem', '-signature', 'signature.der', 'toSign.der'), /Verified OK/)
    assert.match(run('dgst', '-sm3', ...signer, '-verify', 'maker-key.pem', '-signature', 'sealSignature.der', 'sealInfo.der'), /Verified OK/)
    assert.ok(run('dgst', '-sm3', '-r', 'Signature.xml').startsWith(dataHash.toString('hex')))

    writeFileSync(join(folder, 'toSign.der'), Buffer.concat([toSign.subarray(0, -1), Buffer.of(0)]))
    const changed = spawnSync('openssl', ['dgst', '-sm3', ...signer, '-verify', 'signer-key.pem', '-signature', 'signature.der', 'toSign.der'], { cwd: folder })
    assert.notEqual(changed.status, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a file without a seal has no parts to export', () => {
  const parts = exportParts(writeOfd(licence))
  assert.equal(!parts.ok && parts.code, 'unsigned')
  const noise = exportParts(Buffer.from('noise'))
  assert.equal(!noise.ok && noise.code, 'unreadable')
})
