import { appendMerkleLeaf, certificateToPem, consistencyProof, EMPTY_FRONTIER, generateSm2Key, inclusionProof, issueCertificate, issueRootCertificate, merkleHead, signSm2 } from '@xiangyun/gm'
import type { MerkleFrontier, Sm2PrivateKey } from '@xiangyun/gm'
import { makeSeal, sealPicture, writeSealedOfd } from '@xiangyun/ofd'
import { entryLeaf, FORMAT, headText, LOG_UNIT, statementText } from '../index.ts'
import type { Entry, LogHead, Proof } from '../index.ts'

/** A made-up county office with its seal, and a log, for all tests of this folder. */
export const moment = (day: string) => new Date(`${day}T02:00:00Z`)
const [from, until] = [moment('2020-01-01'), moment('2060-01-01')]

export const rootKey = generateSm2Key()
export const root = issueRootCertificate({ serial: Buffer.of(1), key: rootKey, notBefore: from, notAfter: until, subject: { country: 'CN', commonName: '祥云演示根证书' } })
export const otherRoot = issueRootCertificate({ serial: Buffer.of(1), key: generateSm2Key(), notBefore: from, notAfter: until, subject: { country: 'CN', commonName: '别处的根证书' } })

export const certify = (serial: number, commonName: string, unit: string) => {
  const key = generateSm2Key()
  return { key, certificate: issueCertificate({ serial: Buffer.of(serial), issuer: root, issuerKey: rootKey, publicKey: key.publicKey, subject: { country: 'CN', unit, commonName }, notBefore: from, notAfter: until }) }
}
export const logger = certify(2, '祥云演示证照日志', LOG_UNIT)
const maker = certify(3, '祥云演示制章中心', 'maker')
export const signer = certify(4, '示例县市场监督管理局', '11229900MB0000000X')

const sealOf = (name: string, by: typeof signer) => makeSeal({
  id: '22990100000001', vendor: 'XY', kind: 1, name, createdAt: moment('2025-02-01'), validFrom: moment('2025-02-01'), validTo: moment('2030-02-01'),
  picture: sealPicture({ name: '示例县市场监督管理局', purpose: '行政审批专用章' }, '00000000000000000000000000000001', moment('2025-02-01')),
  signers: [by.certificate], makerKey: maker.key, makerCertificate: maker.certificate,
})
const seal = sealOf('示例县市场监督管理局', signer)

export const identifier = '1.2.156.3005.2.11229900000000MC0000.11229900MB0000000X.EXAMPLE01.001.K'

export function licenceFile(title = '食品经营许可证', sealName?: string): Buffer {
  const sealed = writeSealedOfd({
    id: '0190f3c2a5b47cde8f0123456789abcd', title, author: '示例县市场监督管理局', createdAt: moment('2026-03-02'), customData: { 证照标识: identifier },
    layout: { pages: [{ width: 210, height: 297, items: [{ kind: 'text', text: title, at: [105, 40], size: 12, align: 'middle' }] }] },
  }, { seal: sealName === undefined ? seal : sealOf(sealName, signer), signerKey: signer.key, signerCertificate: signer.certificate, signedAt: moment('2026-03-02'), at: [140, 230] })
  if (!sealed.ok) throw new Error(sealed.message)
  return sealed.value
}

/** A log of these entries, as the platform would keep it. */
export function logOf(entries: readonly Entry[], by: { readonly key: Sm2PrivateKey; readonly certificate: Parameters<typeof certificateToPem>[0] } = logger) {
  let frontier: MerkleFrontier = EMPTY_FRONTIER
  const nodes = new Map<string, Buffer>()
  const heads: LogHead[] = []
  const sign = (text: string) => signSm2(by.key, Buffer.from(text, 'utf8')).toString('base64')
  for (const entry of entries) {
    const step = appendMerkleLeaf(frontier, entryLeaf(entry))
    frontier = step.frontier
    for (const node of step.nodes) nodes.set(`${node.level}/${node.index}`, node.hash)
    const head = { size: frontier.size, at: entry.at, root: merkleHead(frontier).toString('base64') }
    heads.push({ ...head, signature: sign(headText(head)) })
  }
  const read = (level: number, index: number) => nodes.get(`${level}/${index}`)!
  const base64 = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('base64'))
  const prove = (of: string, given: { readonly at?: Date; readonly since?: number; readonly only?: (entry: Entry) => boolean } = {}): Proof => {
    const head = heads.at(-1)!
    const own = entries.flatMap((entry, position) => (entry.identifier === of && (given.only?.(entry) ?? true) ? [{ ...entry, position }] : []))
    const told = {
      format: FORMAT, identifier: of, at: (given.at ?? moment('2026-06-01')).toISOString(), head, certificate: certificateToPem(by.certificate),
      entries: own.map(({ identifier: _, ...entry }) => ({ ...entry, path: base64(inclusionProof(entry.position, head.size, read)) })),
      ...(given.since === undefined ? {} : { since: { size: given.since, path: base64(consistencyProof(given.since, head.size, read)) } }),
    } as const
    return { ...told, statement: sign(statementText(told)) }
  }
  return { heads, prove }
}
