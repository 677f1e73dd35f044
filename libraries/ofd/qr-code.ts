import { create } from 'qrcode'
import type { PathCommand, PathItem, Point } from './layout.ts'

/** Draws a QR code (GB/T 18284) as one filled path, so that it stays sharp at any size. No quiet zone is added. */
export function qrPath(options: {
  readonly text: string
  readonly at: Point
  readonly size: number
  readonly level?: 'L' | 'M' | 'Q' | 'H'
  readonly colour?: string
  readonly alt?: string
}): PathItem {
  const { text, at: [left, top], size, level = 'M', colour = '#000000', alt = '二维码' } = options
  const { modules } = create([{ data: Buffer.from(text, 'utf8'), mode: 'byte' }], { errorCorrectionLevel: level })
  const step = size / modules.size
  const commands: PathCommand[] = []
  for (let row = 0; row < modules.size; row++) {
    for (const [start, end] of darkRuns(modules.data, row * modules.size, modules.size)) {
      const [x1, x2, y1, y2] = [left + start * step, left + end * step, top + row * step, top + (row + 1) * step]
      commands.push(['M', x1, y1], ['L', x2, y1], ['L', x2, y2], ['L', x1, y2], ['Z'])
    }
  }
  return { kind: 'path', commands, fill: colour, lineWidth: 0.01, alt }
}

/** The dark stretches of one row as start and end columns. */
function darkRuns(data: Uint8Array, offset: number, length: number): [number, number][] {
  const runs: [number, number][] = []
  for (let column = 0; column < length;) {
    let end = column
    while (end < length && data[offset + end]) end++
    if (end > column) runs.push([column, end])
    column = end + 1
  }
  return runs
}
