import { order } from '../compare.ts'
import { decimalOf } from '../numbers.ts'
import type { Value } from '../values.ts'
import { FeelFunction, isList, listOf } from '../values.ts'
import { same } from './counting.ts'
import type { Table } from './signature.ts'
import { builtin, onList, whole } from './signature.ts'

/** List functions (DMN 1.5 §10.3.4.4) that make other lists. */
export const lists: Table = {
  'sublist': onList('list, start position, length?', (items, [start, length]) => sublist(items, whole(start), length === undefined || length === null ? items.length : whole(length))),
  'append': onList('list, item…', (items, added) => [...items, ...added]),
  'concatenate': builtin('list…', (args) => (args.some((one) => one === null) ? null : args.flatMap((one) => listOf(one)))),
  'insert before': onList('list, position, newItem', (items, [position, added]) => placed(items, whole(position), (index) => items.toSpliced(index, 0, added ?? null))),
  'remove': onList('list, position', (items, [position]) => placed(items, whole(position), (index) => items.toSpliced(index, 1))),
  'list replace': onList('list, position, newItem | list, match, newItem', replaced),
  'reverse': onList('list', (items) => items.toReversed()),
  'index of': onList('list, match', (items, [match]) => items.flatMap((item, index) => (same(item, match ?? null) ? [decimalOf(index + 1)] : []))),
  'flatten': onList('list', (items) => flat(items)),
  'sort': onList('list, precedes?', sorted),
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

const flat = (items: readonly Value[]): readonly Value[] => items.flatMap((item) => (isList(item) ? flat(item) : [item]))

function sorted(items: readonly Value[], [precedes]: readonly Value[]): Value {
  if (precedes instanceof FeelFunction) return items.toSorted((a, b) => (precedes.run([a, b]) === true ? -1 : precedes.run([b, a]) === true ? 1 : 0))
  if (precedes !== undefined && precedes !== null) return null
  return items.every((item) => order(item, items[0] ?? null) !== null) ? items.toSorted((a, b) => order(a, b) ?? 0) : null
}
