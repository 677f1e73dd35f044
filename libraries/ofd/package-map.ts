import type { PackageFiles } from './zip-write.ts'
import { childOf, childrenOf, readXml, resolvePlace, textOf } from './xml-read.ts'
import type { XmlNode } from './xml-read.ts'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

export interface OfdInformation {
  readonly id: string
  readonly title: string
  readonly author: string | undefined
  readonly creationDate: string | undefined
  readonly creator: string | undefined
  readonly customData: Readonly<Record<string, string>>
}

export interface OfdPage {
  readonly id: string
  readonly place: string
}

/** What OFD.xml and Document.xml say lies in the package. */
export interface PackageMap {
  readonly information: OfdInformation
  readonly documentPlace: string
  readonly pages: readonly OfdPage[]
  /** Where Signatures.xml lies, when a seal was pressed. */
  readonly signaturesPlace: string | undefined
}

/** Reads the entry and document files, GB/T 33190-2016 clauses 7.4 and 7.5. */
export function mapPackage(files: PackageFiles): Result<PackageMap, 'structure'> {
  const entry = readPart(files, 'OFD.xml')
  const body = childOf(entry, 'DocBody')
  if (entry?.name !== 'OFD' || !body) return fail('structure', '缺少入口文件 OFD.xml 或其内容不符')
  const documentPlace = resolvePlace(textOf(body, 'DocRoot') ?? '', 'OFD.xml')
  const document = readPart(files, documentPlace)
  if (document?.name !== 'Document') return fail('structure', '缺少文档根文件')
  const pages = childrenOf(childOf(document, 'Pages'), 'Page').map((page) => ({
    id: page.attributes['ID'] ?? '', place: resolvePlace(page.attributes['BaseLoc'] ?? '', documentPlace),
  }))
  const missing = pages.find((page) => !files.has(page.place))
  if (pages.length === 0 || missing) return fail('structure', `缺少页面文件${missing ? `“${missing.place}”` : ''}`)
  const signatures = textOf(body, 'Signatures')
  return ok({
    information: informationOf(childOf(body, 'DocInfo')),
    documentPlace,
    pages,
    signaturesPlace: signatures ? resolvePlace(signatures, 'OFD.xml') : undefined,
  })
}

/** One XML file of the package, or undefined when it is missing or unreadable. */
export function readPart(files: PackageFiles, place: string): XmlNode | undefined {
  const bytes = files.get(place)
  const read = bytes && readXml(bytes)
  return read?.ok ? read.value : undefined
}

function informationOf(node: XmlNode | undefined): OfdInformation {
  const custom = childrenOf(childOf(node, 'CustomDatas'), 'CustomData')
  return {
    id: textOf(node, 'DocID') ?? '',
    title: textOf(node, 'Title') ?? '',
    author: textOf(node, 'Author'),
    creationDate: textOf(node, 'CreationDate'),
    creator: textOf(node, 'Creator'),
    customData: Object.fromEntries(custom.map((item) => [item.attributes['Name'] ?? '', item.text])),
  }
}
