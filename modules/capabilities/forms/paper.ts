import { measureText, wrapText } from '@xiangyun/ofd'
import type { LayoutItem, PathCommand } from '@xiangyun/ofd'
import type { Paper } from '@xiangyun/forms'
import { localTime } from '@xiangyun/kernel/time'
import type { Heading, Sealed } from './port.ts'
import type { Said, SaidSection } from './reading.ts'

const INK = '#1A2330'
const GREY = '#55606E'
const LINE = '#8C96A3'
/** A4. */
export const [WIDTH, HEIGHT] = [210, 297]
const [SIDE, TOP, BOTTOM] = [20, 24, 275]
const [SIZE, LEADING, PAD] = [3.9, 5.8, 2.2]
const LABEL = 42
const FULL = WIDTH - 2 * SIDE
const HALF = FULL / 2
/** A sheet that was signed on, 600 × 220, becomes 60 mm wide. */
const PEN = 0.1
const SIGNED = 26

type Pages = { readonly all: LayoutItem[][]; y: number }
type Cell = readonly [width: number, lines: readonly string[], colour: string]

/** The filled form on A4 as offices print theirs: a ruled table, label and answer, groups as tables of their own; how, the form's `paper` says. */
export function drawPages(sections: readonly SaidSection[], sealed: Sealed, heading: Heading): LayoutItem[][] {
  const pages: Pages = { all: [[]], y: TOP }
  const wanted = sealed.form.paper ?? {}
  const title = wanted.title ?? sealed.form.title
  if (wanted.head) put(pages, { kind: 'text', text: wanted.head, at: [SIDE, pages.y - 4], size: 4.2, font: '黑体', colour: INK })
  put(pages, { kind: 'text', text: title, at: [WIDTH / 2, pages.y + 6], size: Math.min(7, FULL / Math.max(measureText(title, 1), 1)), bold: true, colour: INK, align: 'middle' })
  put(pages, { kind: 'text', text: `编号：${heading.number}`, at: [SIDE, pages.y + 16], size: 3.4, colour: GREY })
  put(pages, { kind: 'text', text: heading.issuer, at: [WIDTH - SIDE, pages.y + 16], size: 3.4, colour: GREY, align: 'end' })
  pages.y += 20
  for (const section of sections) drawSection(pages, section, wanted)
  for (const box of wanted.office ?? []) drawOffice(pages, box.title, box.lines ?? 4)
  if (wanted.notes?.length) drawNotes(pages, wanted.notes)
  return pages.all.map((items, index) => [...items, ...foot(sealed, heading, index, pages.all.length)])
}

const put = (pages: Pages, item: LayoutItem): void => void pages.all.at(-1)!.push(item)

/** Goes to the next page when this much does not fit. */
function room(pages: Pages, height: number): void {
  if (pages.y + height <= BOTTOM) return
  pages.all.push([])
  pages.y = TOP
}

function drawSection(pages: Pages, { title, said }: SaidSection, { columns = 1, wide = [] }: Paper): void {
  room(pages, 24)
  put(pages, { kind: 'rect', at: [SIDE, pages.y], size: [FULL, 8], fill: '#EEF1F5', stroke: LINE, lineWidth: 0.2 })
  put(pages, { kind: 'text', text: title, at: [SIDE + PAD, pages.y + 5.4], size: SIZE, bold: true, colour: INK })
  pages.y += 8
  const isShort = (one: Said) => columns === 2 && !one.rows && !one.strokes && !wide.includes(one.at) && wrapText(one.words, SIZE, HALF - LABEL - 2 * PAD).length <= 2
  for (let at = 0; at < said.length; at++) {
    const [one, next] = [said[at]!, said[at + 1]]
    if (one.rows) drawTable(pages, one)
    else if (one.strokes) drawSigned(pages, one, one.strokes)
    else if (next && isShort(one) && isShort(next)) {
      drawCells(pages, [...pairOf(one), ...pairOf(next)])
      at += 1
    } else drawAnswer(pages, one)
  }
  pages.y += 4
}

const pairOf = (said: Said): Cell[] => [[LABEL, wrapText(said.title, SIZE, LABEL - 2 * PAD), GREY], [HALF - LABEL, wrapText(said.words, SIZE, HALF - LABEL - 2 * PAD), INK]]

/** A long answer goes on over as many pages as it takes. */
function drawAnswer(pages: Pages, said: Said): void {
  const label = wrapText(said.title, SIZE, LABEL - 2 * PAD)
  const words = wrapText(said.words, SIZE, FULL - LABEL - 2 * PAD)
  for (let at = 0; at < Math.max(words.length, 1);) {
    const fits = Math.max(1, Math.floor((BOTTOM - pages.y - 2 * PAD) / LEADING))
    if (fits < Math.min(words.length - at, 3)) {
      room(pages, BOTTOM)
      continue
    }
    const part = words.slice(at, at + fits)
    drawCells(pages, [[LABEL, at === 0 ? label : [], GREY], [FULL - LABEL, part, INK]])
    at += Math.max(part.length, 1)
  }
}

