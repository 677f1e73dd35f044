import { compare, within } from '../compare.ts'
import { Range, kindOf } from '../values.ts'
import type { Value } from '../values.ts'
import type { Builtin, Table } from './signature.ts'
import { builtin } from './signature.ts'

/** A point counts as the closed range of itself. */
const asRange = (value: Value): Range => (value instanceof Range ? value : new Range(value, value, true, true))

const onRanges = (names: string, test: (a: Range, b: Range, left: Value, right: Value) => boolean | null): Builtin =>
  builtin(names, ([left, right]) => (left == null || right == null ? null : test(asRange(left), asRange(right), left, right)))

const RANGES = 'range1, range2'
const POINTS = 'point1, point2 | point, range | range, point | range1, range2'
const is = (op: '<' | '>' | '=' | '<=' | '>=', left: Value, right: Value): boolean => compare(op, left, right) === true

/** Both ends known, or the relation is unknown. */
const closed = (...ranges: Range[]): boolean => ranges.every((one) => one.from !== null && one.to !== null)
const relation = (names: string, test: (a: Range, b: Range) => boolean): Builtin =>
  onRanges(names, (a, b) => (!comparable(a, b) ? null : closed(a, b) ? test(a, b) : null))

function comparable(a: Range, b: Range): boolean {
  const ends = [a.from, a.to, b.from, b.to].filter((one) => one !== null)
  return ends.every((one) => kindOf(one) === kindOf(ends[0] ?? null))
}

const before = (a: Range, b: Range): boolean => is('<', a.to, b.from) || ((!a.toIn || !b.fromIn) && is('=', a.to, b.from))
const startsSame = (a: Range, b: Range): boolean => is('=', a.from, b.from) && a.fromIn === b.fromIn
const endsSame = (a: Range, b: Range): boolean => is('=', a.to, b.to) && a.toIn === b.toIn
const startsLater = (a: Range, b: Range): boolean => is('>', a.from, b.from) || (is('=', a.from, b.from) && (!a.fromIn || b.fromIn))
const endsEarlier = (a: Range, b: Range): boolean => is('<', a.to, b.to) || (is('=', a.to, b.to) && (!a.toIn || b.toIn))
const inside = (a: Range, b: Range): boolean => startsLater(a, b) && endsEarlier(a, b)
const startsStrictlyLater = (a: Range, b: Range): boolean => is('>', a.from, b.from) || (is('=', a.from, b.from) && !a.fromIn && b.fromIn)
const meets = (a: Range, b: Range): boolean => a.toIn && b.fromIn && is('=', a.to, b.from)
const touches = (a: Range, b: Range): boolean => !before(a, b) && !before(b, a)

/** Relations between points and ranges (DMN 1.5 §10.3.4.8, table 78). */
export const ranges: Table = {
  'before': relation(POINTS, before),
  'after': relation(POINTS, (a, b) => before(b, a)),
  'meets': relation(RANGES, meets),
  'met by': relation(RANGES, (a, b) => meets(b, a)),
  'overlaps': relation(RANGES, touches),
  'overlaps before': relation(RANGES, (a, b) => touches(a, b) && startsStrictlyLater(b, a) && endsEarlier(a, b)),
  'overlaps after': relation(RANGES, (a, b) => touches(a, b) && startsStrictlyLater(a, b) && endsEarlier(b, a)),
  'finishes': relation('point, range | range1, range2', (a, b) => endsSame(a, b) && startsLater(a, b)),
  'finished by': relation('range, point | range1, range2', (a, b) => endsSame(a, b) && startsLater(b, a)),
  'includes': onRanges('range, point | range1, range2', (a, b, _, right) => (right instanceof Range ? (closed(a, b) ? inside(b, a) : null) : within(a, right))),
  'during': onRanges('point, range | range1, range2', (a, b, left) => (left instanceof Range ? (closed(a, b) ? inside(a, b) : null) : within(b, left))),
  'starts': relation('point, range | range1, range2', (a, b) => startsSame(a, b) && endsEarlier(a, b)),
  'started by': relation('range, point | range1, range2', (a, b) => startsSame(a, b) && endsEarlier(b, a)),
  'coincides': relation('point1, point2 | range1, range2', (a, b) => startsSame(a, b) && endsSame(a, b)),
}
