import { DEFAULT_FONT, millimetres } from './layout.ts'
import type { ImageItem, LayoutItem, LayoutPage, PathCommand, PathItem, Point, TextItem } from './layout.ts'
import { advancesOf, startOffset } from './text-measure.ts'
import { escapeXml } from './xml-escape.ts'
import { ofdElement, ofdFile } from './xml-write.ts'

/** Ids and shared resources of one document, handed out while its pages are written. */
export interface Resources {
  readonly nextId: () => number
  readonly fontId: (name: string) => number
  readonly imageId: (png: Uint8Array) => number
}

/** A page's Content.xml, GB/T 33190-2016 clause 7.7. */
export function pageContent(page: LayoutPage, resources: Resources): Buffer {
  const objects = page.items.map((item) => objectOf(item, resources)).join('')
  const layer = ofdElement('Layer', { ID: resources.nextId(), Type: 'Body' }, objects)
  const area = ofdElement('Area', {}, ofdElement('PhysicalBox', {}, `0 0 ${millimetres(page.width)} ${millimetres(page.height)}`))
  return ofdFile('Page', {}, area + ofdElement('Content', {}, layer))
}

function objectOf(item: LayoutItem, resources: Resources): string {
  switch (item.kind) {
    case 'text':
      return textObject(item, resources)
    case 'image':
      return imageObject(item, resources)
    case 'line':
      return pathObject({
        kind: 'path', stroke: item.colour ?? '#000000', lineWidth: item.width ?? 0.25, commands: [['M', ...item.from], ['L', ...item.to]],
      }, resources)
    case 'rect':
      return pathObject({ ...item, kind: 'path', commands: rectCommands(item.at, item.size) }, resources)
    case 'path':
      return pathObject(item, resources)
  }
}

function rectCommands([x, y]: Point, [width, height]: Point): PathCommand[] {
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']]
}

/**
 * GB/T 33190-2016 clause 11.3. A turned text gets a square box about `at` that holds it at any turn; the
 * usual level text gets its own box and no matrix, which the plainest readers place right.
 */
function textObject(item: TextItem, resources: Resources): string {
  const advances = advancesOf(item)
  const width = advances.reduce((sum, advance) => sum + advance, 0)
  const [x, y] = item.at
  const reach = width + item.size * 1.5
  const place = item.rotate
    ? { Boundary: boundary(x - reach, y - reach, reach * 2, reach * 2), CTM: turnMatrix(item.rotate, reach) }
    : { Boundary: boundary(x + startOffset(item), y - item.size, width, item.size * 1.3) }
  const codes = item.rotate ? textCodes(item, advances, startOffset(item), 0) : textCodes(item, advances, 0, item.size)
  return ofdElement('TextObject', {
    ID: resources.nextId(),
    ...place,
    Font: resources.fontId(item.font ?? DEFAULT_FONT),
    Size: millimetres(item.size),
    Weight: item.bold ? 700 : undefined,
  }, colourElement('FillColor', item.colour ?? '#000000') + codes)
}

function turnMatrix(degrees: number, offset: number): string {
  const turn = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return [cos, sin, -sin, cos].map((value) => String(Number(value.toFixed(6)) + 0)).concat(millimetres(offset), millimetres(offset)).join(' ')
}

/**
 * A character beyond the basic plane gets a TextCode of its own: readers differ in whether DeltaX counts it
 * once or twice, and so none of them misplaces what follows.
 */
function textCodes(item: TextItem, advances: readonly number[], left: number, baseline: number): string {
  const characters = Array.from(item.text)
  let codes = ''
  let x = left
  for (let start = 0; start < characters.length;) {
    let end = start + 1
    while (end < characters.length && isBasic(characters[start]) && isBasic(characters[end])) end++
    const run = advances.slice(start, end)
    codes += ofdElement('TextCode', {
      X: millimetres(x), Y: millimetres(baseline), DeltaX: run.length > 1 ? run.slice(0, -1).map(millimetres).join(' ') : undefined,
    }, escapeXml(characters.slice(start, end).join('')))
    x += run.reduce((sum, advance) => sum + advance, 0)
    start = end
  }
  return codes
}

function isBasic(character: string | undefined): boolean {
  return character?.length === 1
}

type Drawn = { readonly boundary: string; readonly data: string }

/** Paths that many documents share, such as a border, are worked out once. */
const drawn = new WeakMap<PathItem, Drawn>()

/** GB/T 33190-2016 clause 9.1: a path's data counts from its box, B is a cubic curve and C closes. */
function pathObject(item: PathItem, resources: Resources): string {
  const own = drawn.get(item) ?? draw(item)
  drawn.set(item, own)
  return ofdElement('PathObject', {
    ID: resources.nextId(),
    Boundary: own.boundary,
    LineWidth: millimetres(item.lineWidth ?? 0.25),
    Stroke: item.stroke ? undefined : 'false',
    Fill: item.fill ? 'true' : undefined,
  }, (item.fill ? colourElement('FillColor', item.fill) : '') + (item.stroke ? colourElement('StrokeColor', item.stroke) : '')
    + ofdElement('AbbreviatedData', {}, own.data))
}

function draw(item: PathItem): Drawn {
  const margin = (item.lineWidth ?? 0.25) / 2
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const command of item.commands) {
    for (let i = 1; i < command.length; i += 2) {
      const [x, y] = [command[i] as number, command[i + 1] as number]
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0]
  const [x0, y0] = [left - margin, top - margin]
  let data = ''
  for (const command of item.commands) {
    data += `${data === '' ? '' : ' '}${LETTERS[command[0]]}`
    for (let i = 1; i < command.length; i += 2) data += ` ${millimetres((command[i] as number) - x0)} ${millimetres((command[i + 1] as number) - y0)}`
  }
  return { boundary: boundary(x0, y0, right + margin - x0, bottom + margin - y0), data }
}

const LETTERS = { M: 'M', L: 'L', C: 'B', Z: 'C' } as const

/** GB/T 33190-2016 clause 10: an image fills the unit square, which CTM stretches. */
function imageObject(item: ImageItem, resources: Resources): string {
  const [width, height] = item.size.map(millimetres)
  return ofdElement('ImageObject', {
    ID: resources.nextId(),
    Boundary: boundary(...item.at, ...item.size),
    ResourceID: resources.imageId(item.png),
    CTM: `${width} 0 0 ${height} 0 0`,
  })
}

function colourElement(name: 'FillColor' | 'StrokeColor', colour: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (!match) throw new RangeError(`not a #rrggbb colour: ${colour}`)
  return ofdElement(name, { Value: match.slice(1).map((part) => Number.parseInt(part, 16)).join(' ') })
}

function boundary(...numbers: readonly number[]): string {
  return numbers.map(millimetres).join(' ')
}
