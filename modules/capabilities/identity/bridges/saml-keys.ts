import 'reflect-metadata'
import { generateKeyPairSync, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Environment } from '@xiangyun/kernel/platform'

export type SamlKeys = { readonly privateKey: string; readonly certificate: string }

const YEARS = 10
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

const read = new WeakMap<object, Promise<SamlKeys>>()

/** The key by which assertions are signed, with the certificate that systems trust; elder ones know RSA only. Made once, read once a process. */
export function samlKeys(environment: Pick<Environment, 'keys' | 'config'>): Promise<SamlKeys> {
  const found = read.get(environment.keys) ?? keptKeys(environment)
  read.set(environment.keys, found)
  return found
}

async function keptKeys({ keys, config }: Pick<Environment, 'keys' | 'config'>): Promise<SamlKeys> {
  const privateKey = keys.keep('saml-signing', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  const made = await certificateOf(privateKey, config.address)
  return { privateKey, certificate: keys.keep('saml-certificate', () => made) }
}

async function certificateOf(privateKey: string, address: string): Promise<string> {
  x509.cryptoProvider.set(webcrypto as Crypto)
  const der = Buffer.from(privateKey.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const own = await webcrypto.subtle.importKey('pkcs8', der, RSA, true, ['sign'])
  const { kty, n, e } = await webcrypto.subtle.exportKey('jwk', own)
  const shown = await webcrypto.subtle.importKey('jwk', { kty: kty!, n: n!, e: e! }, RSA, true, ['verify'])
  const now = new Date()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({ name: `CN=${new URL(address).hostname}, O=Xiangyun`, notBefore: now, notAfter: new Date(now.getTime() + YEARS * 365 * 86_400_000), keys: { privateKey: own, publicKey: shown } as CryptoKeyPair, signingAlgorithm: RSA })
  return certificate.toString('pem')
}
