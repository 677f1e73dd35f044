import { startOffset } from '@xiangyun/ofd/text-measure'
import type { ImageItem, LayoutItem, LineItem, PathItem, RectItem, TextItem } from '@xiangyun/ofd'
import { runsOf } from './text-runs.ts'
import type { Run } from './text-runs.ts'

export type Drawing = PDFKit.PDFDocument

/** Points of 1/72 inch in a millimetre. */
export const POINTS = 72 / 25.4

const points = (millimetres: number): number => millimetres * POINTS
const BLACK = '#000000'

/** What an item says to a reader who cannot see it: text is a paragraph, a named drawing a figure, the rest decoration. */
export function drawItem(drawing: Drawing, item: LayoutItem, part: PDFKit.PDFStructureElement): void {
  if (item.kind === 'text') return said(drawing, part, 'P', {}, () => drawText(drawing, item))
  if (item.kind === 'image' && item.alt) return said(drawing, part, 'Figure', { alt: item.alt }, () => drawImage(drawing, item))
  if (item.kind === 'path' && item.alt) return said(drawing, part, 'Figure', { alt: item.alt }, () => drawPath(drawing, item))
  drawing.markContent('Artifact', { type: 'Layout' })
  if (item.kind === 'image') drawImage(drawing, item)
  else if (item.kind === 'path') drawPath(drawing, item)
  else if (item.kind === 'rect') drawRect(drawing, item)
  else drawLine(drawing, item)
  drawing.endMarkedContent()
}

function said(drawing: Drawing, part: PDFKit.PDFStructureElement, tag: string, options: { readonly alt?: string }, draw: () => void): void {
  const element = drawing.struct(tag, options, draw)
  part.add(element)
  element.end()
}

function drawText(drawing: Drawing, item: TextItem): void {
  const { runs, isReplaced } = runsOf(item)
  const [x, y] = [points(item.at[0]), points(item.at[1])]
  if (isReplaced) drawing.markContent('Span', { actual: item.text })
  drawing.save()
  if (item.rotate) drawing.rotate(item.rotate, { origin: [x, y] })
  drawing.font(item.bold ? 'bold' : 'regular').fontSize(points(item.size)).fillColor(item.colour ?? BLACK)
  let at = x + points(startOffset(item))
  for (const run of runs) {
    drawRun(drawing, run, at, y)
    at += points(run.width)
  }
  drawing.restore()
  if (isReplaced) drawing.endMarkedContent()
}

/** The layout's width holds whatever the face's own is: what is too narrow is set wider, letters that are too wide are condensed. */
function drawRun(drawing: Drawing, run: Run, x: number, y: number): void {
  const own = drawing.widthOfString(run.text)
  const wanted = points(run.width)
  const fits = own === 0 || Math.abs(own - wanted) < 0.01
  const set = fits ? {} : run.isWide || own < wanted ? { characterSpacing: (wanted - own) / Array.from(run.text).length } : { horizontalScaling: 100 * wanted / own }
  drawing.text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic', ...set })
}

function drawLine(drawing: Drawing, item: LineItem): void {
  drawing.moveTo(points(item.from[0]), points(item.from[1])).lineTo(points(item.to[0]), points(item.to[1]))
    .lineWidth(points(item.width ?? 0.25)).stroke(item.colour ?? BLACK)
}

function drawRect(drawing: Drawing, item: RectItem): void {
  painted(drawing.rect(points(item.at[0]), points(item.at[1]), points(item.size[0]), points(item.size[1])), item)
}

function drawPath(drawing: Drawing, item: PathItem): void {
  for (const [letter, ...values] of item.commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values.map(points)
    if (letter === 'M') drawing.moveTo(a, b)
    else if (letter === 'L') drawing.lineTo(a, b)
    else if (letter === 'C') drawing.bezierCurveTo(a, b, c, d, e, f)
    else drawing.closePath()
  }
  painted(drawing, item)
}

function painted(drawing: Drawing, { fill, stroke, lineWidth = 0.25 }: Pick<PathItem, 'fill' | 'stroke' | 'lineWidth'>): void {
  drawing.lineWidth(points(lineWidth))
  if (fill && stroke) drawing.fillAndStroke(fill, stroke)
  else if (fill) drawing.fill(fill)
  else drawing.stroke(stroke ?? BLACK)
}

function drawImage(drawing: Drawing, item: ImageItem): void {
  drawing.image(Buffer.from(item.png), points(item.at[0]), points(item.at[1]), { width: points(item.size[0]), height: points(item.size[1]) })
}
