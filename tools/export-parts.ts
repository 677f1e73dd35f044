import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportParts } from '@xiangyun/ofd'

/** Takes the seal of an OFD file apart into files that any SM2 tool can verify. */
const [file, folder = 'parts'] = process.argv.slice(2)
if (!file) {
  process.stderr.write('用法：npm run export -- 文件.ofd [放到哪个文件夹]\n')
  process.exit(2)
}
const parts = exportParts(readFileSync(file))
if (!parts.ok) {
  process.stderr.write(`${parts.message}\n`)
  process.exit(1)
}
const { toSign, signature, signerCertificatePem, sealInfo, sealSignature, makerPublicKeyPem, signatureFile, dataHash } = parts.value
const files = {
  'toSign.der': toSign, 'signature.der': signature, 'signer.pem': signerCertificatePem, 'sealInfo.der': sealInfo, 'sealSignature.der': sealSignature,
  'maker-key.pem': makerPublicKeyPem, 'Signature.xml': signatureFile, 'dataHash.txt': `${dataHash.toString('hex')}\n`,
}
mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
process.stdout.write(`${Object.keys(files).map((name) => join(folder, name)).join('\n')}\n`)
