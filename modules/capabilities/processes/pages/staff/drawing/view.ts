import { canvasOf, registryOf, type Drawn } from './marks.ts'

/**
 * Brings the diagram into sight: `least` 0 the whole of it, else its whole width as long as it can be read,
 * and of what is higher than the canvas the row in which it begins.
 * `left` is kept free for what lies over the canvas there.
 */
export function bringIntoSight(drawn: Drawn, { least, left = 0 }: { least: number, left?: number }): void {
  const canvas = canvasOf(drawn)
  const { inner, outer } = canvas.viewbox()
  if (!outer.width || !outer.height || !inner.width) return
  const margin = 12
  const across = Math.min((outer.width - left - 2 * margin) / inner.width, 1)
  const zoom = least ? Math.max(across, least) : Math.min(across, (outer.height - 2 * margin) / inner.height)
  const [width, height] = [outer.width / zoom, outer.height / zoom]
  const isWide = inner.width > width - (left + 2 * margin) / zoom + 1
  const x = isWide ? inner.x - (left + margin) / zoom : inner.x - left / zoom - (width - left / zoom - inner.width) / 2
  canvas.viewbox({ x, y: topOf(drawn, inner, height, margin / zoom), width, height })
}

function topOf(drawn: Drawn, inner: { y: number, height: number }, height: number, margin: number): number {
  if (inner.height <= height) return inner.y - (height - inner.height) / 2
  const start = registryOf(drawn).filter((one) => one.type === 'bpmn:StartEvent' && one.parent?.type === 'bpmn:Process')[0]
  const wanted = start ? start.y + start.height / 2 - height / 2 : inner.y - margin
  return Math.min(Math.max(wanted, inner.y - margin), inner.y + inner.height + margin - height)
}

/** Moves the view sideways by most of what is in sight: 1 to what lies right, -1 to what lies left. */
export function lookAside(drawn: Drawn, to: 1 | -1): void {
  const canvas = canvasOf(drawn)
  const { outer } = canvas.viewbox()
  canvas.scroll({ dx: -to * Math.round(outer.width * 0.6), dy: 0 })
}
