import { parseCertificate } from '@xiangyun/gm'
import type { Certificate } from '@xiangyun/gm'
import { mapPackage, readPart } from './package-map.ts'
import type { PackageMap } from './package-map.ts'
import { readSealSignature } from './ses-signature.ts'
import type { SealSignature } from './ses-signature.ts'
import { checkFiles } from './verify-files.ts'
import type { FileFindings } from './verify-files.ts'
import { failed, passed } from './verify-report.ts'
import type { Check, CheckId, OfdReport, SealReport, Verdict } from './verify-report.ts'
import { checkSeal, checkSignature, checkStatus, checkTrust, checkValidity } from './verify-seal.ts'
import type { Trust } from './verify-seal.ts'
import { childOf, childrenOf, resolvePlace, textOf } from './xml-read.ts'
import type { XmlNode } from './xml-read.ts'
import { DEFAULT_ZIP_LIMITS, unzipFiles } from './zip-read.ts'
import type { ZipLimits } from './zip-read.ts'
import type { PackageFiles } from './zip-write.ts'

const NOTHING = { altered: [], missing: [], added: [], seals: [] } as const

/**
 * Verifies an OFD file and explains the verdict (GB/T 38540-2020 clause 8): package, each file's digest, the
 * signature, the seal and its maker, validity then and now, and the signer's chain when it signed. Any bytes
 * get a report; nothing is thrown.
 */
export function verifyOfd(bytes: Uint8Array, trust: Trust & { readonly limits?: ZipLimits }): OfdReport {
  const files = unzipFiles(bytes, trust.limits ?? DEFAULT_ZIP_LIMITS)
  if (!files.ok) return unreadable(files.message)
  const map = mapPackage(files.value)
  if (!map.ok) return unreadable(map.message)
  const opened = passed('package', '文件可读', `${map.value.pages.length} 页，${files.value.size} 个文件`)
  const document = { ...map.value.information, pages: map.value.pages.length }

  const places = listSignatures(files.value, map.value)
  if (places === undefined) {
    const check = failed('signature-list', '签章列表', '签章列表文件缺失或被改动')
    return { ...NOTHING, verdict: 'altered', reason: check.detail, document, checks: [opened, check] }
  }
  if (places.length === 0) return { ...NOTHING, verdict: 'unsigned', reason: '文件没有盖章', document, checks: [opened] }

  const parts = places.map((place) => signatureParts(files.value, place))
  const found = parts.map((_, index) => verifyOneSeal({ files: files.value, map: map.value, parts, index, trust }))
  const worst = found.map(({ report }) => report).reduce((left, right) => (rank(right.verdict) < rank(left.verdict) ? right : left))
  const gather = (pick: (findings: FileFindings) => readonly string[]) => [...new Set(found.flatMap(({ findings }) => (findings ? pick(findings) : [])))]
  return {
    verdict: worst.verdict,
    reason: worst.reason,
    document,
    altered: gather((findings) => findings.altered),
    missing: gather((findings) => findings.missing),
    added: gather((findings) => findings.added),
    checks: [opened],
    seals: found.map(({ report }) => report),
  }
}

function unreadable(message: string): OfdReport {
  return { ...NOTHING, verdict: 'unreadable', reason: message, checks: [failed('package', '文件可读', message)] }
}

/** More seals than any document bears; beyond it someone wants to keep the verifier busy. */
const MOST_SEALS = 64

/** Where each Signature.xml lies; undefined when OFD.xml names a list that is missing, broken, empty or repeats itself. */
export function listSignatures(files: PackageFiles, map: PackageMap): string[] | undefined {
  const listPlace = map.signaturesPlace
  if (listPlace === undefined) return []
  const list = readPart(files, listPlace)
  if (list?.name !== 'Signatures') return undefined
  const places = childrenOf(list, 'Signature').map((node) => resolvePlace(node.attributes['BaseLoc'] ?? '', listPlace))
  const sound = places.length > 0 && places.length <= MOST_SEALS && new Set(places).size === places.length
  return sound ? places : undefined
}

/** One Signature.xml with what it points to. */
export interface SignatureParts {
  readonly place: string
  readonly file: Uint8Array | undefined
  readonly description: XmlNode | undefined
  readonly value: Uint8Array | undefined
  readonly seal: Uint8Array | undefined
  /** Where these files lie, Signature.xml first. */
  readonly places: readonly string[]
}

