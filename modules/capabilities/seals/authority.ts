import { certificateToPem, generateSm2Key, issueCertificate, issueRootCertificate, parseCertificate, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromScalar, sm2PublicKeyToSpki, sm3 } from '@xiangyun/gm'
import type { Certificate, DistinguishedName, Sm2PrivateKey, Sm2PublicKey } from '@xiangyun/gm'
import type { Keys } from '@xiangyun/kernel/keys'
import type { Random } from '@xiangyun/kernel/ids'

/** The demonstration's certificate authority: a root, and the maker of seals below it. Production puts a licensed one in its place. */
export type Authority = { readonly root: Certificate; readonly rootKey: Sm2PrivateKey; readonly maker: Certificate; readonly makerKey: Sm2PrivateKey; readonly isForProduction: boolean }

type Kept = { note: string; rootKey: string; root: string; makerKey: string; maker: string }

const from = new Date('2020-01-01T00:00:00Z')
const until = new Date('2060-01-01T00:00:00Z')
const known = new WeakMap<Keys, Authority>()

/** The authority whose secrets the keys keep; made once, read once a process. */
export function authorityOf(keys: Keys): Authority {
  const own = known.get(keys) ?? open(JSON.parse(keys.keep('seal-authority', () => JSON.stringify(found()))) as Kept, keys.isForProduction)
  known.set(keys, own)
  return own
}

function found(): Kept {
  const [rootKey, makerKey] = [generateSm2Key(), generateSm2Key()]
  const root = issueRootCertificate({ serial: Buffer.of(1), key: rootKey, notBefore: from, notAfter: until, subject: { country: 'CN', organisation: '祥云', commonName: '祥云演示根证书（不得用于生产）' } })
  const maker = issueCertificate({
    serial: Buffer.of(2), publicKey: makerKey.publicKey, issuer: root, issuerKey: rootKey, notBefore: from, notAfter: until,
    subject: { country: 'CN', organisation: '祥云', commonName: '祥云演示制章中心（不得用于生产）' },
  })
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { note: 'demonstration, not for production', rootKey: text(rootKey.pkcs8), root: text(root.der), makerKey: text(makerKey.pkcs8), maker: text(maker.der) }
}

function open(kept: Kept, isForProduction: boolean): Authority {
  return { root: certificate(Buffer.from(kept.root, 'base64')), rootKey: privateKey(Buffer.from(kept.rootKey, 'base64')), maker: certificate(Buffer.from(kept.maker, 'base64')), makerKey: privateKey(Buffer.from(kept.makerKey, 'base64')), isForProduction }
}

export function certificate(der: Uint8Array): Certificate {
  const parsed = parseCertificate(der)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value
}

export function privateKey(pkcs8: Uint8Array): Sm2PrivateKey {
  const parsed = sm2PrivateKeyFromPkcs8(pkcs8)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value
}

/** A certificate for a service of the platform itself, as long as the root's; its serial follows from the key. */
export const certifyService = (authority: Authority, subject: DistinguishedName, publicKey: Sm2PublicKey): Certificate => issueCertificate({
  serial: Buffer.concat([Buffer.of(2), sm3(sm2PublicKeyToSpki(publicKey)).subarray(0, 16)]), publicKey, issuer: authority.root, issuerKey: authority.rootKey, notBefore: from, notAfter: until, subject,
})

/** A new key from the platform's source of chance. */
export function newKey(random: Random): Sm2PrivateKey {
  for (;;) {
    const made = sm2PrivateKeyFromScalar(random(32))
    if (made.ok) return made.value
  }
}

export const rootsPem = (authority: Authority): string => certificateToPem(authority.root)
