import type { LayoutItem, LayoutPage, PathCommand } from './layout.ts'

const RED = '#e60012'

/** How far a quarter circle's control points stand from its ends, as a share of the radius. */
const KAPPA = 0.5522847498

export interface SealDrawing {
  /** The unit's name, written around the ring. */
  readonly name: string
  /** Written straight below the star, such as 行政审批专用章. */
  readonly purpose?: string
  /** Diameter in whole millimetres; 42 for a county office (国发〔1999〕25号). */
  readonly diameter?: number
}

/** The drawing of a round official seal: ring, star, the name along the arc, the purpose below. */
export function drawSeal({ name, purpose, diameter = 42 }: SealDrawing): LayoutPage {
  const middle = diameter / 2
  const items: LayoutItem[] = [
    { kind: 'path', commands: circle(middle, middle - 0.6), stroke: RED, lineWidth: 1.2 },
    { kind: 'path', commands: star(middle, diameter / 6), fill: RED, lineWidth: 0.01 },
    ...nameOnArc(name, diameter, purpose ? 205 : 250),
  ]
  if (purpose) {
    const size = Math.min(diameter * 0.095, (diameter * 0.56) / Array.from(purpose).length)
    items.push({ kind: 'text', text: purpose, at: [middle, middle + diameter * 0.34], size, align: 'middle', colour: RED })
  }
  return { width: diameter, height: diameter, items }
}

/** `widest` is the arc in degrees the name may take, smaller when words stand below. */
function nameOnArc(name: string, diameter: number, widest: number): LayoutItem[] {
  const characters = Array.from(name)
  const middle = diameter / 2
  const span = Math.min(widest, 24 * characters.length)
  const step = characters.length > 1 ? span / (characters.length - 1) : 0
  const outer = middle - 2.2
  const size = Math.min(diameter * 0.13, characters.length > 1 ? ((step * Math.PI) / 180) * outer * 0.82 : diameter)
  // A glyph's foot stands about an eighth of its height below the baseline.
  const radius = outer - size * 0.88
  return characters.map((text, index) => {
    const angle = index * step - (characters.length > 1 ? span / 2 : 0)
    const turn = (angle * Math.PI) / 180
    const [across, down] = [Math.sin(turn) * radius, -Math.cos(turn) * radius]
    return { kind: 'text', text, at: [middle + across, middle + down], size, rotate: angle, align: 'middle', colour: RED }
  })
}

function circle(middle: number, radius: number): PathCommand[] {
  const [near, far, bend] = [middle - radius, middle + radius, radius * KAPPA]
  return [
    ['M', middle, near],
    ['C', middle + bend, near, far, middle - bend, far, middle],
    ['C', far, middle + bend, middle + bend, far, middle, far],
    ['C', middle - bend, far, near, middle + bend, near, middle],
    ['C', near, middle - bend, middle - bend, near, middle, near],
    ['Z'],
  ]
}

/** A five-pointed star; its inner corners lie where the sides of the pentagram cross. */
function star(middle: number, radius: number): PathCommand[] {
  const inner = radius * (Math.sin(Math.PI / 10) / Math.sin((7 * Math.PI) / 10))
  const corners = Array.from({ length: 10 }, (_, index): PathCommand => {
    const turn = (index * Math.PI) / 5
    const reach = index % 2 === 0 ? radius : inner
    return [index === 0 ? 'M' : 'L', middle + Math.sin(turn) * reach, middle - Math.cos(turn) * reach]
  })
  return [...corners, ['Z']]
}
