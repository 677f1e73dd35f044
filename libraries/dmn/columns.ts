import { decimalOf } from '@xiangyun/feel/numbers'
import type { Decimal } from '@xiangyun/feel/numbers'
import type { Tree } from '@xiangyun/feel/tree'
import type { Value } from '@xiangyun/feel/values'
import { isNumber } from '@xiangyun/feel/values'

/**
 * One column of a decision table with its literals laid out on one line of whole numbers: each number that stands in a cell
 * has a place, so has each gap between two of them, and behind those each text and boolean. A value has one place there and a
 * cell is a span (or several), so that most cells are told by comparing whole numbers.
 */
export interface Column {
  /** The span that a cell keeps within, by rule; a value outside does not fit. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Cells of more than one span, by rule. */
  readonly spans: ReadonlyMap<number, readonly Span[]>
  /** Cells that only an evaluation can tell; within their span is everything. */
  readonly open: Uint8Array
  /** Where a value stands: `NOWHERE` when no literal can hold it, nothing when the cells have to be evaluated. */
  readonly placeOf: (value: Value) => number | undefined
}

type Span = readonly [from: number, to: number]

/** A part of a cell that is known without evaluation: a value, or an interval of numbers. */
type Part = { readonly value: string | boolean } | { readonly from?: Decimal; readonly to?: Decimal; readonly fromIn: boolean; readonly toIn: boolean }

export const NOWHERE = -1
const EVERYTHING: Span = [NOWHERE, 0x7fffffff]
const NOTHING: Span = [0, -2]

export function columnOf(cells: readonly Tree[]): Column {
  const known = cells.map(partsOf)
  const points = sorted(known.flatMap((parts) => parts ?? []).flatMap((part) => ('value' in part ? [] : [part.from, part.to].filter((one) => one !== undefined))))
  const plain = new Map<string | boolean, number>()
  for (const part of known.flatMap((parts) => parts ?? [])) if ('value' in part && !plain.has(part.value)) plain.set(part.value, 2 * points.length + 1 + plain.size)
  const spanOf = (part: Part): Span => {
    if ('value' in part) return [plain.get(part.value)!, plain.get(part.value)!]
    const from = part.from === undefined ? 0 : placeAmong(points, part.from) + (part.fromIn ? 0 : 1)
    const to = part.to === undefined ? 2 * points.length : placeAmong(points, part.to) - (part.toIn ? 0 : 1)
    return [from, to]
  }
  const from = new Int32Array(cells.length)
  const to = new Int32Array(cells.length)
  const open = new Uint8Array(cells.length)
  const spans = new Map<number, readonly Span[]>()
  known.forEach((parts, rule) => {
    const own = parts?.map(spanOf)
    const [low, high] = isAny(cells[rule]!) || !own ? EVERYTHING : own.length === 0 ? NOTHING : [Math.min(...own.map(([one]) => one)), Math.max(...own.map(([, one]) => one))]
    from[rule] = low
    to[rule] = high
    if (!own && !isAny(cells[rule]!)) open[rule] = 1
    if (own && own.length > 1) spans.set(rule, own)
  })
  return { from, to, spans, open, placeOf: (value) => placeOf(points, plain, value) }
}

/** Null and lists fit no literal of these kinds; what is neither of them is told by evaluation, as a range fits an equal range. */
function placeOf(points: readonly Decimal[], plain: ReadonlyMap<string | boolean, number>, value: Value): number | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return plain.get(value) ?? NOWHERE
  if (isNumber(value)) return value.isNaN() ? undefined : placeAmong(points, value)
  return value === null ? NOWHERE : undefined
}

/** Odd for a point, even for the gap before it. */
function placeAmong(points: readonly Decimal[], value: Decimal): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    const found = value.cmp(points[middle]!)
    if (found === 0) return 2 * middle + 1
    if (found < 0) high = middle
    else low = middle + 1
  }
  return 2 * low
}

function sorted(points: readonly Decimal[]): Decimal[] {
  const all = points.toSorted((left, right) => left.cmp(right))
  return all.filter((one, index) => index === 0 || one.cmp(all[index - 1]!) !== 0)
}

const isAny = (cell: Tree): boolean => cell.kind === 'tests' && !cell.negated && cell.any.length === 0

/** What a cell holds, when it is literals only: none of them null, for null fits by rules of its own. */
function partsOf(cell: Tree): readonly Part[] | undefined {
  if (cell.kind === 'tests' && cell.negated) return undefined
  const parts = (cell.kind === 'tests' ? cell.any : [cell]).map(partOf)
  return parts.every((one) => one !== undefined) ? parts.flat() : undefined
}

function partOf(test: Tree): readonly Part[] | undefined {
  if (test.kind === 'string') return [{ value: test.text }]
  if (test.kind === 'boolean') return [{ value: test.value }]
  if (test.kind === 'range') return intervalOf(numberOf(test.from), numberOf(test.to), test.fromIn, test.toIn)
  if (test.kind === 'test') return comparedWith(test)
  const number = numberOf(test)
  return number && [{ from: number, to: number, fromIn: true, toIn: true }]
}

function comparedWith(test: Tree & { kind: 'test' }): readonly Part[] | undefined {
  const number = numberOf(test.value)
  if (!number) return undefined
  switch (test.op) {
    case '<': case '<=': return [{ to: number, fromIn: false, toIn: test.op === '<=' }]
    case '>': case '>=': return [{ from: number, fromIn: test.op === '>=', toIn: false }]
    case '=': return [{ from: number, to: number, fromIn: true, toIn: true }]
    default: return undefined
  }
}

/** Ends the wrong way round hold nothing. */
function intervalOf(from: Decimal | undefined, to: Decimal | undefined, fromIn: boolean, toIn: boolean): readonly Part[] | undefined {
  if (!from || !to) return undefined
  return from.cmp(to) > 0 ? [] : [{ from, to, fromIn, toIn }]
}

function numberOf(tree: Tree): Decimal | undefined {
  if (tree.kind === 'negate') return numberOf(tree.of)?.neg()
  return tree.kind === 'number' ? decimalOf(tree.text) : undefined
}
