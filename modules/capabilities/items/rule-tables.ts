/** A decision as it stands in the file: for telling where something is, and what changed. */
export interface WrittenTable {
  readonly id: string
  /** Columns by what people call them. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly rules: readonly WrittenRule[]
  /** What an expression says that is no table. */
  readonly text: string
}
export interface WrittenRule { readonly id: string; readonly cells: readonly { readonly id: string; readonly text: string }[]; readonly note: string }

/** Decisions of a file by id, whatever way an editor wrote them. */
export function writtenTables(rules: string | null): Map<string, WrittenTable> {
  return new Map(elements(rules ?? '', 'decision').map((one) => {
    const id = one.attribute('id')
    const columns = (name: string): string[] => elements(one.body, name).map((column) => column.attribute('label') || column.attribute('name') || textsOf(column.body)[0] || '')
    return [id, { id, inputs: columns('input'), outputs: columns('output'), rules: elements(one.body, 'rule').map(ruleOf), text: textsOf(one.body).join(' | ') }]
  }))
}

function ruleOf(rule: Found): WrittenRule {
  const cells = ['inputEntry', 'outputEntry'].flatMap((name) => elements(rule.body, name)).map((cell) => ({ id: cell.attribute('id'), text: textsOf(cell.body)[0] ?? '' }))
  return { id: rule.attribute('id'), cells, note: elements(rule.body, 'annotationEntry').flatMap((one) => textsOf(one.body)).join('；') }
}

/** Element id → where it stands: “第 7 条规则，承诺工作日”. */
export function placesIn(rules: string | null): Map<string, string> {
  return new Map([...writtenTables(rules).values()].flatMap(({ inputs, outputs, rules: all }) => all.flatMap((rule, at) => [
    [rule.id, `第 ${at + 1} 条规则`] as const, ...rule.cells.map((cell, column) => [cell.id, placeOf(at, [...inputs, ...outputs][column])] as const),
  ])).filter(([id]) => id))
}
export const placeOf = (rule: number, column: string | undefined): string => `第 ${rule + 1} 条规则${column ? `，${column}` : ''}`

interface Found { readonly body: string; readonly attribute: (name: string) => string }

function elements(xml: string, name: string): Found[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])((?:[^>"]|"[^"]*")*?)(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, 'g'))].map(([, attributes = '', body = '']) => ({
    body, attribute: (wanted) => plain(new RegExp(`\\s${wanted}="([^"]*)"`).exec(attributes)?.[1] ?? ''),
  }))
}
const textsOf = (xml: string): string[] => elements(xml, 'text').map(({ body }) => plain(body.replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, '$1')))
const plain = (text: string): string => text.trim().replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&#10;', '\n').replaceAll('&amp;', '&')
