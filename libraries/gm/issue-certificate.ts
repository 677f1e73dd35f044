import { KEY_USES, parseCertificate } from './certificate.ts'
import type { Certificate, DistinguishedName, KeyUse } from './certificate.ts'
import {
  derBitString, derBoolean, derCertificateTime, derExplicit, derImplicit, derInteger, derOctetString, derOid, derPrintable, derSequence, derSet, derUtf8,
} from './der-write.ts'
import { OID } from './oids.ts'
import { sm2PublicKeyToSpki } from './sm2-keys.ts'
import type { Sm2PrivateKey, Sm2PublicKey } from './sm2-keys.ts'
import { signSm2 } from './sm2-sign.ts'
import { sm3 } from './sm3.ts'

const SIGNATURE_ALGORITHM = derSequence(derOid(OID.sm2WithSm3))

export interface CertificateRequest {
  /** One to twenty bytes, unique for the issuer. */
  readonly serial: Uint8Array
  readonly subject: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
}

interface Draft extends CertificateRequest {
  readonly issuerName: Uint8Array
  readonly issuerKey: Sm2PrivateKey
  readonly publicKey: Sm2PublicKey
  readonly keyUses: readonly KeyUse[]
  readonly authority: { readonly pathLength: number | undefined } | undefined
}

/** Issues a self-signed root, X.509 v3 with SM2-with-SM3 (GM/T 0015-2012). */
export function issueRootCertificate(request: CertificateRequest & { readonly key: Sm2PrivateKey }): Certificate {
  return issue({
    ...request,
    issuerName: nameToDer(request.subject),
    issuerKey: request.key,
    publicKey: request.key.publicKey,
    keyUses: ['keyCertSign', 'cRLSign'],
    authority: { pathLength: undefined },
  })
}

/** Issues a certificate under an authority: an end entity that signs, or with `authority` an intermediate. */
export function issueCertificate(request: CertificateRequest & {
  readonly publicKey: Sm2PublicKey
  readonly issuer: Certificate
  readonly issuerKey: Sm2PrivateKey
  readonly keyUses?: readonly KeyUse[]
  readonly authority?: { readonly pathLength: number | undefined }
}): Certificate {
  const usual: readonly KeyUse[] = request.authority ? ['keyCertSign', 'cRLSign'] : ['digitalSignature', 'nonRepudiation']
  return issue({ ...request, issuerName: request.issuer.subjectDer, keyUses: request.keyUses ?? usual, authority: request.authority })
}

function issue(draft: Draft): Certificate {
  if (draft.serial.length < 1 || draft.serial.length > 20) throw new RangeError('a serial has one to twenty bytes')
  const tbs = derSequence(
    derExplicit(0, derInteger(2)),
    derInteger(draft.serial),
    SIGNATURE_ALGORITHM,
    draft.issuerName,
    derSequence(derCertificateTime(draft.notBefore), derCertificateTime(draft.notAfter)),
    nameToDer(draft.subject),
    sm2PublicKeyToSpki(draft.publicKey),
    derExplicit(3, extensionsOf(draft)),
  )
  const parsed = parseCertificate(derSequence(tbs, SIGNATURE_ALGORITHM, derBitString(signSm2(draft.issuerKey, tbs))))
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value
}

function extensionsOf(draft: Draft): Buffer {
  const { pathLength } = draft.authority ?? {}
  const constraints = draft.authority ? [derBoolean(true), ...(pathLength === undefined ? [] : [derInteger(pathLength)])] : []
  return derSequence(
    extension(OID.basicConstraints, true, derSequence(...constraints)),
    extension(OID.keyUsage, true, keyUsesToDer(draft.keyUses)),
    extension(OID.subjectKeyIdentifier, false, derOctetString(keyId(draft.publicKey))),
    extension(OID.authorityKeyIdentifier, false, derSequence(derImplicit(0, keyId(draft.issuerKey.publicKey)))),
  )
}

function extension(oid: string, critical: boolean, value: Uint8Array): Buffer {
  return derSequence(derOid(oid), ...(critical ? [derBoolean(true)] : []), derOctetString(value))
}

/** RFC 5280 clause 4.2.1.2 leaves the method open: here the first twenty bytes of SM3 over the point. */
function keyId(publicKey: Sm2PublicKey): Buffer {
  return sm3(publicKey.point).subarray(0, 20)
}

function keyUsesToDer(uses: readonly KeyUse[]): Buffer {
  const bits = uses.reduce((sum, use) => sum | (0x80 >> KEY_USES.indexOf(use)), 0)
  const last = Math.max(0, ...uses.map((use) => KEY_USES.indexOf(use)))
  return derBitString(Buffer.of(bits), 7 - last)
}

function nameToDer(name: DistinguishedName): Buffer {
  const part = (oid: string, value: Uint8Array) => derSet(derSequence(derOid(oid), value))
  return derSequence(
    ...(name.country ? [part(OID.country, derPrintable(name.country))] : []),
    ...(name.province ? [part(OID.province, derUtf8(name.province))] : []),
    ...(name.locality ? [part(OID.locality, derUtf8(name.locality))] : []),
    ...(name.organisation ? [part(OID.organisation, derUtf8(name.organisation))] : []),
    ...(name.unit ? [part(OID.unit, derUtf8(name.unit))] : []),
    part(OID.commonName, derUtf8(name.commonName)),
  )
}
