import type { Decimal } from '../numbers.ts'
import { overNumbers, sum } from './counting.ts'
import type { Table } from './signature.ts'
import { onItems } from './signature.ts'

/** Functions over the numbers of a list (DMN 1.5 §10.3.4.4). */
export const statistics: Table = {
  'mean': onItems((items) => overNumbers(items, mean)),
  'product': onItems((items) => overNumbers(items, (all) => all.reduce((left, right) => left.mul(right)))),
  'median': onItems((items) => overNumbers(items, median)),
  'stddev': onItems((items) => overNumbers(items, deviation)),
  'mode': onItems((items) => (items.length ? overNumbers(items, mode) : [])),
}

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
