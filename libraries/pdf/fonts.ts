import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'
import type { Font } from 'fontkit'

const { resolve } = createRequire(import.meta.url)

/** One open Song face in two weights (SIL OFL 1.1) with 30,928 characters. Of a document's pages only the glyphs they use are embedded. */
const FILES = { regular: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf', bold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf' } as const

export type Weight = keyof typeof FILES

/** What stands on the page for a character that the face lacks: the printers' sign for a missing sort (GB 2312, row 2: 〓). */
export const GETA = '〓'

const files = new Map<Weight, Buffer>()
let face: Font | undefined

/** The font file of a weight, read once in a process. */
export function fontFile(weight: Weight): Buffer {
  const known = files.get(weight) ?? readFileSync(resolve(FILES[weight]))
  files.set(weight, known)
  return known
}

/** Whether a character can be drawn. Both weights have the same characters. */
export function hasGlyph(character: string): boolean {
  face ??= create(fontFile('regular')) as Font
  return face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
}
