import type { LayoutPage } from '@xiangyun/ofd'
import type { Context } from '@xiangyun/kernel/modules'
import { sealsPort } from '#modules/capabilities/seals/port.ts'
import { drawLicence } from './face.ts'
import type { Drawn } from './face.ts'
import { enter } from './log/enter.ts'
import { licenceStore } from './store.ts'
import type { Licence } from './store.ts'
import { readLicenceTypes } from './types.ts'

const LIMIT = 20 * 1024 * 1024

export const verifyAddress = (address: string, code: string): string => `${address}/verify?c=${encodeURIComponent(code)}`

/** The licence's sheet without its seal. */
export function sheetOf(context: Pick<Context, 'config'>, licence: Licence): Drawn {
  const type = readLicenceTypes(context.config.catalogue).types.get(licence.type)
  return drawLicence({
    orientation: type?.layout.orientation ?? 'landscape', title: type?.layout.title ?? licence.name, number: licence.face.number, identifier: licence.identifier, fields: licence.face.fields,
    issuer: licence.unitName, issuedOn: licence.issuedOn, address: verifyAddress(context.config.address, licence.identifier), demonstration: context.config.demonstration,
  })
}

/** Draws, seals and keeps the file; gives its hash. */
export async function makeFile(context: Context, licence: Licence, by: string): Promise<string> {
  const drawn = sheetOf(context, licence)
  const { ofd } = await context.ask(sealsPort).press({
    unit: { id: licence.unit, name: licence.unitName, creditCode: licence.unitCode }, seal: licence.seal ?? undefined, at: drawn.sealAt, by, case: licence.case ?? undefined,
    document: {
      id: licence.id.replaceAll('-', ''), title: licence.name, author: licence.unitName, createdAt: context.now, layout: { pages: drawn.pages },
      customData: { 证照标识: licence.identifier, 证照类型: licence.name, 持证主体: licence.holderName, 有效期自: licence.validFrom, 有效期至: licence.validUntil ?? '长期' },
    },
  })
  return keep(context, ofd)
}

export async function keep(context: Context, bytes: Uint8Array): Promise<string> {
  const blob = await context.blobs.put((async function* () { yield bytes })(), LIMIT)
  if (blob === 'too-large') throw new Error('a sealed file is too large')
  return blob.hash
}

/** The sealed file; that of a licence entered without one is made when it is first wanted. */
export async function fileOf(context: Context, licence: Licence): Promise<Buffer> {
  const hash = licence.fileHash ?? (await makeMissing(context, licence))
  const bytes = await context.blobs.get(hash)
  if (!bytes) throw new Error(`the file of licence ${licence.id} is missing`)
  return bytes
}

/** Of two that make the file at once, the first is kept. */
async function makeMissing(context: Context, licence: Licence): Promise<string> {
  const store = licenceStore(context)
  const made = await makeFile(context, licence, 'system')
  if ((await store.setFile(licence.id, made)) > 0) {
    await enter(context, 'filed', { ...licence, fileHash: made })
    return made
  }
  return (await store.find(licence.id))!.fileHash!
}

/** The first page with its seal, for a screen. */
export function pictureParts(context: Context, licence: Licence): { layout: { pages: readonly LayoutPage[] }; seal: { name: string; picture: LayoutPage; at: Drawn['sealAt'] } } {
  const drawn = sheetOf(context, licence)
  return { layout: { pages: drawn.pages }, seal: { ...context.ask(sealsPort).drawing({ name: licence.unitName }, licence.seal ?? undefined), at: drawn.sealAt } }
}
