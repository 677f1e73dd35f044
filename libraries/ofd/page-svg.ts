import { DEFAULT_FONT, millimetres } from './layout.ts'
import type { ImageItem, Layout, LayoutItem, LayoutPage, PathItem, Point, TextItem } from './layout.ts'
import { advancesOf } from './text-measure.ts'
import { escapeXml, xmlElement } from './xml-escape.ts'

/** A seal as it lies on a page: its picture drawn by the same model. */
export interface PlacedSeal {
  readonly name: string
  readonly picture: LayoutPage
  /** Top left corner. */
  readonly at: Point
}

/**
 * Draws one page as an SVG string for a screen. Text stays text, so it can be read aloud, selected and
 * enlarged; drawings without a meaning are hidden from screen readers. No style, script or id is written,
 * so a strict content security policy holds and two pages may stand in one document.
 */
export function pageToSvg(layout: Layout, options: {
  readonly title: string
  readonly page?: number
  readonly seals?: readonly PlacedSeal[]
}): string {
  const page = layout.pages[options.page ?? 0]
  if (!page) throw new RangeError('no such page')
  const [width, height] = [millimetres(page.width), millimetres(page.height)]
  return xmlElement('svg', {
    xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': options.title,
  }, xmlElement('rect', { width, height, fill: '#ffffff', 'aria-hidden': 'true' })
    + page.items.map(itemToSvg).join('')
    + (options.seals ?? []).map(sealToSvg).join(''))
}

function sealToSvg({ name, picture, at: [x, y] }: PlacedSeal): string {
  const drawing = xmlElement('g', { 'aria-hidden': 'true' }, picture.items.map(itemToSvg).join(''))
  return xmlElement('g', { transform: `translate(${millimetres(x)} ${millimetres(y)})`, role: 'img', 'aria-label': `印章：${name}`, opacity: 0.85 }, drawing)
}

function itemToSvg(item: LayoutItem): string {
  switch (item.kind) {
    case 'text':
      return textToSvg(item)
    case 'image':
      return imageToSvg(item)
    case 'line':
      return xmlElement('line', {
        x1: millimetres(item.from[0]), y1: millimetres(item.from[1]), x2: millimetres(item.to[0]), y2: millimetres(item.to[1]),
        stroke: item.colour ?? '#000000', 'stroke-width': millimetres(item.width ?? 0.25), 'aria-hidden': 'true',
      })
    case 'rect':
      return xmlElement('rect', {
        x: millimetres(item.at[0]), y: millimetres(item.at[1]), width: millimetres(item.size[0]), height: millimetres(item.size[1]),
        fill: item.fill ?? 'none', stroke: item.stroke, 'stroke-width': item.stroke && millimetres(item.lineWidth ?? 0.25), 'aria-hidden': 'true',
      })
    case 'path':
      return pathToSvg(item)
  }
}

/** `textLength` holds the layout's width whatever font the screen has. */
function textToSvg(item: TextItem): string {
  const advances = advancesOf(item)
  const width = advances.reduce((sum, advance) => sum + advance, 0)
  const [x, y] = item.at.map(millimetres)
  return xmlElement('text', {
    x, y, 'font-size': millimetres(item.size), 'font-family': `${item.font ?? DEFAULT_FONT}, serif`, fill: item.colour ?? '#000000',
    'font-weight': item.bold ? 700 : undefined,
    'text-anchor': item.align === undefined || item.align === 'start' ? undefined : item.align,
    textLength: advances.length > 1 ? millimetres(width) : undefined,
    transform: item.rotate ? `rotate(${millimetres(item.rotate)} ${x} ${y})` : undefined,
  }, escapeXml(item.text))
}

function pathToSvg(item: PathItem): string {
  const data = item.commands.map(([letter, ...values]) => letter + values.map(millimetres).join(' ')).join('')
  const drawn = { d: data, fill: item.fill ?? 'none', stroke: item.stroke, 'stroke-width': item.stroke && millimetres(item.lineWidth ?? 0.25) }
  return xmlElement('path', item.alt ? { ...drawn, role: 'img', 'aria-label': item.alt } : { ...drawn, 'aria-hidden': 'true' })
}

function imageToSvg(item: ImageItem): string {
  return xmlElement('image', {
    x: millimetres(item.at[0]), y: millimetres(item.at[1]), width: millimetres(item.size[0]), height: millimetres(item.size[1]),
    preserveAspectRatio: 'none', href: `data:image/png;base64,${base64(item.png)}`,
    ...(item.alt ? { role: 'img', 'aria-label': item.alt } : { 'aria-hidden': 'true' }),
  })
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