/** Gathers a Signature.xml, its signed value and its seal; what is missing stays undefined. */
export function signatureParts(files: PackageFiles, place: string): SignatureParts {
  const description = readPart(files, place)
  const pointed = [textOf(description, 'SignedValue'), textOf(childOf(childOf(description, 'SignedInfo'), 'Seal'), 'BaseLoc')]
  const [valuePlace, sealPlace] = pointed.map((reference) => (reference ? resolvePlace(reference, place) : ''))
  return {
    place, description, file: files.get(place), value: files.get(valuePlace ?? ''), seal: files.get(sealPlace ?? ''),
    places: [place, valuePlace ?? '', sealPlace ?? ''].filter((name) => name !== ''),
  }
}

interface OneSeal {
  readonly files: PackageFiles
  readonly map: PackageMap
  readonly parts: readonly SignatureParts[]
  readonly index: number
  readonly trust: Trust
}

function verifyOneSeal(input: OneSeal): { readonly report: SealReport; readonly findings?: FileFindings } {
  const { files, map, parts, index, trust } = input
  const own = parts[index]
  if (!own?.file || own.description?.name !== 'Signature') {
    const place = own?.place ?? ''
    return { report: broken(place, 'signature-file', `文件“${place}”缺失或被改动`) }
  }
  // What a seal does not digest: the list, its own files, and those of the seals pressed after it.
  const undigested = new Set([map.signaturesPlace ?? '', ...parts.slice(index).flatMap(({ places }) => places)])
  const findings = checkFiles(files, own.description, own.place, undigested)
  const signature = own.value && readSealSignature(own.value)
  if (!signature?.ok) {
    return { findings, report: broken(own.place, 'seal', signature ? signature.message : '签章数据文件缺失', findings.check) }
  }
  const certificate = parseCertificate(signature.value.signerCertificate)
  const signer = certificate.ok ? certificate.value : undefined
  const status = trust.sealStatus?.(signature.value.seal.id) ?? { state: 'unchecked' }
  const statusCheck = checkStatus(status, signature.value.signedAt)
  const groups: CheckGroups = {
    altered: [findings.check, ...checkSignature(signature.value, signer, own.file, own.place)],
    seal: [...checkSeal(signature.value, own.seal, trust), ...(status.state === 'unknown' ? [statusCheck] : [])],
    trust: checkTrust(signature.value, signer, trust),
    validity: [...checkValidity(signature.value, trust), ...(status.state === 'unknown' ? [] : [statusCheck])],
  }
  return { findings, report: { ...describeSeal(own, map, signature.value, signer), ...decide(groups, signature.value), checks: Object.values(groups).flat() } }
}

function describeSeal(own: SignatureParts, map: PackageMap, signature: SealSignature, signer: Certificate | undefined) {
  const stamp = childOf(childOf(own.description, 'SignedInfo'), 'StampAnnot')?.attributes ?? {}
  const page = map.pages.findIndex(({ id }) => id === stamp['PageRef'])
  return {
    place: own.place,
    sealId: signature.seal.id,
    sealName: signature.seal.name,
    signer: signer?.subject.commonName,
    signerSerial: signer?.serial,
    signedAt: signature.signedAt,
    page: page < 0 ? undefined : page,
    boundary: stamp['Boundary']?.split(/\s+/).map(Number),
  }
}

interface CheckGroups {
  readonly altered: readonly Check[]
  readonly seal: readonly Check[]
  readonly validity: readonly Check[]
  readonly trust: readonly Check[]
}

/** The first thing that is wrong decides, in the order in which nothing after it means anything. */
function decide(groups: CheckGroups, signature: SealSignature): { readonly verdict: Verdict; readonly reason: string } {
  const order: readonly (readonly [Verdict, readonly Check[]])[] = [
    ['altered', groups.altered], ['unknown-seal', groups.seal], ['untrusted', groups.trust], ['expired-seal', groups.validity],
  ]
  for (const [verdict, checks] of order) {
    const wrong = checks.find((check) => check.outcome === 'failed')
    if (wrong) return { verdict, reason: wrong.detail }
  }
  const open = groups.validity.find((check) => check.id === 'seal-status' && check.outcome === 'not-checked')
  return { verdict: 'valid', reason: `“${signature.seal.name}”有效，文件未被改动${open ? `（${open.detail}）` : ''}` }
}

/** A seal that cannot be taken apart: a changed file explains it best, else the data are not a seal we know. */
function broken(place: string, id: CheckId, detail: string, files?: Check): SealReport {
  const own = failed(id, '签章数据', detail)
  const checks = files ? [files, own] : [own]
  if (files?.outcome === 'failed') return { place, verdict: 'altered', reason: files.detail, checks }
  return { place, verdict: id === 'seal' ? 'unknown-seal' : 'altered', reason: detail, checks }
}

/** Worst first: a report on many seals is as bad as its worst seal. */
function rank(verdict: Verdict): number {
  return ['unreadable', 'altered', 'unknown-seal', 'untrusted', 'expired-seal', 'unsigned', 'valid'].indexOf(verdict)
}
