/** Text that is safe inside XML elements and attributes; characters XML 1.0 clause 2.2 forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (character) => REPLACEMENTS[character] ?? character)
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
}

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>

/** One element; `content` is XML already, or nothing. Attributes left undefined are left out. */
export function xmlElement(name: string, attributes: XmlAttributes, content = ''): string {
  let open = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) open += ` ${key}="${escapeXml(String(value))}"`
  }
  return content === '' ? `<${open}/>` : `<${open}>${content}</${name}>`
}
