import { issueCertificate } from '@xiangyun/gm'
import { makeSeal, sealPicture } from '@xiangyun/ofd'
import type { Context } from '@xiangyun/kernel/modules'
import { authorityOf, newKey } from './authority.ts'
import type { SealUnit } from './contract.ts'
import { purposeOf } from './rules.ts'
import type { SealRow } from './store.ts'

export const keyPurpose = 'seals/key'
const YEARS = 5

/** A new key, certificate and SES seal of a unit, ready to be kept; the private key leaves only sealed. */
export function newSeal(context: Context, unit: SealUnit, kind: string, edition: number): SealRow {
  const authority = authorityOf(context.keys)
  const key = newKey(context.random)
  const from = new Date(Math.floor(context.now.getTime() / 1000) * 1000)
  const until = new Date(from)
  until.setUTCFullYear(until.getUTCFullYear() + YEARS)
  const id = context.ids.next().replaceAll('-', '')
  const certificate = issueCertificate({
    serial: Buffer.from(`01${id}`, 'hex'), publicKey: key.publicKey, issuer: authority.root, issuerKey: authority.rootKey, notBefore: from, notAfter: until,
    subject: { country: 'CN', province: '吉林省', organisation: unit.name, unit: unit.creditCode, commonName: unit.name },
  })
  const purpose = purposeOf(kind)
  const name = purpose ? `${unit.name}${purpose}` : unit.name
  const seal = makeSeal({
    id, vendor: 'XY', kind: 1, name, createdAt: from, validFrom: from, validTo: until, picture: sealPicture({ name: unit.name, purpose }, id, from),
    signers: [certificate], makerKey: authority.makerKey, makerCertificate: authority.maker,
  })
  return {
    id, unit: unit.id, unit_name: unit.name, kind, edition, name, certificate: certificate.der, seal, valid_from: from, valid_until: until, state: 'valid', since: from, reason: null,
    key: Buffer.from(context.keys.seal(keyPurpose, key.pkcs8.toString('base64'))),
  }
}
