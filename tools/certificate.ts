import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { certificateToPem, generateSm2Key, issueCertificate, issueRootCertificate, parseCertificatePem, sm2PrivateKeyFromPem, toPem } from '@xiangyun/gm'
import type { Certificate, Sm2PrivateKey } from '@xiangyun/gm'
import { readConfig } from '@xiangyun/kernel/config'
import { makeKeyFile, softDevice } from '#modules/capabilities/identity/certificates/soft-device.ts'
import type { KeyFile } from '#modules/capabilities/identity/certificates/soft-device.ts'

/** `npm run certificate -- new 王芳 123456` makes a certificate of a demonstration authority; `-- serve 王芳` signs with it, as the service of a device would. Not for production. */
const config = readConfig(process.env, join(import.meta.dirname, '..'))
const folder = join(config.dataFolder, 'certificates')
const [act, name = '', pin = ''] = process.argv.slice(2)
const YEAR = 365 * 86_400_000

function authority(): { root: Certificate; key: Sm2PrivateKey } {
  const [rootFile, keyFile] = [join(folder, 'root.pem'), join(folder, 'root.key')]
  if (existsSync(rootFile)) {
    const [root, key] = [parseCertificatePem(readFileSync(rootFile, 'utf8')), sm2PrivateKeyFromPem(readFileSync(keyFile, 'utf8'))]
    if (!root.ok || !key.ok) throw new Error(`${rootFile} is not readable`)
    return { root: root.value, key: key.value }
  }
  const key = generateSm2Key()
  const root = issueRootCertificate({ serial: randomBytes(8), key, notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 20 * YEAR), subject: { country: 'CN', organisation: '祥云演示证书机构（不得用于生产）', commonName: '祥云演示证书机构' } })
  writeFileSync(rootFile, certificateToPem(root))
  writeFileSync(keyFile, toPem('PRIVATE KEY', key.pkcs8), { mode: 0o600 })
  return { root, key }
}

const file = join(folder, `${name}.json`)
if (act === 'new' && /^[\p{L}·]{2,60}$/u.test(name) && pin.length >= 6) {
  mkdirSync(folder, { recursive: true })
  const [{ root, key: issuerKey }, key] = [authority(), generateSm2Key()]
  const certificate = issueCertificate({ serial: randomBytes(8), publicKey: key.publicKey, issuer: root, issuerKey, notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 3 * YEAR), subject: { country: 'CN', organisation: '祥云演示', commonName: name } })
  writeFileSync(file, JSON.stringify(makeKeyFile(certificate, key, pin)), { mode: 0o600 })
  writeFileSync(join(folder, `${name}.cer`), certificateToPem(certificate))
  process.stdout.write(`证书：${join(folder, `${name}.cer`)}\n登录后在“登录与安全”里登记它；登录时先运行 npm run certificate -- serve ${name}\n`)
} else if (act === 'serve' && existsSync(file)) {
  const { hostname, port } = new URL(config.certificateDevice)
  softDevice(JSON.parse(readFileSync(file, 'utf8')) as KeyFile, new URL(config.address).origin).listen(Number(port), hostname, () => process.stdout.write(`${name}的证书设备在 ${config.certificateDevice} 等候，只给 ${new URL(config.address).origin} 签名\n`))
} else {
  process.stderr.write('用法：npm run certificate -- new <姓名> <六位以上口令>　或　-- serve <姓名>\n')
  process.exitCode = 2
}
