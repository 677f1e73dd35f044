import {
  OID, decodeDer, derBitString, derGeneralizedTime, derIa5, derInteger, derOctetString, derOid, derSequence, derUtf8, equalBytes, expectTag, readBits,
  readInteger, readOctets, readOid, readSequence, readText, readTime, refuseDer, signSm2, sm3, verifySm2,
} from '@xiangyun/gm'
import type { Certificate, DerElement, Sm2PrivateKey } from '@xiangyun/gm'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

export interface SealPicture {
  /** `ofd`, `png`, `svg` …, as SES_ESPictrueInfo names it. */
  readonly type: string
  readonly data: Uint8Array
  /** Whole millimetres. */
  readonly width: number
  readonly height: number
}

/** What a seal says of itself: SES_SealInfo. */
export interface SealInfo {
  readonly id: string
  /** Who made the software, up to a few Latin letters. */
  readonly vendor: string
  /** 1 for a unit, 2 for a person. */
  readonly kind: number
  readonly name: string
  readonly createdAt: Date
  readonly validFrom: Date
  readonly validTo: Date
  readonly picture: SealPicture
}

/** An electronic seal as it is read. */
export interface Seal extends SealInfo {
  readonly der: Buffer
  readonly version: number
  /** DER of the certificates that may press the seal, or their SM3 digests. */
  readonly signers: { readonly form: 'certificates' | 'digests'; readonly values: readonly Buffer[] }
  /** DER of eSealInfo, which the maker signed. */
  readonly infoDer: Buffer
  readonly makerCertificate: Buffer
  readonly algorithm: string
  readonly signature: Buffer
}

/** A seal's version number in GB/T 38540-2020. */
const VERSION = 4

/** Makes a seal, GB/T 38540-2020 clause 6.1: the maker signs eSealInfo with SM2. Answers SESeal in DER. */
export function makeSeal(request: SealInfo & {
  readonly signers: readonly Certificate[]
  readonly makerKey: Sm2PrivateKey
  readonly makerCertificate: Certificate
}): Buffer {
  const info = derSequence(
    derSequence(derIa5('ES'), derInteger(VERSION), derIa5(request.vendor)),
    derIa5(request.id),
    derSequence(
      derInteger(request.kind), derUtf8(request.name), derInteger(1),
      derSequence(...request.signers.map((signer) => derOctetString(signer.der))),
      derGeneralizedTime(request.createdAt), derGeneralizedTime(request.validFrom), derGeneralizedTime(request.validTo),
    ),
    derSequence(
      derIa5(request.picture.type), derOctetString(request.picture.data), derInteger(request.picture.width), derInteger(request.picture.height),
    ),
  )
  const signature = signSm2(request.makerKey, info)
  return derSequence(info, derOctetString(request.makerCertificate.der), derOid(OID.sm2WithSm3), derBitString(signature))
}

/** Reads a seal, GB/T 38540-2020 clause 6.1. Nothing is trusted yet: the signature is the verifier's to check. */
export function readSeal(bytes: Uint8Array): Result<Seal, 'seal'> {
  const read = decodeDer(bytes, sealOf)
  return read.ok ? read : fail('seal', '印章数据不符合 GB/T 38540-2020')
}

/** The same, from inside another structure: to be called within `decodeDer`. */
export function sealOf(element: DerElement | undefined): Seal {
  const [info, certificate, algorithm, signature] = readSequence(element, 4)
  const [header, id, property, picture] = readSequence(info, 4, 5)
  const [mark, version, vendor] = readSequence(header, 3)
  if (readText(mark) !== 'ES' || readInteger(version) !== VERSION) refuseDer('not a seal of version 4')
  const [kind, name, listType, list, createdAt, validFrom, validTo] = readSequence(property, 7)
  const [type, data, width, height] = readSequence(picture, 4)
  return {
    der: expectTag(element, 0x30).bytes,
    infoDer: expectTag(info, 0x30).bytes,
    version: readInteger(version),
    vendor: readText(vendor),
    id: readText(id),
    kind: readInteger(kind),
    name: readText(name),
    signers: readSigners(readInteger(listType), list),
    createdAt: readTime(createdAt),
    validFrom: readTime(validFrom),
    validTo: readTime(validTo),
    picture: { type: readText(type), data: readOctets(data), width: readInteger(width), height: readInteger(height) },
    makerCertificate: readOctets(certificate),
    algorithm: readOid(algorithm),
    signature: readBits(signature),
  }
}

/** certListType 1 lists certificates, 2 their digests. */
function readSigners(type: number, list: DerElement | undefined): Seal['signers'] {
  const elements = readSequence(list, 1, 1000)
  if (type === 1) return { form: 'certificates', values: elements.map(readOctets) }
  if (type !== 2) return refuseDer('certListType')
  return { form: 'digests', values: elements.map((element) => readOctets(readSequence(element, 2)[1])) }
}

/** Whether a certificate is one of those that may press the seal. */
export function mayPress(seal: Seal, certificate: Uint8Array): boolean {
  const wanted = seal.signers.form === 'certificates' ? certificate : sm3(certificate)
  return seal.signers.values.some((value) => equalBytes(value, wanted))
}

/** Published software signs eSealInfo; the standard can also be read as signing it with certificate and algorithm. Both hold. */
export function verifySealMaker(seal: Seal, maker: Certificate): boolean {
  if (verifySm2(maker.publicKey, seal.infoDer, seal.signature)) return true
  const whole = derSequence(seal.infoDer, derOctetString(seal.makerCertificate), derOid(seal.algorithm))
  return verifySm2(maker.publicKey, whole, seal.signature)
}

/** GM/T 0006 writes 1.2.156.10197.1.501; a widespread library wrote 1.2.156.10197.501, and such files exist. */
export function isSm2Signature(algorithm: string): boolean {
  return algorithm === OID.sm2WithSm3 || algorithm === '1.2.156.10197.501'
}
