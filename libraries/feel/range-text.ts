import { Decimal } from './numbers.ts'
import { readAt } from './temporal-text.ts'
import { Range } from './values.ts'
import type { Value } from './values.ts'
import { order } from './compare.ts'

const RANGE = /^([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])$/s

/** Reads `"[18..21)"`: numbers, quoted strings, `@"…"` and date functions with a literal as ends (DMN 1.5 §10.3.4.1). */
export function parseRangeText(text: string): Range | null {
  const found = RANGE.exec(text.trim())
  if (!found) return null
  const [from, to] = [endpoint(found[2] ?? ''), endpoint(found[3] ?? '')]
  const fromIn = found[1] === '['
  const toIn = found[4] === ']'
  if (from === undefined || to === undefined || (from === null && to === null)) return null
  if ((from === null && fromIn) || (to === null && toIn)) return null
  if (from !== null && to !== null && (order(from, to) ?? 1) > 0) return null
  return new Range(from, to, fromIn, toIn)
}

function endpoint(text: string): Value | undefined {
  if (text === '' || text === 'null') return null
  if (/^-?(\d+(\.\d+)?|\.\d+)$/.test(text)) return new Decimal(text)
  const quoted = /^"([^"]*)"$/.exec(text)
  if (quoted) return quoted[1] ?? ''
  const literal = /^(?:@|(?:date|time|date and time|duration)\s*\(\s*)"([^"]*)"\s*\)?$/.exec(text)
  return literal ? (readAt(literal[1] ?? '') ?? undefined) : undefined
}
