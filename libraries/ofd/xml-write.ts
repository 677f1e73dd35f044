import { escapeXml, xmlElement } from './xml-escape.ts'
import type { XmlAttributes } from './xml-escape.ts'

/** GB/T 33190-2016 clause 7.1: the namespace of every file of the package. */
export const OFD_NAMESPACE = 'http://www.ofdspec.org/2016'

/** A whole file: declaration and root element in the OFD namespace. */
export function ofdFile(name: string, attributes: XmlAttributes, content: string): Buffer {
  const root = xmlElement(`ofd:${name}`, { 'xmlns:ofd': OFD_NAMESPACE, ...attributes }, content)
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`, 'utf8')
}

/** An element of the OFD namespace. */
export function ofdElement(name: string, attributes: XmlAttributes, content = ''): string {
  return xmlElement(`ofd:${name}`, attributes, content)
}

/** An element of the OFD namespace that holds text only. */
export function ofdText(name: string, text: string): string {
  return ofdElement(name, {}, escapeXml(text))
}
