import { qrPath, wrapText } from '@xiangyun/ofd'
import type { LayoutItem, LayoutPage, Point } from '@xiangyun/ofd'
import { chineseDay, SEAL_SIZE } from './face.ts'
import { GREY, INK } from './ornament.ts'

export type LetterFace = {
  readonly title: string; readonly number: string; readonly issuer: string; readonly to: string; readonly paragraphs: readonly string[]
  readonly issuedOn: string; readonly address: string; readonly demonstration: boolean
}

const [WIDTH, HEIGHT, SIDE, SIZE, LEADING] = [210, 297, 28, 5.6, 10]
const FIRST = 84
const TOP = 37
const BOTTOM = HEIGHT - 30

type Line = { readonly text: string; readonly indent: number }

/** Sets a letter as official letters are set (GB/T 9704-2012): issuer, title, number, addressee, text indented by two characters, signature right. */
export function drawLetter(letter: LetterFace): { pages: LayoutPage[]; sealPage: number; sealAt: Point } {
  const lines = letter.paragraphs.flatMap(linesOf)
  const pages: LayoutItem[][] = [heading(letter)]
  let y = FIRST
  const room = (height: number) => {
    if (y + height <= BOTTOM) return
    pages.push([])
    y = TOP
  }
  for (const line of lines) {
    room(LEADING)
    pages.at(-1)!.push({ kind: 'text', text: line.text, at: [SIDE + line.indent, y], size: SIZE, font: '仿宋', colour: INK })
    y += LEADING
  }
  room(52)
  const middle = WIDTH - SIDE - 34
  const sign = y + 22
  const size = Math.min(SIZE, 78 / Math.max(Array.from(letter.issuer).length, 1))
  pages.at(-1)!.push(
    { kind: 'text', text: letter.issuer, at: [middle, sign], size, font: '仿宋', colour: INK, align: 'middle' },
    { kind: 'text', text: chineseDay(letter.issuedOn), at: [middle, sign + LEADING], size: SIZE, font: '仿宋', colour: INK, align: 'middle' },
    qrPath({ text: letter.address, at: [SIDE, sign - 12], size: 26, colour: INK, alt: '扫码核验文书的二维码' }),
  )
  return { pages: pages.map((items, i) => ({ width: WIDTH, height: HEIGHT, items: [...items, ...foot(letter, i, pages.length)] })), sealPage: pages.length - 1, sealAt: [middle - SEAL_SIZE / 2, sign - SEAL_SIZE / 2 + 3] }
}

function linesOf(paragraph: string): Line[] {
  const width = WIDTH - 2 * SIDE
  const wrapped = wrapText(`　　${paragraph}`, SIZE, width)
  return wrapped.map((text, i) => (i === 0 ? { text: text.slice(2), indent: 2 * SIZE } : { text, indent: 0 }))
}

function heading(letter: LetterFace): LayoutItem[] {
  return [
    { kind: 'text', text: letter.issuer, at: [WIDTH / 2, 34], size: Math.min(8, 150 / Math.max(Array.from(letter.issuer).length, 1)), bold: true, colour: INK, align: 'middle' },
    { kind: 'text', text: letter.title, at: [WIDTH / 2, 50], size: Math.min(9, 150 / Math.max(Array.from(letter.title).length, 1)), bold: true, colour: INK, align: 'middle' },
    { kind: 'text', text: letter.number, at: [WIDTH / 2, 61], size: 4.6, font: '仿宋', colour: GREY, align: 'middle' },
    { kind: 'text', text: `${letter.to}：`, at: [SIDE, FIRST - LEADING], size: SIZE, font: '仿宋', colour: INK },
  ]
}

function foot(letter: LetterFace, index: number, count: number): LayoutItem[] {
  return [
    ...(count > 1 ? [{ kind: 'text', text: `第 ${index + 1} 页，共 ${count} 页`, at: [WIDTH / 2, HEIGHT - 14], size: 3.4, colour: GREY, align: 'middle' } satisfies LayoutItem] : []),
    ...(letter.demonstration ? [{ kind: 'text', text: '演示环境签发，不具法律效力', at: [WIDTH / 2, HEIGHT - 8], size: 2.8, colour: GREY, align: 'middle' } satisfies LayoutItem] : []),
  ]
}
