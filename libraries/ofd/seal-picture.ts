import { drawSeal } from './draw-seal.ts'
import type { SealDrawing } from './draw-seal.ts'
import type { SealPicture } from './ses-seal.ts'
import { writeOfd } from './write-ofd.ts'

/**
 * The picture a seal carries, of type `ofd`. A raster picture would need a font's outlines to write the name;
 * as a small OFD the name is text, drawn by the reader's own font, and it lies inside what the maker signs.
 */
export function sealPicture(drawing: SealDrawing, id: string, createdAt: Date): SealPicture {
  const page = drawSeal(drawing)
  return { type: 'ofd', data: writeOfd({ id, title: drawing.name, createdAt, layout: { pages: [page] } }), width: page.width, height: page.height }
}
