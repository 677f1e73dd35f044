import type { LayoutItem, PathCommand } from '@xiangyun/ofd'

export const BLUE = '#0b5cad'
export const INK = '#1a2330'
export const GREY = '#5b6675'
const PALE = '#d3e2f1'

/** Fine double border with small knots at the corners. */
export function border(width: number, height: number): LayoutItem[] {
  const frame = (inset: number, lineWidth: number): LayoutItem => ({ kind: 'rect', at: [inset, inset], size: [width - 2 * inset, height - 2 * inset], stroke: BLUE, lineWidth })
  const knot = (x: number, y: number): LayoutItem => ({ kind: 'path', stroke: BLUE, lineWidth: 0.25, commands: diamond(x, y, 2.2) })
  const inset = 10.2
  return [frame(9, 0.9), frame(11.4, 0.25), knot(inset, inset), knot(width - inset, inset), knot(inset, height - inset), knot(width - inset, height - inset)]
}

const diamond = (x: number, y: number, r: number): PathCommand[] => [['M', x, y - r], ['L', x + r, y], ['L', x, y + r], ['L', x - r, y], ['Z']]

const grounds = new Map<string, LayoutItem>()

/** Thin interlaced waves across the middle, like the ground of a printed licence: two pencils of curves out of step. One drawing for every sheet of a size. */
export function waves(width: number, height: number): LayoutItem {
  const size = `${width}x${height}`
  const known = grounds.get(size) ?? drawWaves(width, height)
  grounds.set(size, known)
  return known
}

function drawWaves(width: number, height: number): LayoutItem {
  const commands: PathCommand[] = []
  const [left, right] = [20, width - 20]
  const step = (right - left) / 8
  for (let line = 0; line < 14; line++) {
    const swing = 16 * Math.cos((line / 13) * Math.PI)
    const middle = height * 0.55 + (line % 2 === 0 ? 0.6 : -0.6)
    commands.push(['M', left, middle])
    for (let i = 0; i < 8; i++) {
      const x = left + i * step
      const up = i % 2 === 0 ? swing : -swing
      commands.push(['C', x + step * 0.36, middle + up, x + step * 0.64, middle + up, x + step, middle])
    }
  }
  return { kind: 'path', commands, stroke: PALE, lineWidth: 0.12 }
}

/** A short double rule with a diamond below the title. */
export function titleRule(middle: number, y: number): LayoutItem[] {
  return [
    { kind: 'line', from: [middle - 38, y], to: [middle - 4, y], width: 0.3, colour: BLUE },
    { kind: 'line', from: [middle + 4, y], to: [middle + 38, y], width: 0.3, colour: BLUE },
    { kind: 'path', commands: diamond(middle, y, 1.4), fill: BLUE, lineWidth: 0.01 },
  ]
}
