import { generateSm2Key, issueCertificate, issueRootCertificate } from '@xiangyun/gm'
import { makeSeal, qrPath, sealPicture, writeSealedOfd } from '../index.ts'
import type { LayoutItem, OfdDocument, SealPress } from '../index.ts'

/** A made-up county office, its certificates and its seal, for all tests of this folder. */
export const instant = (day: string) => new Date(`${day}T02:00:00Z`)

export const rootKey = generateSm2Key()
export const root = issueRootCertificate({
  serial: Buffer.of(1), key: rootKey, notBefore: instant('2020-01-01'), notAfter: instant('2060-01-01'), subject: { country: 'CN', commonName: '祥云演示根证书' },
})

const certify = (serial: number, commonName: string, key = generateSm2Key()) => ({
  key,
  certificate: issueCertificate({
    serial: Buffer.of(serial), issuer: root, issuerKey: rootKey, publicKey: key.publicKey, subject: { country: 'CN', commonName },
    notBefore: instant('2025-01-01'), notAfter: instant('2028-01-01'),
  }),
})

export const maker = certify(2, '祥云演示制章中心')
export const signer = certify(3, '示例县市场监督管理局')
export const stranger = certify(4, '无关人员')

const sealFor = (validTo: Date, makerKey = maker.key) => makeSeal({
  id: '22990100000001', vendor: 'XY', kind: 1, name: '示例县市场监督管理局', createdAt: instant('2025-02-01'), validFrom: instant('2025-02-01'), validTo,
  picture: sealPicture({ name: '示例县市场监督管理局', purpose: '行政审批专用章' }, '00000000000000000000000000000001', instant('2025-02-01')),
  signers: [signer.certificate], makerKey, makerCertificate: maker.certificate,
})

export const seal = sealFor(instant('2027-02-01'))
export const shortSeal = sealFor(instant('2025-03-01'))
export const forgedSeal = sealFor(instant('2027-02-01'), stranger.key)

/** A picture of one pixel. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

const lines = ['经营者名称：示例食品有限公司', '法定代表人：𠮷㛃', '住所：示例县<解放>大街 1 号 & 2 号', '主体业态：餐饮服务经营者', '许可证编号：JY22299010000012']

const items: LayoutItem[] = [
  { kind: 'rect', at: [10, 10], size: [190, 277], stroke: '#8b0000', lineWidth: 0.8 },
  { kind: 'text', text: '食品经营许可证', at: [105, 40], size: 12, font: '黑体', bold: true, align: 'middle' },
  ...lines.map((text, index): LayoutItem => ({ kind: 'text', text, at: [25, 70 + index * 12], size: 5 })),
  { kind: 'line', from: [25, 200], to: [185, 200] },
  qrPath({ text: 'https://xiangyun.example/licences/0190f3c2a5b47cde8f0123456789abcd', at: [25, 215], size: 30, alt: '证照标识二维码' }),
  { kind: 'image', at: [150, 60], size: [30, 40], png, alt: '样例图片' },
]

export const licence: OfdDocument = {
  id: '0190f3c2a5b47cde8f0123456789abcd', title: '食品经营许可证 & <样例>', author: '示例县市场监督管理局', createdAt: instant('2026-03-02'),
  customData: { 证照标识: '1.2.156.3005.2…', 持证主体: '示例食品有限公司' }, layout: { pages: [{ width: 210, height: 297, items }] },
}

export const press: SealPress = {
  seal, signerKey: signer.key, signerCertificate: signer.certificate, signedAt: instant('2026-03-02'), at: [140, 230],
}

export function sealedLicence(options: Partial<SealPress> = {}): Buffer {
  const sealed = writeSealedOfd(licence, { ...press, ...options })
  if (!sealed.ok) throw new Error(sealed.message)
  return sealed.value
}
