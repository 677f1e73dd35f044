/** Unicode blocks by which a pattern may speak of characters (XML Schema Part 2, appendix F). */
const BLOCKS: Readonly<Record<string, string>> = {
  'BasicLatin': '\\u{0}-\\u{7F}', 'Latin-1Supplement': '\\u{80}-\\u{FF}', 'LatinExtended-A': '\\u{100}-\\u{17F}', 'LatinExtended-B': '\\u{180}-\\u{24F}',
  'Greek': '\\u{370}-\\u{3FF}', 'Cyrillic': '\\u{400}-\\u{4FF}', 'Hebrew': '\\u{590}-\\u{5FF}', 'Arabic': '\\u{600}-\\u{6FF}', 'Thai': '\\u{E00}-\\u{E7F}',
  'GeneralPunctuation': '\\u{2000}-\\u{206F}', 'CJKSymbolsandPunctuation': '\\u{3000}-\\u{303F}', 'Hiragana': '\\u{3040}-\\u{309F}', 'Katakana': '\\u{30A0}-\\u{30FF}',
  'HangulSyllables': '\\u{AC00}-\\u{D7AF}', 'CJKUnifiedIdeographs': '\\u{4E00}-\\u{9FFF}', 'CJKUnifiedIdeographsExtensionA': '\\u{3400}-\\u{4DBF}',
  'CJKCompatibilityIdeographs': '\\u{F900}-\\u{FAFF}', 'HalfwidthandFullwidthForms': '\\u{FF00}-\\u{FFEF}',
}

/** First and further characters of names in XML. */
const NAMES: Readonly<Record<string, string>> = { i: '\\p{L}_:', c: '\\p{L}\\p{N}\\p{M}._:\\-' }

const ESCAPE = /\\(?:[pP]\{[^}]*\}|[\s\S])/uy
const PIECE = /\\(?:[pP]\{[^}]*\}|[\s\S])|\[|[\s\S]/uy

/**
 * A pattern of XPath as one of the platform's: character-class subtraction, Unicode blocks and name characters are
 * written out (XPath Functions 3.1 §5.6.1). Undefined when it is not a pattern.
 */
export function platformPattern(pattern: string): string | undefined {
  let made = ''
  let at = 0
  while (at < pattern.length) {
    PIECE.lastIndex = at
    const piece = PIECE.exec(pattern)?.[0] ?? ''
    if (piece === '[') {
      const found = characterClass(pattern, at)
      if (!found) return undefined
      made += found.text
      at = found.end
      continue
    }
    at += piece.length
    made += piece.startsWith('\\') ? outside(piece) : piece
  }
  return made
}

/** The pattern without the blanks outside of its character classes, as the flag `x` wants it. */
export function unspaced(pattern: string): string {
  let made = ''
  let depth = 0
  let isEscaped = false
  for (const letter of pattern) {
    if (depth === 0 && /\s/.test(letter)) continue
    made += letter
    if (!isEscaped && letter === '[') depth += 1
    if (!isEscaped && letter === ']') depth -= 1
    isEscaped = letter === '\\' && !isEscaped
  }
  return made
}

function outside(piece: string): string {
  const inside = written(piece)
  return inside === piece ? piece : `[${/^\\[PIC]/.test(piece) ? '^' : ''}${inside}]`
}

/** An escape as it stands inside a character class. */
function written(piece: string): string {
  const property = /^\\[pP]\{Is(.*)\}$/u.exec(piece)
  if (property) return BLOCKS[property[1] ?? ''] ?? piece
  return NAMES[(piece[1] ?? '').toLowerCase()] ?? piece
}

/** A class from its `[` on; what is subtracted becomes a look ahead. */
function characterClass(pattern: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let at = start + 1
  let inside = pattern[at] === '^' ? '^' : ''
  at += inside.length
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern.startsWith('-[', at)) {
      const less = characterClass(pattern, at + 1)
      return less && pattern[less.end] === ']' ? { text: `(?:(?!${less.text})[${inside}])`, end: less.end + 1 } : undefined
    }
    ESCAPE.lastIndex = at
    const piece = ESCAPE.exec(pattern)?.[0]
    if (piece && /^\\\d/.test(piece)) return undefined
    inside += piece ? written(piece) : pattern[at] === '[' ? '\\[' : pattern[at]
    at += piece?.length ?? 1
  }
  return at < pattern.length ? { text: `[${inside}]`, end: at + 1 } : undefined
}
