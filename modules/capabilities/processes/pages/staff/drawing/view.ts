import { canvasOf, type Drawn } from './marks.ts'

/**
 * Brings the diagram into sight: as a whole, or no smaller than can be read and then from its beginning.
 * `left` is kept free for what lies over the canvas there.
 */
export function bringIntoSight(drawn: Drawn, { least, left = 0 }: { least: number, left?: number }): void {
  const canvas = canvasOf(drawn)
  const { inner, outer } = canvas.viewbox()
  if (!outer.width || !outer.height || !inner.width) return
  const margin = 16
  const whole = Math.min((outer.width - left - 2 * margin) / inner.width, (outer.height - 2 * margin) / inner.height, 1)
  const zoom = Math.max(whole, least)
  const isAll = zoom === whole
  const [width, height] = [outer.width / zoom, outer.height / zoom]
  const x = isAll ? inner.x - left / zoom - (width - left / zoom - inner.width) / 2 : inner.x - (left + margin) / zoom
  const y = inner.height <= height ? inner.y - (height - inner.height) / 2 : inner.y - margin / zoom
  canvas.viewbox({ x, y, width, height })
}
