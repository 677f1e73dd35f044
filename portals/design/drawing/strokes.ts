/** One stroke of a pen: x and y by turns. */
export type Stroke = readonly number[]

export const sheet = { width: 600, height: 220, strokes: 60, numbers: 240 } as const

/** Leaves out points that hardly bend the line, until the stroke is short enough to keep; Douglas and Peucker's way. */
export function compact(stroke: Stroke): number[] {
  for (let tolerance = 1; ; tolerance *= 2) {
    const kept = bent(pairs(stroke), tolerance).flat().map(Math.round)
    if (kept.length <= sheet.numbers) return kept
  }
}

type Point = readonly [number, number]
const pairs = (stroke: Stroke): Point[] => Array.from({ length: Math.floor(stroke.length / 2) }, (_, at): Point => [stroke[at * 2]!, stroke[at * 2 + 1]!])

function bent(points: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 3) return [...points]
  const far = points.reduce((found, point, at) => {
    const distance = apart(point, first, last)
    return distance > found.distance ? { distance, at } : found
  }, { distance: tolerance, at: 0 })
  return far.at === 0 ? [first, last] : [...bent(points.slice(0, far.at + 1), tolerance).slice(0, -1), ...bent(points.slice(far.at), tolerance)]
}

function apart([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const length = Math.hypot(toX - fromX, toY - fromY)
  return length === 0 ? Math.hypot(x - fromX, y - fromY) : Math.abs((toY - fromY) * x - (toX - fromX) * y + toX * fromY - toY * fromX) / length
}

/** The path that draws a stroke; a dot is a stroke of one point. */
export const pathOf = (stroke: Stroke): string => {
  const [[x, y] = [0, 0], ...rest] = pairs(stroke)
  return `M${x} ${y}${rest.length ? rest.map(([nextX, nextY]) => `L${nextX} ${nextY}`).join('') : 'l0.1 0'}`
}
