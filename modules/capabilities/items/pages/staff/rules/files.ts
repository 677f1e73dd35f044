const EDITOR = 'https://www.omg.org/spec/DMN/20191111/'
const HOUSE = 'https://www.omg.org/spec/DMN/20230324/'
const DI = `${EDITOR}DMNDI/`
const DC = 'http://www.omg.org/spec/DMN/20180521/DC/'
const LINES = 'http://www.omg.org/spec/DMN/20180521/DI/'

/**
 * The editor writes DMN 1.3, the house keeps 1.5: for what both have, only the namespace differs. A rule's legal
 * ground is an annotation in the file, and its description in the editor. Returns undefined for what is no XML.
 */
export function toEditor(xml: string): string | undefined {
  const document = parsed(xml.replaceAll(HOUSE, EDITOR))
  if (!document) return undefined
  for (const rule of named(document, 'rule')) {
    const notes = [...rule.children].filter((one) => one.localName === 'annotationEntry')
    if (notes.length === 0) continue
    const text = notes.map((one) => one.textContent.trim()).filter(Boolean).join('；')
    notes.forEach((one) => one.remove())
    if (text) rule.prepend(made(document, rule, 'description', text))
  }
  if (named(document, 'DMNDI', DI).length === 0) draw(document)
  return written(document)
}

/** Back into the file as the house keeps it. */
export function fromEditor(xml: string): string {
  const document = parsed(xml)
  if (!document) return xml
  for (const rule of named(document, 'rule')) {
    const note = [...rule.children].find((one) => one.localName === 'description')
    if (!note) continue
    note.remove()
    const entry = made(document, rule, 'annotationEntry')
    entry.append(made(document, rule, 'text', note.textContent))
    rule.append(entry)
  }
  for (const table of named(document, 'decisionTable')) {
    const children = [...table.children]
    const first = children.find((one) => one.localName === 'rule')
    if (!first || children.some((one) => one.localName === 'annotation') || !named(document, 'annotationEntry').some((one) => table.contains(one))) continue
    const annotation = made(document, table, 'annotation')
    annotation.setAttribute('name', '依据')
    table.insertBefore(annotation, first)
  }
  return written(document).replaceAll(EDITOR, HOUSE)
}

function parsed(xml: string): Document | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return undefined
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  return document.querySelector('parsererror') ? undefined : document
}
const named = (document: Document, name: string, space = `${EDITOR}MODEL/`): Element[] => [...document.getElementsByTagNameNS(space, name)]
const written = (document: Document): string => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document.documentElement)}\n`

function made(document: Document, like: Element, name: string, text?: string): Element {
  const element = document.createElementNS(like.namespaceURI, like.prefix ? `${like.prefix}:${name}` : name)
  if (text !== undefined) element.textContent = text
  return element
}

/** A requirement diagram where the file has none: what is given in the lowest row, what is decided from it above. */
function draw(document: Document): void {
  const nodes = ['inputData', 'knowledgeSource', 'businessKnowledgeModel', 'decision'].flatMap((name) => named(document, name))
  const heights = new Map<string, number>()
  const byId = new Map(nodes.map((one) => [one.id || (one.getAttribute('id') ?? ''), one]))
  const needs = (one: Element): { line: Element, from: string }[] => [...one.children].filter((child) => child.localName.endsWith('Requirement')).flatMap((line) => [...line.children].map((ref) => ({ line, from: ref.getAttribute('href')?.replace('#', '') ?? '' })))
  const heightOf = (id: string, seen: readonly string[] = []): number => {
    const node = byId.get(id)
    if (!node || seen.includes(id)) return 0
    const known = heights.get(id) ?? Math.max(-1, ...needs(node).map((need) => heightOf(need.from, [...seen, id]))) + 1
    heights.set(id, known)
    return known
  }
  for (const id of byId.keys()) heightOf(id)
  const top = Math.max(0, ...heights.values())
  const rows = Array.from({ length: top + 1 }, (_, row) => [...byId.keys()].filter((id) => heights.get(id) === row))
  const widest = Math.max(...rows.map((row) => row.length)) * 170
  const bounds = new Map(rows.flatMap((row, height) => row.map((id, at) => [id, { x: 100 + (widest - row.length * 170) / 2 + at * 170, y: 80 + (top - height) * 150, width: byId.get(id)?.localName === 'decision' ? 150 : 125, height: byId.get(id)?.localName === 'decision' ? 80 : 45 }] as const)))
  const whole = document.createElementNS(DI, 'dmndi:DMNDI')
  const diagram = document.createElementNS(DI, 'dmndi:DMNDiagram')
  diagram.setAttribute('id', 'requirements-diagram')
  const part = (space: string, name: string, attributes: Readonly<Record<string, string | number>>): Element => {
    const element = document.createElementNS(space, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
    return element
  }
  for (const [id, box] of bounds) {
    const shape = part(DI, 'dmndi:DMNShape', { id: `${id}-shape`, dmnElementRef: id })
    shape.append(part(DC, 'dc:Bounds', box))
    diagram.append(shape)
  }
  for (const [id, node] of byId) for (const { line, from } of needs(node)) {
    const [start, end] = [bounds.get(from), bounds.get(id)]
    const name = line.getAttribute('id')
    if (!start || !end || !name) continue
    const edge = part(DI, 'dmndi:DMNEdge', { id: `${name}-edge`, dmnElementRef: name })
    edge.append(part(LINES, 'di:waypoint', { x: start.x + start.width / 2, y: start.y }), part(LINES, 'di:waypoint', { x: end.x + end.width / 2, y: end.y + end.height }))
    diagram.append(edge)
  }
  whole.append(diagram)
  document.documentElement.append(whole)
}
