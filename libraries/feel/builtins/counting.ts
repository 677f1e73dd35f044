import { equals, order } from '../compare.ts'
import { Decimal, decimalOf, settle } from '../numbers.ts'
import type { Env } from '../scope.ts'
import { spend } from '../scope.ts'
import { FeelDate } from '../temporal.ts'
import type { Value } from '../values.ts'
import { listOf } from '../values.ts'
import type { Table } from './signature.ts'
import { builtin, onItems, onList } from './signature.ts'

/** List functions (DMN 1.5 §10.3.4.4) that look for, count and add up: those that forms call. */
export const counting: Table = {
  'list contains': onList('list, element', (items, [element]) => items.some((item) => same(item, element ?? null))),
  'count': onList('list', (items) => decimalOf(items.length)),
  'union': builtin('list…', (args, env) => (args.some((one) => one === null) ? null : distinct(args.flatMap((one) => listOf(one)), [], env))),
  'distinct values': onList('list', distinct),
  'min': onItems((items) => extreme(items, -1)),
  'max': onItems((items) => extreme(items, 1)),
  'sum': onItems((items) => overNumbers(items, sum)),
}

export const same = (left: Value, right: Value): boolean => equals(left, right) === true

/** The first of equals stays. Plain values are known by their text; the others are held against each other, and pay for it. */
function distinct(items: readonly Value[], _: readonly Value[], env: Env): Value {
  const kept: Value[] = []
  const plain = new Set<string>()
  const others: Value[] = []
  for (const item of items) {
    const text = plainText(item)
    spend(env, text === undefined ? others.length : 1)
    if (text === undefined ? others.some((one) => same(one, item)) : plain.has(text)) continue
    kept.push(item)
    if (text === undefined) others.push(item)
    else plain.add(text)
  }
  return kept
}

/** A text that equal plain values share and no others; undefined for a value that is not plain. */
function plainText(value: Value): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `"${value}`
  if (value instanceof Decimal) return `#${value.toString()}`
  return value instanceof FeelDate ? `@${value.year}-${value.month}-${value.day}` : undefined
}

function extreme(items: readonly Value[], sign: 1 | -1): Value {
  let best: Value = items[0] ?? null
  for (const item of items.slice(1)) {
    const found = order(item, best)
    if (found === null) return null
    if (found * sign > 0) best = item
  }
  return order(best, best) === null ? null : best
}

export function overNumbers(items: readonly Value[], run: (all: readonly Decimal[]) => Decimal | readonly Decimal[] | null): Value {
  if (items.length === 0 || !items.every((item): item is Decimal => item instanceof Decimal)) return null
  const found = run(items)
  return found instanceof Decimal ? settle(found) : found
}

export const sum = (all: readonly Decimal[]): Decimal => all.reduce((left, right) => left.add(right))
