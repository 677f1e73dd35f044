import {
  decodeDer, derChildren, expectTag, readBits, readBoolean, readInteger, readIntegerBytes, readOctets, readOid, readSequence, readText, readTime, refuseDer,
} from './der-read.ts'
import type { DerElement } from './der-read.ts'
import { OID } from './oids.ts'
import { fromPem, sm2PublicKeyFromSpki, toPem } from './sm2-keys.ts'
import type { Sm2PublicKey } from './sm2-keys.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** The parts of a distinguished name this library writes and reads. */
export interface DistinguishedName {
  readonly commonName: string
  readonly unit?: string
  readonly organisation?: string
  readonly locality?: string
  readonly province?: string
  readonly country?: string
}

export type KeyUse = 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment' | 'dataEncipherment' | 'keyAgreement' | 'keyCertSign' | 'cRLSign'

/** RFC 5280 clause 4.2.1.3, in the order of the bits. */
export const KEY_USES: readonly KeyUse[] = [
  'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign',
]

export interface Certificate {
  readonly der: Buffer
  /** The signed part. */
  readonly tbs: Buffer
  /** Upper-case hexadecimal. */
  readonly serial: string
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  /** The names as they stand, for comparing. */
  readonly subjectDer: Buffer
  readonly issuerDer: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: Sm2PublicKey
  readonly isAuthority: boolean
  readonly pathLength: number | undefined
  /** Undefined when the certificate does not limit its key. */
  readonly keyUses: readonly KeyUse[] | undefined
  readonly subjectKeyId: string | undefined
  readonly authorityKeyId: string | undefined
  readonly signature: Buffer
}

export type CertificateFailure = 'format' | 'algorithm' | 'critical-extension'

const NAME_PARTS: Readonly<Record<string, keyof DistinguishedName>> = {
  [OID.commonName]: 'commonName', [OID.unit]: 'unit', [OID.organisation]: 'organisation',
  [OID.locality]: 'locality', [OID.province]: 'province', [OID.country]: 'country',
}

/** Reads an SM2 certificate from DER: X.509 v3, GM/T 0015-2012. Other algorithms are told apart as `algorithm`. */
export function parseCertificate(der: Uint8Array): Result<Certificate, CertificateFailure> {
  const read = decodeDer(der, readOuter)
  if (!read.ok) return fail('format', '不是可读的 X.509 证书')
  const { fields, extensions, ...outer } = read.value
  if (outer.algorithm !== OID.sm2WithSm3) return fail('algorithm', '证书不是 SM2 签名')
  if (extensions.unknownCritical) return fail('critical-extension', '证书含有不认识的关键扩展')
  const publicKey = sm2PublicKeyFromSpki(outer.spki)
  if (!publicKey.ok) return fail('algorithm', '证书公钥不是 SM2 公钥')
  return ok({
    der: Buffer.from(der), tbs: outer.tbs, ...fields, publicKey: publicKey.value, signature: outer.signature,
    isAuthority: extensions.isAuthority, pathLength: extensions.pathLength, keyUses: extensions.keyUses,
    subjectKeyId: extensions.subjectKeyId, authorityKeyId: extensions.authorityKeyId,
  })
}

/** Reads a PEM certificate. */
export function parseCertificatePem(pem: string): Result<Certificate, CertificateFailure> {
  const bytes = fromPem(pem, 'CERTIFICATE')
  return bytes ? parseCertificate(bytes) : fail('format', '不是 PEM 证书')
}

export function certificateToPem(certificate: Certificate): string {
  return toPem('CERTIFICATE', certificate.der)
}

function readOuter(element: DerElement) {
  const [tbs, algorithm, signature] = readSequence(element, 3)
  const body = readSequence(tbs, 7, 10)
  const [version, serial, inner, issuer, validity, subject, spki, ...rest] = body
  if (readInteger(derChildren(expectTag(version, 0xa0))[0]) !== 2) refuseDer('version')
  const [notBefore, notAfter] = readSequence(validity, 2)
  const outerAlgorithm = readAlgorithm(algorithm)
  return {
    tbs: expectTag(tbs, 0x30).bytes,
    algorithm: outerAlgorithm === readAlgorithm(inner) ? outerAlgorithm : '',
    signature: readBits(signature),
    spki: expectTag(spki, 0x30).bytes,
    fields: {
      serial: readIntegerBytes(serial).toString('hex').toUpperCase(),
      issuer: readName(issuer), subject: readName(subject),
      issuerDer: expectTag(issuer, 0x30).bytes, subjectDer: expectTag(subject, 0x30).bytes,
      notBefore: readTime(notBefore), notAfter: readTime(notAfter),
    },
    extensions: readExtensions(rest.find((part) => part.tag === 0xa3)),
  }
}

/** The parameters may be absent or NULL; both are met for SM2-with-SM3. */
function readAlgorithm(element: DerElement | undefined): string {
  return readOid(readSequence(element, 1, 2)[0])
}

function readName(element: DerElement | undefined): DistinguishedName {
  const name: { -readonly [Part in keyof DistinguishedName]: DistinguishedName[Part] } = { commonName: '' }
  for (const set of derChildren(expectTag(element, 0x30))) {
    for (const pair of derChildren(expectTag(set, 0x31))) {
      const [type, value] = readSequence(pair, 2)
      const part = NAME_PARTS[readOid(type)]
      if (part) name[part] = readText(value)
    }
  }
  return name
}

interface Extensions {
  isAuthority: boolean
  pathLength?: number
  keyUses?: readonly KeyUse[]
  subjectKeyId?: string
  authorityKeyId?: string
  unknownCritical: boolean
}

function readExtensions(element: DerElement | undefined): Extensions {
  const found: Extensions = { isAuthority: false, unknownCritical: false }
  if (!element) return found
  for (const extension of derChildren(expectTag(derChildren(element)[0], 0x30))) {
    const parts = readSequence(extension, 2, 3)
    const critical = parts.length === 3 && readBoolean(parts[1])
    const known = readExtension(readOid(parts[0]), readOctets(parts.at(-1)), found)
    if (critical && !known) found.unknownCritical = true
  }
  return found
}

function readExtension(oid: string, value: Buffer, found: Extensions): boolean {
  const inside = decodeDer(value, (element) => element)
  const element = inside.ok ? inside.value : undefined
  if (oid === OID.basicConstraints) {
    const parts = readSequence(element, 0, 2)
    found.isAuthority = parts[0]?.tag === 0x01 && readBoolean(parts[0])
    const length = parts.find((part) => part.tag === 0x02)
    if (length) found.pathLength = readInteger(length)
    return true
  }
  if (oid === OID.keyUsage) {
    const bits = expectTag(element, 0x03).content.subarray(1)
    found.keyUses = KEY_USES.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0)
    return true
  }
  if (oid === OID.subjectKeyIdentifier) found.subjectKeyId = readOctets(element).toString('hex')
  if (oid === OID.authorityKeyIdentifier) {
    const id = derChildren(expectTag(element, 0x30)).find((part) => part.tag === 0x80)
    if (id) found.authorityKeyId = id.content.toString('hex')
  }
  return oid === OID.subjectKeyIdentifier || oid === OID.authorityKeyIdentifier
}
