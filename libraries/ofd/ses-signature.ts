import {
  OID, decodeDer, derBitString, derGeneralizedTime, derIa5, derInteger, derOctetString, derOid, derSequence, expectTag, readBits, readInteger, readOctets,
  readOid, readSequence, readText, readTime, refuseDer, signSm2,
} from '@xiangyun/gm'
import type { Certificate, Sm2PrivateKey } from '@xiangyun/gm'
import { sealOf } from './ses-seal.ts'
import type { Seal } from './ses-seal.ts'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

/** A seal pressed on a document, as it is read. */
export interface SealSignature {
  /** DER of TBS_Sign: what the signer signed. */
  readonly toSign: Buffer
  readonly seal: Seal
  readonly signedAt: Date
  /** SM3 of Signature.xml. */
  readonly dataHash: Buffer
  /** Where Signature.xml lies in the package. */
  readonly propertyInfo: string
  readonly signerCertificate: Buffer
  readonly algorithm: string
  readonly signature: Buffer
}

const VERSION = 4

/** Makes SES_Signature in DER, GB/T 38540-2020 clause 7.1. */
export function makeSealSignature(request: {
  readonly seal: Uint8Array
  readonly signedAt: Date
  readonly dataHash: Uint8Array
  readonly propertyInfo: string
  readonly signerKey: Sm2PrivateKey
  readonly signerCertificate: Certificate
}): Buffer {
  const toSign = derSequence(
    derInteger(VERSION), request.seal, derGeneralizedTime(request.signedAt), derBitString(request.dataHash), derIa5(request.propertyInfo),
  )
  const signature = signSm2(request.signerKey, toSign)
  return derSequence(toSign, derOctetString(request.signerCertificate.der), derOid(OID.sm2WithSm3), derBitString(signature))
}

/** Reads SES_Signature, GB/T 38540-2020 clause 7.1. An optional time stamp is passed over, not verified. */
export function readSealSignature(bytes: Uint8Array): Result<SealSignature, 'seal-signature'> {
  const read = decodeDer(bytes, (element): SealSignature => {
    const [toSign, certificate, algorithm, signature] = readSequence(element, 4, 5)
    const [version, seal, signedAt, dataHash, propertyInfo] = readSequence(toSign, 5, 6)
    if (readInteger(version) !== VERSION) refuseDer('not a seal signature of version 4')
    return {
      toSign: expectTag(toSign, 0x30).bytes,
      seal: sealOf(seal),
      signedAt: readTime(signedAt),
      dataHash: readBits(dataHash),
      propertyInfo: readText(propertyInfo),
      signerCertificate: readOctets(certificate),
      algorithm: readOid(algorithm),
      signature: readBits(signature),
    }
  })
  return read.ok ? ok(read.value) : fail('seal-signature', '签章数据不符合 GB/T 38540-2020')
}
