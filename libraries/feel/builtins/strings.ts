import { decimalOf } from '../numbers.ts'
import { listOf } from '../values.ts'
import type { Value } from '../values.ts'
import { isCalm } from './calm-pattern.ts'
import { platformPattern, unspaced } from './xpath-pattern.ts'
import type { Table } from './signature.ts'
import { builtin, onText, whole } from './signature.ts'

/** String functions (DMN 1.5 §10.3.4.3); positions count characters, not UTF-16 units. */
export const strings: Table = {
  'substring': onText('string, start position, length?', (text, [start, length]) => substring(text, whole(start), length === undefined || length === null ? undefined : whole(length))),
  'string length': onText('string', (text) => decimalOf([...text].length)),
  'upper case': onText('string', (text) => text.toUpperCase()),
  'lower case': onText('string', (text) => text.toLowerCase()),
  'substring before': onText('string, match', (text, [match]) => withText(match, (part) => text.slice(0, Math.max(0, text.indexOf(part))))),
  'substring after': onText('string, match', (text, [match]) => withText(match, (part) => (text.includes(part) ? text.slice(text.indexOf(part) + part.length) : ''))),
  'contains': onText('string, match', (text, [match]) => withText(match, (part) => text.includes(part))),
  'starts with': onText('string, match', (text, [match]) => withText(match, (part) => text.startsWith(part))),
  'ends with': onText('string, match', (text, [match]) => withText(match, (part) => text.endsWith(part))),
  'matches': onText('input, pattern, flags?', (text, [pattern, flags]) => pattern === undefined ? null : regex(text, pattern, flags, '')?.test(text) ?? null),
  'replace': onText('input, pattern, replacement, flags?', (text, [pattern, replacement, flags]) => replace(text, pattern, replacement, flags)),
  'split': onText('string, delimiter', (text, [delimiter]) => {
    const found = regex(text, delimiter, null, '')
    return found ? (text.split(found) as readonly (string | undefined)[]).map((part) => part ?? '') : null
  }),
  'string join': builtin('list, delimiter? | list, delimiter, prefix, suffix', ([list, delimiter, prefix, suffix]) => join(list ?? null, [delimiter, prefix, suffix])),
}

const withText = (value: Value | undefined, run: (text: string) => Value): Value => (typeof value === 'string' ? run(value) : null)

function substring(text: string, start: number | null, length: number | null | undefined): Value {
  const letters = [...text]
  if (start === null || start === 0 || Math.abs(start) > letters.length || length === null) return start === null || start === 0 || length === null ? null : ''
  if (length !== undefined && length < 1) return null
  const from = start > 0 ? start - 1 : letters.length + start
  return letters.slice(from, length === undefined ? undefined : from + length).join('')
}

const known = new Map<string, RegExp | null>()

/** A pattern of XPath regular expressions; null when it is none or its search might not end. */
function regex(text: string, pattern: Value | undefined, flags: Value | undefined, extra: string): RegExp | null {
  if (typeof pattern !== 'string' || (flags !== undefined && flags !== null && typeof flags !== 'string')) return null
  const asked = flags ?? ''
  if (!asked.includes('q') && !isCalm(pattern, text)) return null
  const key = `${extra}/${asked}/${pattern}`
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size > 500) known.clear()
  const made = makeRegex(pattern, asked, extra)
  known.set(key, made)
  return made
}

function makeRegex(pattern: string, flags: string, extra: string): RegExp | null {
  if (!/^[smixq]*$/.test(flags)) return null
  const quoted = flags.includes('q') ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : pattern
  const body = flags.includes('q') ? quoted : platformPattern(flags.includes('x') ? unspaced(pattern) : pattern)
  if (body === undefined) return null
  try {
    return new RegExp(body, `u${extra}${[...new Set(flags.replace(/[xq]/g, ''))].join('')}`)
  } catch {
    return null
  }
}

function replace(text: string, pattern: Value | undefined, replacement: Value | undefined, flags: Value | undefined): Value {
  const found = regex(text, pattern, flags, 'g')
  if (!found || typeof replacement !== 'string' || found.test('')) return null
  if (typeof flags === 'string' && flags.includes('q')) return text.replace(found, () => replacement)
  return text.replace(found, replacement.replace(/\\?\$0/g, (whole) => (whole.startsWith('\\') ? '$$0' : '$&')).replaceAll('\\$', '$$$$'))
}

function join(list: Value, [delimiter, prefix, suffix]: readonly (Value | undefined)[]): Value {
  if (list === null) return null
  const items: readonly Value[] = listOf(list).filter((item) => item !== null)
  const edges: readonly Value[] = [delimiter, prefix, suffix].map((edge) => edge ?? '')
  if (![...items, ...edges].every((one) => typeof one === 'string')) return null
  return `${String(edges[1])}${items.join(String(edges[0]))}${String(edges[2])}`
}
