import { mod1110, mod112 } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'

/** What a number may be made of: see `catalogue/licence-types/README.md`. */
export type NumberFacts = {
  readonly holder: string | undefined
  readonly division: string
  readonly place: string
  readonly issuedOn: string
  readonly values: Readonly<Record<string, unknown>>
}

/** A number all but its serial: `scope` is what the serial counts in, the text before it. */
export type NumberPlan = { readonly scope: string | undefined; readonly finish: (serial: number) => string }

type Piece = { readonly text: string } | { readonly token: string; readonly argument: string }

const checks: Readonly<Record<string, (digits: string) => string>> = { mod1110, mod112 }

function piecesOf(pattern: string): Piece[] {
  return pattern.split(/(\{[^}]*\})/).filter((p) => p !== '').map((part) => {
    if (!part.startsWith('{')) return { text: part }
    const [token = '', argument = ''] = part.slice(1, -1).split(':')
    return { token, argument }
  })
}

/** What is wrong with a pattern, in Chinese. */
export function patternProblem(pattern: string): string | undefined {
  const tokens = piecesOf(pattern).filter((p) => 'token' in p)
  if (tokens.filter((p) => p.token === 'serial').length > 1) return '流水号只能有一个'
  for (const { token, argument } of tokens) {
    if (['holder', 'place'].includes(token) && argument === '') continue
    if (token === 'division' && /^[1-6]$/.test(argument)) continue
    if (token === 'year' && /^[24]$/.test(argument)) continue
    if ((token === 'month' && argument === '2') || (token === 'date' && argument === '8')) continue
    if (token === 'serial' && /^([1-9]|1\d|2\d)$/.test(argument)) continue
    if (token === 'from' && /^[A-Za-z][\w.]*$/.test(argument)) continue
    if (token === 'check' && argument in checks) continue
    return `不认识的编号成分 {${token}${argument ? `:${argument}` : ''}}`
  }
  return undefined
}

/** Fills a pattern but for its serial number, which the store gives. */
export function planNumber(pattern: string, facts: NumberFacts): Result<NumberPlan, 'licences/number'> {
  const pieces = piecesOf(pattern)
  for (const piece of pieces) {
    if ('token' in piece && textOf(piece.token, piece.argument, facts) === undefined) {
      const what = piece.token === 'from' ? piece.argument : piece.token
      return fail('licences/number', `编号需要“${what}”，但没有给出`)
    }
  }
  const compose = (upTo: number, serial: string) => pieces.slice(0, upTo).reduce((text, piece) => text + ('text' in piece ? piece.text : filled(piece, text, facts, serial)), '')
  const at = pieces.findIndex((p) => 'token' in p && p.token === 'serial')
  if (at === -1) return ok({ scope: undefined, finish: () => compose(pieces.length, '') })
  const width = Number((pieces[at] as { argument: string }).argument)
  return ok({ scope: compose(at, ''), finish: (serial) => compose(pieces.length, String(serial).padStart(width, '0')) })
}

function filled(piece: { token: string; argument: string }, before: string, facts: NumberFacts, serial: string): string {
  if (piece.token === 'serial') return serial
  if (piece.token === 'check') return checks[piece.argument]!(before.replace(/\D/g, ''))
  return textOf(piece.token, piece.argument, facts)!
}

function textOf(token: string, argument: string, facts: NumberFacts): string | undefined {
  const [year, month, day] = facts.issuedOn.split('-') as [string, string, string]
  if (token === 'holder') return facts.holder
  if (token === 'place') return facts.place
  if (token === 'division') return facts.division.slice(0, Number(argument))
  if (token === 'year') return argument === '2' ? year.slice(2) : year
  if (token === 'month') return month
  if (token === 'date') return `${year}${month}${day}`
  if (token === 'from') return valueAt(facts.values, argument)
  return ''
}

/** `decided.name` is either a key of that name or a value inside `decided`. */
function valueAt(values: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const found = path in values ? values[path] : path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), values)
  return found === undefined || found === null || typeof found === 'object' ? undefined : String(found)
}
