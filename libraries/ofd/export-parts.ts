import { parseCertificate, sm2PublicKeyToSpki, toPem } from '@xiangyun/gm'
import { mapPackage } from './package-map.ts'
import { readSealSignature } from './ses-signature.ts'
import { listSignatures, signatureParts } from './verify-ofd.ts'
import { unzipFiles } from './zip-read.ts'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

/** What another tool needs to verify a seal without this library. */
export interface ExportedParts {
  /** TBS_Sign in DER and the signer's SM2 signature over it. */
  readonly toSign: Buffer
  readonly signature: Buffer
  readonly signerCertificatePem: string
  readonly signerPublicKeyPem: string
  /** eSealInfo in DER and the maker's SM2 signature over it. */
  readonly sealInfo: Buffer
  readonly sealSignature: Buffer
  readonly makerPublicKeyPem: string
  /** Signature.xml, whose SM3 stands in TBS_Sign. */
  readonly signatureFile: Buffer
  readonly dataHash: Buffer
}

/** Takes one seal of an OFD file apart, the first unless told. Nothing is verified here. */
export function exportParts(ofd: Uint8Array, index = 0): Result<ExportedParts, 'unreadable' | 'unsigned'> {
  const files = unzipFiles(ofd)
  if (!files.ok) return fail('unreadable', files.message)
  const map = mapPackage(files.value)
  if (!map.ok) return fail('unreadable', map.message)
  const place = listSignatures(files.value, map.value)?.[index]
  const parts = place === undefined ? undefined : signatureParts(files.value, place)
  if (!parts?.value || !parts.file) return fail('unsigned', '文件没有这枚印章')
  const signature = readSealSignature(parts.value)
  if (!signature.ok) return fail('unreadable', signature.message)
  const { seal, signerCertificate, toSign, dataHash } = signature.value
  const [signer, maker] = [parseCertificate(signerCertificate), parseCertificate(seal.makerCertificate)]
  if (!signer.ok || !maker.ok) return fail('unreadable', '签章中的证书不可读')
  return ok({
    toSign,
    signature: signature.value.signature,
    signerCertificatePem: toPem('CERTIFICATE', signerCertificate),
    signerPublicKeyPem: toPem('PUBLIC KEY', sm2PublicKeyToSpki(signer.value.publicKey)),
    sealInfo: seal.infoDer,
    sealSignature: seal.signature,
    makerPublicKeyPem: toPem('PUBLIC KEY', sm2PublicKeyToSpki(maker.value.publicKey)),
    signatureFile: Buffer.from(parts.file),
    dataHash,
  })
}
