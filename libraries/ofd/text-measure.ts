import type { TextItem } from './layout.ts'

/**
 * Widths without font files: GB 18030 fonts set Chinese characters one em wide and Latin ones about half,
 * which is what Song and Hei do. Where the true font differs, the written advances still hold the place.
 */

/** The advance of one character in ems. */
export function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x2000 ? 0.5 : 1
}

/** The advances of a text item, one a code point, the last included. */
export function advancesOf(item: TextItem): number[] {
  const characters = Array.from(item.text)
  return characters.map((character, index) => item.advances?.[index] ?? characterWidth(character) * item.size)
}

/** The width of a text at a size in millimetres. */
export function measureText(text: string, size: number): number {
  return Array.from(text).reduce((width, character) => width + characterWidth(character) * size, 0)
}

/** Where a text item's baseline begins, before rotation, relative to its `at`. */
export function startOffset(item: TextItem): number {
  if (item.align === undefined || item.align === 'start') return 0
  const width = advancesOf(item).reduce((sum, advance) => sum + advance, 0)
  return item.align === 'middle' ? -width / 2 : -width
}

const NEVER_FIRST = new Set('，。、；：？！）》」』】”’…,.;:?!)')

/** Breaks a text into lines of a width. A line never opens with closing punctuation (GB/T 15834 clause 5). */
export function wrapText(text: string, size: number, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(Array.from(paragraph), size, width))
}

function wrapParagraph(characters: readonly string[], size: number, width: number): string[] {
  const lines: string[] = []
  let line: string[] = []
  let used = 0
  for (const character of characters) {
    const advance = characterWidth(character) * size
    if (line.length > 0 && used + advance > width + 1e-6) {
      const carried = NEVER_FIRST.has(character) && line.length > 1 ? line.splice(-1) : []
      lines.push(line.join(''))
      line = carried
      used = measureText(carried.join(''), size)
    }
    line.push(character)
    used += advance
  }
  return [...lines, line.join('')]
}
