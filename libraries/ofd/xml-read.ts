import { SaxesParser } from 'saxes'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

/** An element without its namespace: OFD readers meet several prefixes for one name. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

interface OpenNode {
  name: string
  attributes: Record<string, string>
  children: OpenNode[]
  text: string
}

const DEEPEST = 64
/** Elements and attributes of one file; a small package of millions would take all memory of whoever opens it. */
const MOST = 100_000

/** Reads one XML file. A document type is refused: nothing in OFD needs one, and attacks do. */
export function readXml(bytes: Uint8Array): Result<XmlNode, 'xml'> {
  const root: OpenNode = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser()
  const refuse = (): never => {
    throw new SyntaxError('not acceptable XML')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  let met = 0
  parser.on('attribute', () => { if (++met > MOST) refuse() })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST || ++met > MOST) refuse()
    const node: OpenNode = { name: localName(name), attributes: { ...attributes }, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => open.pop())
  const addText = (text: string) => {
    const node = open.at(-1)
    if (node) node.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close()
  } catch {
    return fail('xml', '不是可读的 XML')
  }
  const [document] = root.children
  return document ? ok(document) : fail('xml', '不是可读的 XML')
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name)
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? []
}

/** The trimmed text of a child, or undefined when there is none. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.text.trim()
}

/** Resolves a place written in a file: absolute from the package's root, or relative to the file's folder. */
export function resolvePlace(place: string, from: string): string {
  if (place.startsWith('/')) return place.slice(1)
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  return folder + place.replace(/^\.\//, '')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
