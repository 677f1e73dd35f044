import { dayInChina } from './china-day.ts'
import type { Layout } from './layout.ts'
import { millimetres } from './layout.ts'
import { pageContent } from './page-content.ts'
import type { Resources } from './page-content.ts'
import { zipFiles } from './zip-write.ts'
import type { PackageFiles } from './zip-write.ts'
import { escapeXml } from './xml-escape.ts'
import { ofdElement, ofdFile, ofdText } from './xml-write.ts'

export interface OfdDocument {
  /** 32 hexadecimal digits: a UUID without its hyphens. */
  readonly id: string
  readonly title: string
  readonly author?: string
  readonly creator?: string
  readonly createdAt: Date
  /** Named values kept in the document information, such as the licence identifier. */
  readonly customData?: Readonly<Record<string, string>>
  readonly layout: Layout
}

/** Writes an OFD file, GB/T 33190-2016. The same document gives the same bytes. Throws a RangeError on impossible values. */
export function writeOfd(document: OfdDocument): Buffer {
  return zipFiles(ofdFiles(document))
}

/** The files of a document by their name in the package. */
export function ofdFiles(document: OfdDocument): PackageFiles {
  if (!/^[0-9a-f]{32}$/i.test(document.id)) throw new RangeError('a document id has 32 hexadecimal digits')
  const { pages } = document.layout
  const [first] = pages
  if (!first) throw new RangeError('a document has at least one page')
  const resources = collectResources()
  const pageIds = pages.map(() => resources.nextId())
  const files: [string, Buffer][] = pages.map((page, index) => [`Doc_0/Pages/Page_${index}/Content.xml`, pageContent(page, resources)])
  const listed = pageIds.map((id, index) => ofdElement('Page', { ID: id, BaseLoc: `Pages/Page_${index}/Content.xml` })).join('')
  const common = ofdElement('MaxUnitID', {}, String(resources.nextId()))
    + ofdElement('PageArea', {}, ofdElement('PhysicalBox', {}, `0 0 ${millimetres(first.width)} ${millimetres(first.height)}`))
    + ofdText('PublicRes', 'PublicRes.xml')
    + (resources.images.size > 0 ? ofdText('DocumentRes', 'DocumentRes.xml') : '')
  return new Map<string, Buffer>([
    ['OFD.xml', entryFile(document)],
    ['Doc_0/Document.xml', ofdFile('Document', {}, ofdElement('CommonData', {}, common) + ofdElement('Pages', {}, listed))],
    ['Doc_0/PublicRes.xml', fontsFile(resources.fonts)],
    ...(resources.images.size > 0 ? [['Doc_0/DocumentRes.xml', imagesFile(resources.images)] as const] : []),
    ...[...resources.images.values()].map(({ png }, index) => [`Doc_0/Res/Image_${index}.png`, Buffer.from(png)] as const),
    ...files,
  ])
}

/** OFD.xml, clause 7.4: the entry and the document information. */
function entryFile(document: OfdDocument): Buffer {
  const custom = Object.entries(document.customData ?? {})
    .map(([name, value]) => ofdElement('CustomData', { Name: name }, escapeXml(value))).join('')
  const information = ofdText('DocID', document.id.toLowerCase())
    + ofdText('Title', document.title)
    + (document.author ? ofdText('Author', document.author) : '')
    + ofdText('CreationDate', dayInChina(document.createdAt))
    + ofdText('Creator', document.creator ?? '祥云')
    + (custom ? ofdElement('CustomDatas', {}, custom) : '')
  const body = ofdElement('DocInfo', {}, information) + ofdText('DocRoot', 'Doc_0/Document.xml')
  return ofdFile('OFD', { Version: '1.0', DocType: 'OFD' }, ofdElement('DocBody', {}, body))
}

function fontsFile(fonts: ReadonlyMap<string, number>): Buffer {
  const listed = [...fonts].map(([name, id]) => ofdElement('Font', { ID: id, FontName: name, FamilyName: name })).join('')
  return ofdFile('Res', { BaseLoc: 'Res' }, listed ? ofdElement('Fonts', {}, listed) : '')
}

interface KeptImage {
  readonly id: number
  readonly png: Uint8Array
}

function imagesFile(images: ReadonlyMap<string, KeptImage>): Buffer {
  const listed = [...images.values()].map(({ id }, index) =>
    ofdElement('MultiMedia', { ID: id, Type: 'Image', Format: 'PNG' }, ofdText('MediaFile', `Image_${index}.png`))).join('')
  return ofdFile('Res', { BaseLoc: 'Res' }, ofdElement('MultiMedias', {}, listed))
}

function collectResources(): Resources & { readonly fonts: ReadonlyMap<string, number>; readonly images: ReadonlyMap<string, KeptImage> } {
  let last = 0
  const fonts = new Map<string, number>()
  const images = new Map<string, KeptImage>()
  const nextId = () => ++last
  const fontId = (name: string) => {
    const id = fonts.get(name) ?? nextId()
    fonts.set(name, id)
    return id
  }
  const imageId = (png: Uint8Array) => {
    const key = Buffer.from(png).toString('base64')
    const kept = images.get(key) ?? { id: nextId(), png }
    images.set(key, kept)
    return kept.id
  }
  return { nextId, fontId, imageId, fonts, images }
}
