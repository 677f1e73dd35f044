import type { Certificate } from './certificate.ts'
import { decodeDer, derChildren, expectTag, readBits, readBoolean, readInteger, readIntegerBytes, readOctets, readOid, readSequence, readTime, refuseDer } from './der-read.ts'
import type { DerElement } from './der-read.ts'
import { derBitString, derCertificateTime, derExplicit, derImplicit, derInteger, derOctetString, derOid, derSequence } from './der-write.ts'
import { OID } from './oids.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import type { Sm2PrivateKey } from './sm2-keys.ts'
import { fromPem } from './sm2-keys.ts'
import { signSm2, verifySm2 } from './sm2-sign.ts'
import { equalBytes, sm3 } from './sm3.ts'

/** What an authority has taken back: serials in upper-case hexadecimal, with the moment since when. */
export interface RevocationList {
  readonly tbs: Buffer
  readonly issuerDer: Buffer
  readonly thisUpdate: Date
  /** After it the list tells nothing any more; undefined when the authority names no day. */
  readonly nextUpdate: Date | undefined
  readonly revoked: ReadonlyMap<string, Date>
  readonly signature: Buffer
}

export type RevocationListFailure = 'format' | 'algorithm' | 'critical-extension'

/** Reads a complete list of an authority's own certificates, SM2-signed (RFC 5280 clause 5, GM/T 0015-2012), from DER or PEM. Deltas and indirect lists are told apart by their critical extensions and refused. */
export function parseRevocationList(bytes: Uint8Array): Result<RevocationList, RevocationListFailure> {
  const text = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  const der = text.trimStart().startsWith('-----BEGIN') ? fromPem(Buffer.from(bytes).toString('latin1'), 'X509 CRL') : bytes
  const read = der && decodeDer(der, readOuter)
  if (!read?.ok) return fail('format', '不是可读的证书撤销列表')
  const { algorithm, isStrange, ...list } = read.value
  if (algorithm !== OID.sm2WithSm3) return fail('algorithm', '证书撤销列表不是 SM2 签名')
  return isStrange ? fail('critical-extension', '证书撤销列表含有不认识的关键扩展') : ok(list)
}

function readOuter(element: DerElement) {
  const [tbs, algorithm, signature] = readSequence(element, 3)
  const parts = readSequence(tbs, 3, 7)
  const isVersioned = parts[0]?.tag === 0x02
  if (isVersioned && readInteger(parts[0]) !== 1) refuseDer('version')
  const [inner, issuer, thisUpdate, ...rest] = isVersioned ? parts.slice(1) : parts
  const isTime = (part: DerElement | undefined) => part?.tag === 0x17 || part?.tag === 0x18
  const nextUpdate = isTime(rest[0]) ? readTime(rest.shift()) : undefined
  const entries = rest[0]?.tag === 0x30 ? derChildren(rest.shift()!).map(readEntry) : []
  const extensions = rest[0]?.tag === 0xa0 ? rest.shift() : undefined
  if (rest.length > 0) refuseDer('parts left over')
  const outer = readAlgorithm(algorithm)
  return {
    tbs: expectTag(tbs, 0x30).bytes, signature: readBits(signature), algorithm: outer === readAlgorithm(inner) ? outer : '', issuerDer: expectTag(issuer, 0x30).bytes, thisUpdate: readTime(thisUpdate), nextUpdate,
    revoked: new Map(entries.map(({ serial, since }) => [serial, since])), isStrange: entries.some((entry) => entry.isStrange) || (extensions !== undefined && hasCritical(derChildren(extensions)[0])),
  }
}

function readEntry(element: DerElement) {
  const [serial, since, extensions] = readSequence(element, 2, 3)
  return { serial: readIntegerBytes(serial).toString('hex').toUpperCase(), since: readTime(since), isStrange: extensions !== undefined && hasCritical(extensions) }
}

/** No critical extension changes nothing here: each narrows or moves what the list is about. */
const hasCritical = (element: DerElement | undefined): boolean => derChildren(expectTag(element, 0x30)).some((extension) => {
  const parts = readSequence(extension, 2, 3)
  readOid(parts[0])
  readOctets(parts.at(-1))
  return parts.length === 3 && readBoolean(parts[1])
})

const readAlgorithm = (element: DerElement | undefined): string => readOid(readSequence(element, 1, 2)[0])

/** Whether the list is this authority's: its name, its key, and a key that may sign lists. */
export function isListOf(list: RevocationList, issuer: Certificate): boolean {
  const maySign = issuer.isAuthority && (issuer.keyUses === undefined || issuer.keyUses.includes('cRLSign'))
  return maySign && equalBytes(list.issuerDer, issuer.subjectDer) && verifySm2(issuer.publicKey, list.tbs, list.signature)
}

/** What a list says of a certificate at a time; `stale` before the list begins or after it has run out. */
export function revocationState(list: RevocationList, serial: string, at: Date): 'good' | 'revoked' | 'stale' {
  if (list.revoked.has(serial)) return 'revoked'
  return at < list.thisUpdate || (list.nextUpdate !== undefined && at > list.nextUpdate) ? 'stale' : 'good'
}

/** Issues a list under an authority; gives its DER. */
export function issueRevocationList(request: { readonly issuer: Certificate; readonly issuerKey: Sm2PrivateKey; readonly thisUpdate: Date; readonly nextUpdate: Date; readonly revoked: ReadonlyMap<string, Date> }): Buffer {
  const algorithm = derSequence(derOid(OID.sm2WithSm3))
  const entries = [...request.revoked].map(([serial, since]) => derSequence(derInteger(Buffer.from(serial, 'hex')), derCertificateTime(since)))
  const keyId = derSequence(derImplicit(0, sm3(request.issuerKey.publicKey.point).subarray(0, 20)))
  const tbs = derSequence(
    derInteger(1), algorithm, request.issuer.subjectDer, derCertificateTime(request.thisUpdate), derCertificateTime(request.nextUpdate), ...(entries.length > 0 ? [derSequence(...entries)] : []),
    derExplicit(0, derSequence(derSequence(derOid(OID.authorityKeyIdentifier), derOctetString(keyId)))),
  )
  return derSequence(tbs, algorithm, derBitString(signSm2(request.issuerKey, tbs)))
}
