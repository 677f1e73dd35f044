import { OID, sm3 } from '@xiangyun/gm'
import type { Certificate, Sm2PrivateKey } from '@xiangyun/gm'
import { millimetres } from './layout.ts'
import type { Point } from './layout.ts'
import { mapPackage, readPart } from './package-map.ts'
import type { OfdPage } from './package-map.ts'
import { mayPress, readSeal } from './ses-seal.ts'
import type { Seal } from './ses-seal.ts'
import { makeSealSignature } from './ses-signature.ts'
import { childrenOf } from './xml-read.ts'
import { ofdElement, ofdFile, ofdText } from './xml-write.ts'
import { ofdFiles } from './write-ofd.ts'
import type { OfdDocument } from './write-ofd.ts'
import { unzipFiles } from './zip-read.ts'
import { zipFiles } from './zip-write.ts'
import type { PackageFiles } from './zip-write.ts'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

export interface SealPress {
  /** SESeal in DER. */
  readonly seal: Uint8Array
  readonly signerKey: Sm2PrivateKey
  readonly signerCertificate: Certificate
  readonly signedAt: Date
  /** Counts from 0. */
  readonly page?: number
  /** Top left corner of the seal on the page, in millimetres. */
  readonly at: Point
}

export type PressFailure = 'unreadable' | 'seal' | 'signer' | 'page'

/** Writes a document and presses a seal on it in one go, without packing twice. */
export function writeSealedOfd(document: OfdDocument, press: SealPress): Result<Buffer, PressFailure> {
  return pressOn(ofdFiles(document), press)
}

/**
 * Presses a seal on an OFD file (GB/T 38540-2020 clause 7, GB/T 33190-2016 clause 18). A file that carries
 * seals already gets one more; the earlier ones stay valid and are protected by it.
 */
export function pressSeal(ofd: Uint8Array, press: SealPress): Result<Buffer, PressFailure> {
  const files = unzipFiles(ofd)
  return files.ok ? pressOn(files.value, press) : fail('unreadable', files.message)
}

function pressOn(original: PackageFiles, press: SealPress): Result<Buffer, PressFailure> {
  const map = mapPackage(original)
  if (!map.ok) return fail('unreadable', map.message)
  const seal = readSeal(press.seal)
  if (!seal.ok) return fail('seal', seal.message)
  if (!mayPress(seal.value, press.signerCertificate.der)) return fail('signer', '签章人证书不在印章的证书列表中')
  const page = map.value.pages[press.page ?? 0]
  if (!page) return fail('page', '要盖章的页面不存在')

  const files = new Map(original)
  const listPlace = map.value.signaturesPlace ?? 'Doc_0/Signs/Signatures.xml'
  if (map.value.signaturesPlace === undefined && !nameSignatures(files, listPlace)) return fail('unreadable', '入口文件无法登记签章')
  const listed = childrenOf(readPart(files, listPlace), 'Signature')
  const folder = freeFolder(files, listPlace)
  const signaturePlace = `${folder}/Signature.xml`

  const signatureFile = describeSignature({ files, listPlace, folder, page, seal: seal.value, press })
  files.set(signaturePlace, signatureFile)
  files.set(`${folder}/Seal.esl`, press.seal)
  files.set(`${folder}/SignedValue.dat`, makeSealSignature({ ...press, dataHash: sm3(signatureFile), propertyInfo: `/${signaturePlace}` }))
  const places = [...listed.map((node) => node.attributes['BaseLoc'] ?? ''), `/${signaturePlace}`]
  files.set(listPlace, listSignatures(places))
  return ok(zipFiles(files))
}

/** Puts the reference into OFD.xml as it stands: what others wrote there stays untouched. */
function nameSignatures(files: Map<string, Uint8Array>, listPlace: string): boolean {
  const entry = Buffer.from(files.get('OFD.xml') ?? []).toString('utf8')
  const close = /<\/((?:[\w.-]+:)?)DocBody\s*>/.exec(entry)
  if (!close) return false
  const [, prefix = ''] = close
  const reference = `<${prefix}Signatures>/${listPlace}</${prefix}Signatures>`
  files.set('OFD.xml', Buffer.from(entry.slice(0, close.index) + reference + entry.slice(close.index), 'utf8'))
  return true
}

function freeFolder(files: PackageFiles, listPlace: string): string {
  const base = listPlace.slice(0, listPlace.lastIndexOf('/') + 1)
  for (let number = 0; ; number++) {
    const folder = `${base}Sign_${number}`
    if (![...files.keys()].some((name) => name.startsWith(`${folder}/`))) return folder
  }
}

/** Signature.xml, clause 18.2: the digest of every file but the list of seals and this seal's own files. */
function describeSignature(input: {
  files: PackageFiles; listPlace: string; folder: string; page: OfdPage; seal: Seal; press: SealPress
}): Buffer {
  const { files, listPlace, folder, page, seal, press } = input
  const references = [...files].filter(([name]) => name !== listPlace).map(([name, bytes]) =>
    ofdElement('Reference', { FileRef: `/${name}` }, ofdText('CheckValue', sm3(bytes).toString('base64')))).join('')
  const [x, y] = press.at
  const information = ofdElement('Provider', { ProviderName: 'xiangyun', Company: '祥云', Version: '1.0' })
    + ofdText('SignatureMethod', OID.sm2WithSm3)
    + ofdText('SignatureDateTime', press.signedAt.toISOString().replace(/\.\d+Z$/, 'Z'))
    + ofdElement('References', { CheckMethod: OID.sm3 }, references)
    + ofdElement('StampAnnot', {
      ID: '1', PageRef: page.id, Boundary: [x, y, seal.picture.width, seal.picture.height].map(millimetres).join(' '),
    })
    + ofdElement('Seal', {}, ofdText('BaseLoc', `/${folder}/Seal.esl`))
  return ofdFile('Signature', {}, ofdElement('SignedInfo', {}, information) + ofdText('SignedValue', `/${folder}/SignedValue.dat`))
}

/** Signatures.xml, clause 18.1. */
function listSignatures(places: readonly string[]): Buffer {
  const signatures = places.map((place, index) => ofdElement('Signature', { ID: `s${index}`, Type: 'Seal', BaseLoc: place })).join('')
  return ofdFile('Signatures', {}, ofdText('MaxSignId', `s${places.length - 1}`) + signatures)
}
