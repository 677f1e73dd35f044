import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue: (value: unknown) => unknown }

/** A statement or a part of one: text pieces between bound values. Values are always bound, never pasted. */
export type Sql = { readonly pieces: readonly string[]; readonly values: readonly unknown[] }

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'pieces' in value && 'values' in value

/** Writes SQL with values bound in place; a nested `sql` fragment is spliced in with its own values. */
export function sql(strings: TemplateStringsArray, ...inputs: readonly unknown[]): Sql {
  if (!inputs.some(isSql)) return { pieces: strings, values: inputs }
  const pieces: string[] = [strings[0]!]
  const values: unknown[] = []
  inputs.forEach((input, i) => {
    if (isSql(input)) {
      pieces[pieces.length - 1] += input.pieces[0]!
      input.values.forEach((value, j) => { values.push(value); pieces.push(input.pieces[j + 1]!) })
      pieces[pieces.length - 1] += strings[i + 1]!
      return
    }
    values.push(input)
    pieces.push(strings[i + 1]!)
  })
  return { pieces, values }
}

/** A quoted identifier; for names that come from definitions, checked against a strict pattern. */
export function name(...parts: readonly string[]): Sql {
  for (const part of parts) if (!/^[a-z][a-z0-9_]{0,62}$/.test(part)) throw new Error(`not a database name: ${part}`)
  return { pieces: [parts.map((p) => `"${p}"`).join('.')], values: [] }
}

export const none: Sql = { pieces: [''], values: [] }

/** Fragments with a separator between them. */
export function join(parts: readonly Sql[], separator: string): Sql {
  if (parts.length === 0) return none
  return parts.reduce((left, right) => sql`${left}${{ pieces: [separator], values: [] }}${right}`)
}

const names = new Map<string, string>()

/** What was written in one place without parts in it is always the same text. */
const written = new WeakMap<readonly string[], { readonly name: string; readonly text: string }>()

/** pg's query object, its values as the wire wants them, so that one that cannot be written fails before anything leaves; the same text is prepared once per connection under a name of its own. */
export function statement(query: Sql): { name: string; text: string; values: unknown[] } {
  let found = written.get(query.pieces)
  if (!found) {
    found = named(query)
    if (Object.isFrozen(query.pieces)) written.set(query.pieces, found)
  }
  return { ...found, values: query.values.map(prepareValue) }
}

function named(query: Sql): { readonly name: string; readonly text: string } {
  const text = query.pieces.reduce((out, piece, i) => (i === 0 ? piece : `${out}$${i}${piece}`), '')
  let known = names.get(text)
  if (!known) {
    known = createHash('sha256').update(text).digest('hex').slice(0, 32)
    if (names.size < 5000) names.set(text, known)
  }
  return { name: known, text }
}