/** What a hand drew stands on the paper as it was drawn. */
function drawSigned(pages: Pages, said: Said, strokes: readonly (readonly number[])[]): void {
  const label = wrapText(said.title, SIZE, LABEL - 2 * PAD)
  const height = Math.max(SIGNED, label.length * LEADING + 2 * PAD)
  room(pages, height)
  const [left, top] = [SIDE + LABEL + PAD, pages.y + PAD]
  put(pages, { kind: 'rect', at: [SIDE, pages.y], size: [LABEL, height], stroke: LINE, lineWidth: 0.2 })
  put(pages, { kind: 'rect', at: [SIDE + LABEL, pages.y], size: [FULL - LABEL, height], stroke: LINE, lineWidth: 0.2 })
  label.forEach((text, index) => put(pages, { kind: 'text', text, at: [SIDE + PAD, pages.y + PAD + 3.6 + index * LEADING], size: SIZE, colour: GREY }))
  put(pages, { kind: 'path', commands: strokes.flatMap((stroke) => penOf(stroke, left, top)), stroke: INK, lineWidth: 0.5, alt: `${said.title}：手写签名` })
  pages.y += height
}

/** A dot is a line too short to see its length. */
function penOf(stroke: readonly number[], left: number, top: number): PathCommand[] {
  const points = Array.from({ length: Math.floor(stroke.length / 2) }, (_, at) => [left + stroke[at * 2]! * PEN, top + stroke[at * 2 + 1]! * PEN] as const)
  const [first, ...rest] = points
  if (!first) return []
  return [['M', ...first], ...(rest.length > 0 ? rest : [[first[0] + 0.3, first[1]] as const]).map((point): PathCommand => ['L', ...point])]
}

function drawCells(pages: Pages, cells: readonly Cell[]): void {
  const height = Math.max(...cells.map(([, lines]) => lines.length), 1) * LEADING + 2 * PAD - 1
  room(pages, height)
  let x = SIDE
  for (const [width, lines, colour] of cells) {
    put(pages, { kind: 'rect', at: [x, pages.y], size: [width, height], stroke: LINE, lineWidth: 0.2 })
    lines.forEach((text, index) => put(pages, { kind: 'text', text, at: [x + PAD, pages.y + PAD + 3.6 + index * LEADING], size: SIZE, colour }))
    x += width
  }
  pages.y += height
}

function drawTable(pages: Pages, said: Said): void {
  const columns = said.columns ?? []
  const width = FULL / Math.max(columns.length, 1)
  drawCells(pages, [[FULL, wrapText(`${said.title}（${said.words}）`, SIZE, FULL - 2 * PAD), GREY]])
  drawCells(pages, columns.map((title): Cell => [width, wrapText(title, SIZE, width - 2 * PAD), GREY]))
  for (const row of said.rows ?? []) drawCells(pages, row.map((words): Cell => [width, wrapText(words, SIZE, width - 2 * PAD).slice(0, 30), INK]))
}

/** A box that the office fills in by hand, with room to sign and date. */
function drawOffice(pages: Pages, title: string, lines: number): void {
  const height = Math.max(lines, 2) * 8
  room(pages, height)
  put(pages, { kind: 'rect', at: [SIDE, pages.y], size: [LABEL, height], stroke: LINE, lineWidth: 0.2 })
  put(pages, { kind: 'rect', at: [SIDE + LABEL, pages.y], size: [FULL - LABEL, height], stroke: LINE, lineWidth: 0.2 })
  wrapText(title, SIZE, LABEL - 2 * PAD).forEach((text, index) => put(pages, { kind: 'text', text, at: [SIDE + PAD, pages.y + PAD + 3.6 + index * LEADING], size: SIZE, colour: GREY }))
  put(pages, { kind: 'text', text: '（签字、盖章）　　　　年　　月　　日', at: [WIDTH - SIDE - PAD, pages.y + height - 4], size: SIZE, colour: GREY, align: 'end' })
  pages.y += height
}

function drawNotes(pages: Pages, notes: readonly string[]): void {
  pages.y += 3
  for (const line of ['填表说明', ...notes.map((note, index) => `${index + 1}. ${note}`)].flatMap((text) => wrapText(text, 3.4, FULL))) {
    room(pages, 5)
    put(pages, { kind: 'text', text: line, at: [SIDE, pages.y + 4], size: 3.4, colour: GREY })
    pages.y += 5
  }
}

function foot(sealed: Sealed, heading: Heading, index: number, count: number): LayoutItem[] {
  const small = { kind: 'text', size: 2.8, colour: GREY } as const
  return [
    { ...small, text: `${sealed.whoName} 于 ${localTime(sealed.at).slice(0, 16).replace('T', ' ')} 提交 · 摘要 ${sealed.digest.slice(0, 32)}`, at: [SIDE, HEIGHT - 14] },
    { ...small, text: `第 ${index + 1} 页，共 ${count} 页`, at: [WIDTH - SIDE, HEIGHT - 14], align: 'end' },
    ...(heading.demonstration ? [{ ...small, text: '演示环境，不具法律效力', at: [WIDTH / 2, HEIGHT - 8], align: 'middle' } satisfies LayoutItem] : []),
  ]
}
