import { equals } from '../compare.ts'
import { Decimal, decimalOf, settle } from '../numbers.ts'
import { FeelFunction, isList, listOf } from '../values.ts'
import type { Value } from '../values.ts'
import { order } from '../compare.ts'
import { spend } from '../scope.ts'
import type { Env } from '../scope.ts'
import type { Table } from './signature.ts'
import { builtin, onItems, onList, whole } from './signature.ts'

const same = (left: Value, right: Value): boolean => equals(left, right) === true

/** List functions (DMN 1.5 §10.3.4.4). */
export const lists: Table = {
  'list contains': onList('list, element', (items, [element]) => items.some((item) => same(item, element ?? null))),
  'count': onList('list', (items) => decimalOf(items.length)),
  'sublist': onList('list, start position, length?', (items, [start, length]) => sublist(items, whole(start), length === undefined || length === null ? items.length : whole(length))),
  'append': onList('list, item…', (items, added) => [...items, ...added]),
  'concatenate': builtin('list…', (args) => (args.some((one) => one === null) ? null : args.flatMap((one) => listOf(one)))),
  'insert before': onList('list, position, newItem', (items, [position, added]) => placed(items, whole(position), (index) => items.toSpliced(index, 0, added ?? null))),
  'remove': onList('list, position', (items, [position]) => placed(items, whole(position), (index) => items.toSpliced(index, 1))),
  'list replace': onList('list, position, newItem | list, match, newItem', replaced),
  'reverse': onList('list', (items) => items.toReversed()),
  'index of': onList('list, match', (items, [match]) => items.flatMap((item, index) => (same(item, match ?? null) ? [decimalOf(index + 1)] : []))),
  'union': builtin('list…', (args, env) => (args.some((one) => one === null) ? null : distinct(args.flatMap((one) => listOf(one)), [], env))),
  'distinct values': onList('list', distinct),
  'flatten': onList('list', (items) => flat(items)),
  'sort': onList('list, precedes?', sorted),
  'min': onItems((items) => extreme(items, -1)),
  'max': onItems((items) => extreme(items, 1)),
  'sum': onItems((items) => overNumbers(items, sum)),
  'mean': onItems((items) => overNumbers(items, mean)),
  'product': onItems((items) => overNumbers(items, (all) => all.reduce((left, right) => left.mul(right)))),
  'median': onItems((items) => overNumbers(items, median)),
  'stddev': onItems((items) => overNumbers(items, deviation)),
  'mode': onItems((items) => (items.length ? overNumbers(items, mode) : [])),
  'all': onItems((items) => truth(items, false)),
  'any': onItems((items) => truth(items, true)),
}

function sublist(items: readonly Value[], start: number | null, length: number | null): Value {
  if (start === null || length === null || start === 0 || length < 0 || Math.abs(start) > items.length) return null
  const from = start > 0 ? start - 1 : items.length + start
  return items.slice(from, from + length)
}

function placed(items: readonly Value[], position: number | null, change: (index: number) => Value): Value {
  if (position === null || position === 0 || Math.abs(position) > items.length) return null
  return change(position > 0 ? position - 1 : items.length + position)
}

function replaced(items: readonly Value[], [by, added]: readonly Value[]): Value {
  if (!(by instanceof FeelFunction)) return placed(items, whole(by), (index) => items.with(index, added ?? null))
  const found = items.map((item) => by.run([item, added ?? null]))
  return found.every((one) => typeof one === 'boolean') ? items.map((item, index) => (found[index] ? (added ?? null) : item)) : null
}

function distinct(items: readonly Value[], _: readonly Value[], env: Env): Value {
  const kept: Value[] = []
  for (const item of items) {
    spend(env, kept.length)
    if (!kept.some((one) => same(one, item))) kept.push(item)
  }
  return kept
}

const flat = (items: readonly Value[]): readonly Value[] => items.flatMap((item) => (isList(item) ? flat(item) : [item]))

function sorted(items: readonly Value[], [precedes]: readonly Value[]): Value {
  if (precedes instanceof FeelFunction) return items.toSorted((a, b) => (precedes.run([a, b]) === true ? -1 : precedes.run([b, a]) === true ? 1 : 0))
  if (precedes !== undefined && precedes !== null) return null
  return items.every((item) => order(item, items[0] ?? null) !== null) ? items.toSorted((a, b) => order(a, b) ?? 0) : null
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

function overNumbers(items: readonly Value[], run: (all: readonly Decimal[]) => Decimal | readonly Decimal[] | null): Value {
  if (items.length === 0 || !items.every((item): item is Decimal => item instanceof Decimal)) return null
  const found = run(items)
  return found instanceof Decimal ? settle(found) : found
}

const sum = (all: readonly Decimal[]): Decimal => all.reduce((left, right) => left.add(right))
const mean = (all: readonly Decimal[]): Decimal => sum(all).div(all.length)

function median(all: readonly Decimal[]): Decimal | null {
  const ranked = all.toSorted((a, b) => a.cmp(b))
  const middle = Math.floor(ranked.length / 2)
  return mean(ranked.slice(ranked.length % 2 ? middle : middle - 1, middle + 1))
}

function deviation(all: readonly Decimal[]): Decimal | null {
  if (all.length < 2) return null
  const centre = mean(all)
  return sum(all.map((one) => one.sub(centre).pow(2))).div(all.length - 1).sqrt()
}

function mode(all: readonly Decimal[]): readonly Decimal[] {
  const counts = new Map<string, { value: Decimal; count: number }>()
  for (const value of all) {
    const key = value.toString()
    counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const most = Math.max(...[...counts.values()].map((one) => one.count))
  return [...counts.values()].filter((one) => one.count === most).map((one) => one.value).toSorted((a, b) => a.cmp(b))
}

function truth(items: readonly Value[], decisive: boolean): Value {
  if (items.includes(decisive)) return decisive
  return items.every((item) => typeof item === 'boolean') ? !decisive : null
}
