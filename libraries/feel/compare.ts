import type { Decimal } from './numbers.ts'
import { FeelDateTime, FeelTime, floorDiv, instant, localNanos, midnight } from './temporal.ts'
import type { FeelDate } from './temporal.ts'
import type { Context, Kind, Value } from './values.ts'
import { Range, entryOf, kindOf } from './values.ts'
import type { DayTimeDuration, YearMonthDuration } from './temporal.ts'
import type { CompareOp } from './tree.ts'

/** Equality (DMN 1.5 table 54): null equals only null; values of two kinds give null. */
export function equals(left: Value, right: Value): boolean | null {
  if (left === null || right === null) return left === right
  const kind = kindOf(left)
  if (kind !== kindOf(right)) return null
  switch (kind) {
    case 'string': case 'boolean': return left === right
    case 'list': return sameLists(left as readonly Value[], right as readonly Value[])
    case 'context': return sameContexts(left as Context, right as Context)
    case 'range': return sameRanges(left as Range, right as Range)
    case 'function': return left === right
    default: {
      const order = compareKind(kind, left, right)
      return order === null ? null : order === 0
    }
  }
}

function sameLists(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, index) => equals(item, right[index] ?? null) === true)
}

function sameContexts(left: Context, right: Context): boolean {
  const names = Object.keys(left)
  return names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equals(entryOf(left, name), entryOf(right, name)) === true)
}

function sameRanges(left: Range, right: Range): boolean {
  return left.exact === right.exact && left.fromIn === right.fromIn && left.toIn === right.toIn && equals(left.from, right.from) === true && equals(left.to, right.to) === true
}

/** Order of two values of one ordered kind, or null (DMN 1.5 table 55). */
export function order(left: Value, right: Value): number | null {
  if (left === null || right === null) return null
  const kind = kindOf(left)
  return kind === kindOf(right) ? compareKind(kind, left, right) : null
}

function compareKind(kind: Kind, left: Value, right: Value): number | null {
  switch (kind) {
    case 'number': return (left as Decimal).cmp(right as Decimal)
    case 'string': return sign(left as string, right as string)
    case 'date': return sign(localNanos(midnight(left as FeelDate)), localNanos(midnight(right as FeelDate)))
    case 'time': return compareTimes(left as FeelTime, right as FeelTime)
    case 'date and time': return compareMoments(left as FeelDateTime, right as FeelDateTime)
    case 'days and time duration': return sign((left as DayTimeDuration).nanos, (right as DayTimeDuration).nanos)
    case 'years and months duration': return sign((left as YearMonthDuration).months, (right as YearMonthDuration).months)
    default: return null
  }
}

const sign = <T extends string | bigint | number>(left: T, right: T): number => (left < right ? -1 : left > right ? 1 : 0)

function compareMoments(left: FeelDateTime, right: FeelDateTime): number | null {
  const a = instant(left)
  const b = instant(right)
  if (a === null && b === null) return sign(millis(localNanos(left)), millis(localNanos(right)))
  return a === null || b === null ? null : sign(millis(a), millis(b))
}

/** Moments are compared to the millisecond (DMN 1.5 §10.3.2.3.4-6 leave the precision open). */
const millis = (nanos: bigint): bigint => floorDiv(nanos, 1_000_000n)

const ANY_DAY = { year: 1970, month: 1, day: 1 }
const compareTimes = (left: FeelTime, right: FeelTime): number | null =>
  compareMoments(new FeelDateTime(ANY_DAY, left), new FeelDateTime(ANY_DAY, right))

/** One comparison operator. */
export function compare(op: CompareOp, left: Value, right: Value): boolean | null {
  if (op === '=') return equals(left, right)
  if (op === '!=') {
    const same = equals(left, right)
    return same === null ? null : !same
  }
  const found = order(left, right)
  if (found === null) return null
  if (op === '<') return found < 0
  if (op === '<=') return found <= 0
  return op === '>' ? found > 0 : found >= 0
}

/** Whether a range holds a value; null when they cannot be compared. */
export function within(range: Range, value: Value): boolean | null {
  const low = range.from === null ? true : compare(range.fromIn ? '>=' : '>', value, range.from)
  const high = range.to === null ? true : compare(range.toIn ? '<=' : '<', value, range.to)
  if (range.from === null && range.to === null) return null
  if (low === false || high === false) return false
  return low === null || high === null ? null : true
}

/** The range of a literal; null when an end is missing, the ends are of two kinds or the wrong way round (DMN 1.5 §10.3.2.7). */
export function rangeBetween(from: Value, to: Value, fromIn: boolean, toIn: boolean): Range | null {
  const found = order(from, to)
  return found === null || found > 0 ? null : new Range(from, to, fromIn, toIn)
}

/** The range that `< 5` and its like describe. */
export function rangeOf(op: CompareOp, value: Value): Range | null {
  switch (op) {
    case '<': return new Range(null, value, false, false)
    case '<=': return new Range(null, value, false, true)
    case '>': return new Range(value, null, false, false)
    case '>=': return new Range(value, null, true, false)
    case '=': return new Range(value, value, true, true, true)
    default: return null
  }
}

/** Whether a value fits what a test evaluated to: a range, a list of these, or an equal (DMN 1.5 table 53). */
export function fits(value: Value, test: Value): boolean | null {
  if (test instanceof Range) return kindOf(value) === 'range' ? equals(value, test) : within(test, value)
  if (Array.isArray(test)) {
    if (kindOf(value) === 'list' && equals(value, test) === true) return true
    return (test as readonly Value[]).some((one) => (Array.isArray(one) ? equals(value, one) : fits(value, one)) === true)
  }
  return equals(value, test)
}
