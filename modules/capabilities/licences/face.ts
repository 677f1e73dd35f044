import { measureText, qrPath, wrapText } from '@xiangyun/ofd'
import type { LayoutItem, LayoutPage, Point } from '@xiangyun/ofd'
import type { Field } from './contract.ts'
import { BLUE, border, GREY, INK, titleRule, waves } from './ornament.ts'

export const SEAL_SIZE = 42

export type Face = {
  readonly orientation: 'portrait' | 'landscape'
  readonly title: string
  readonly number: string
  readonly identifier: string
  readonly fields: readonly Field[]
  readonly issuer: string
  readonly issuedOn: string
  /** What the code says: the address where the licence can be verified. */
  readonly address: string
  readonly demonstration: boolean
}

export type Drawn = { readonly pages: readonly LayoutPage[]; readonly sealAt: Point }

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** `2026-11-23` as it stands on paper. */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** Draws a licence: a calm sheet with a double border, the fields, the code, and the issuer where the seal goes. */
export function drawLicence(face: Face): Drawn {
  const wide = face.orientation === 'landscape'
  const [width, height] = wide ? [297, 210] : [210, 297]
  const titleAt = wide ? 38 : 46
  const box: Box = wide ? { x: 26, y: 64, width: 168, height: 118 } : { x: 28, y: 76, width: 154, height: 128 }
  const qr: Box = wide ? { x: 216, y: 66, width: 42, height: 42 } : { x: 30, y: 218, width: 38, height: 38 }
  const signature: Point = wide ? [237, 156] : [140, 236]
  const sheet = [waves(width, height), ...border(width, height)]
  const { items, rest } = placeFields(face.fields, box)
  const first: LayoutPage = {
    width, height,
    items: [
      ...sheet, ...title(face.title, width / 2, titleAt), ...titleRule(width / 2, titleAt + 7),
      { kind: 'text', text: `编号：${face.number}`, at: [width - 24, titleAt + 16], size: 4, colour: GREY, align: 'end' },
      ...items,
      qrPath({ text: face.address, at: [qr.x, qr.y], size: qr.width, colour: INK, alt: '扫码核验证照的二维码' }),
      { kind: 'text', text: '扫码核验', at: [qr.x + qr.width / 2, qr.y + qr.height + 5], size: 3.4, colour: GREY, align: 'middle' },
      { kind: 'text', text: face.issuer, at: signature, size: Math.min(5.4, 84 / Math.max(Array.from(face.issuer).length, 1)), colour: INK, align: 'middle' },
      { kind: 'text', text: chineseDay(face.issuedOn), at: [signature[0], signature[1] + 10], size: 4.8, colour: INK, align: 'middle' },
      ...foot(face, width, height),
    ],
  }
  const more = continuation(face, rest, width, height)
  return { pages: [first, ...more], sealAt: [signature[0] - SEAL_SIZE / 2, signature[1] - SEAL_SIZE / 2 + 3] }
}

function title(text: string, middle: number, y: number): LayoutItem[] {
  const characters = Array.from(text)
  const size = Math.min(15, 190 / (characters.length * 1.25))
  const spread = characters.length <= 8 ? size * 0.35 : size * 0.08
  const advances = characters.map((c, i) => measureText(c, size) + (i < characters.length - 1 ? spread : 0))
  return [{ kind: 'text', text, at: [middle, y], size, bold: true, colour: BLUE, align: 'middle', advances }]
}

function foot(face: Face, width: number, height: number): LayoutItem[] {
  return [
    { kind: 'text', text: `电子证照标识 ${face.identifier}`, at: [width / 2, height - 15.5], size: 2.8, colour: GREY, align: 'middle' },
    ...(face.demonstration ? [{ kind: 'text', text: '演示环境签发，不具法律效力', at: [width / 2, height - 4], size: 2.8, colour: GREY, align: 'middle' } satisfies LayoutItem] : []),
  ]
}

/** Sets the fields as large as they fit; what does not fit at the smallest size goes on. */
function placeFields(fields: readonly Field[], box: Box): { items: LayoutItem[]; rest: readonly Field[] } {
  for (let size = 5; size > 3; size -= 0.25) {
    const set = setFields(fields, box, size)
    if (set.rest.length === 0) return set
  }
  return setFields(fields, box, 3)
}

function setFields(fields: readonly Field[], box: Box, size: number): { items: LayoutItem[]; rest: readonly Field[] } {
  const labelWidth = Math.min(box.width * 0.32, Math.max(...fields.map((f) => measureText(f.label, size)), 0) + size)
  const valueWidth = box.width - labelWidth - size
  const items: LayoutItem[] = []
  let y = box.y + size
  for (const [index, field] of fields.entries()) {
    const labels = wrapText(field.label, size, labelWidth - size * 0.5)
    const values = wrapText(field.value, size, valueWidth)
    const lines = Math.max(labels.length, values.length)
    if (index > 0 && y + (lines - 1) * size * 1.4 > box.y + box.height) return { items, rest: fields.slice(index) }
    labels.forEach((text, i) => items.push({ kind: 'text', text, at: [box.x, y + i * size * 1.4], size, font: '楷体', colour: BLUE }))
    values.forEach((text, i) => items.push({ kind: 'text', text, at: [box.x + labelWidth + size * 0.5, y + i * size * 1.4], size, colour: INK }))
    y += lines * size * 1.4 + size * 0.65
  }
  return { items, rest: [] }
}

function continuation(face: Face, fields: readonly Field[], width: number, height: number): LayoutPage[] {
  if (fields.length === 0) return []
  const box: Box = { x: 26, y: 40, width: width - 52, height: height - 75 }
  const { items, rest } = setFields(fields, box, 4)
  const page: LayoutPage = { width, height, items: [...border(width, height), { kind: 'text', text: `${face.title}（续页）`, at: [width / 2, 28], size: 6, bold: true, colour: BLUE, align: 'middle' }, ...items, ...foot(face, width, height)] }
  return [page, ...continuation(face, rest, width, height)]
}
