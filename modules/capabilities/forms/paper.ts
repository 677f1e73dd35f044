import { measureText, wrapText, writeOfd } from '@xiangyun/ofd'
import type { LayoutItem } from '@xiangyun/ofd'
import type { Context } from '@xiangyun/kernel/modules'
import { localTime } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { Heading, Sealed } from './port.ts'
import { readBack } from './reading.ts'
import type { Said, SaidSection } from './reading.ts'

const INK = '#1A2330'
const GREY = '#55606E'
const LINE = '#8C96A3'
const [WIDTH, HEIGHT, SIDE, TOP, BOTTOM] = [210, 297, 20, 24, 275]
const [SIZE, LEADING, PAD] = [3.9, 5.8, 2.2]
const LABEL = 42
const FULL = WIDTH - 2 * SIDE

type Pages = { readonly all: LayoutItem[][]; y: number }

/** The filled form on A4 as offices print theirs: a ruled table, label and answer, groups as tables of their own. */
export async function paper(context: Context, sealed: Sealed, heading: Heading): Promise<{ name: string; bytes: Buffer }> {
  const organisations = context.ask(organisationsPort)
  const sections = readBack(sealed, (code) => organisations.path(code).filter((one) => one.level !== 'province').map((one) => one.name).join(''))
  const bytes = writeOfd({
    id: sealed.id.replaceAll('-', ''), title: sealed.form.title, author: heading.issuer, createdAt: sealed.at, customData: { receipt: sealed.receipt, digest: sealed.digest },
    layout: { pages: drawPages(sections, sealed, heading).map((items) => ({ width: WIDTH, height: HEIGHT, items })) },
  })
  return { name: `${sealed.form.title}-${heading.number}.ofd`, bytes }
}

function drawPages(sections: readonly SaidSection[], sealed: Sealed, heading: Heading): LayoutItem[][] {
  const pages: Pages = { all: [[]], y: TOP }
  const title = Math.min(7, FULL / Math.max(measureText(sealed.form.title, 1), 1))
  put(pages, { kind: 'text', text: sealed.form.title, at: [WIDTH / 2, pages.y + 6], size: title, bold: true, colour: INK, align: 'middle' })
  put(pages, { kind: 'text', text: `编号：${heading.number}`, at: [SIDE, pages.y + 16], size: 3.4, colour: GREY })
  put(pages, { kind: 'text', text: heading.issuer, at: [WIDTH - SIDE, pages.y + 16], size: 3.4, colour: GREY, align: 'end' })
  pages.y += 20
  for (const section of sections) drawSection(pages, section)
  return pages.all.map((items, index) => [...items, ...foot(sealed, heading, index, pages.all.length)])
}

const put = (pages: Pages, item: LayoutItem): void => void pages.all.at(-1)!.push(item)

/** Goes to the next page when this much does not fit. */
function room(pages: Pages, height: number): void {
  if (pages.y + height <= BOTTOM) return
  pages.all.push([])
  pages.y = TOP
}

function drawSection(pages: Pages, { title, said }: SaidSection): void {
  room(pages, 24)
  put(pages, { kind: 'rect', at: [SIDE, pages.y], size: [FULL, 8], fill: '#EEF1F5', stroke: LINE, lineWidth: 0.2 })
  put(pages, { kind: 'text', text: title, at: [SIDE + PAD, pages.y + 5.4], size: SIZE, bold: true, colour: INK })
  pages.y += 8
  for (const one of said) one.rows ? drawTable(pages, one) : drawAnswer(pages, one)
  pages.y += 4
}

function drawAnswer(pages: Pages, said: Said): void {
  const label = wrapText(said.title, SIZE, LABEL - 2 * PAD)
  const words = wrapText(said.words, SIZE, FULL - LABEL - 2 * PAD)
  for (let at = 0; at < Math.max(words.length, 1);) {
    const fits = Math.max(1, Math.floor((BOTTOM - pages.y - 2 * PAD) / LEADING))
    if (fits < Math.min(words.length - at, 3)) { room(pages, BOTTOM); continue }
    const part = words.slice(at, at + fits)
    const own = at === 0 ? label : []
    drawCells(pages, [[LABEL, own, GREY], [FULL - LABEL, part, INK]])
    at += Math.max(part.length, 1)
  }
}

type Cell = readonly [width: number, lines: readonly string[], colour: string]

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

function foot(sealed: Sealed, heading: Heading, index: number, count: number): LayoutItem[] {
  const small = { kind: 'text', size: 2.8, colour: GREY } as const
  return [
    { ...small, text: `${sealed.whoName} 于 ${localTime(sealed.at).slice(0, 16).replace('T', ' ')} 提交 · 摘要 ${sealed.digest.slice(0, 32)}`, at: [SIDE, HEIGHT - 14] },
    { ...small, text: `第 ${index + 1} 页，共 ${count} 页`, at: [WIDTH - SIDE, HEIGHT - 14], align: 'end' },
    ...(heading.demonstration ? [{ ...small, text: '演示环境，不具法律效力', at: [WIDTH / 2, HEIGHT - 8], align: 'middle' } satisfies LayoutItem] : []),
  ]
}
