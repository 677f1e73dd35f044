import { Decimal, settle } from './numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_DAY, YearMonthDuration, addMonths, addNanos, floorDiv, instant, localNanos, midnight } from './temporal.ts'
import type { Duration, Temporal, Value } from './values.ts'

export type ArithmeticOp = '+' | '-' | '*' | '/' | '**'

/** Arithmetic (DMN 1.5 tables 57-59): what cannot be reckoned is null. */
export function arithmetic(op: ArithmeticOp, left: Value, right: Value): Value {
  if (left instanceof Decimal && right instanceof Decimal) return numeric(op, left, right)
  if (left === null || right === null) return null
  if (typeof left === 'string' || typeof right === 'string') return op === '+' && typeof left === 'string' && typeof right === 'string' ? left + right : null
  switch (op) {
    case '+': return add(left, right)
    case '-': return subtract(left, right)
    case '*': return scale(left, right) ?? scale(right, left)
    case '/': return divide(left, right)
    default: return null
  }
}

/** Minus of a number or duration. */
export function negate(value: Value): Value {
  if (value instanceof Decimal) return value.neg()
  if (value instanceof DayTimeDuration) return new DayTimeDuration(-value.nanos)
  return value instanceof YearMonthDuration ? new YearMonthDuration(0 - value.months) : null
}

function numeric(op: ArithmeticOp, left: Decimal, right: Decimal): Value {
  switch (op) {
    case '+': return settle(left.add(right))
    case '-': return settle(left.sub(right))
    case '*': return settle(left.mul(right))
    case '/': return right.isZero() ? null : settle(left.div(right))
    default: return settle(left.pow(right))
  }
}

const isDuration = (value: Value): value is Duration => value instanceof DayTimeDuration || value instanceof YearMonthDuration
const isTemporal = (value: Value): value is Temporal => value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime

function add(left: Value, right: Value): Value {
  if (isTemporal(left) && isDuration(right)) return later(left, right)
  if (isTemporal(right) && isDuration(left)) return later(right, left)
  if (left instanceof DayTimeDuration && right instanceof DayTimeDuration) return new DayTimeDuration(left.nanos + right.nanos)
  if (left instanceof YearMonthDuration && right instanceof YearMonthDuration) return new YearMonthDuration(left.months + right.months)
  return null
}

function subtract(left: Value, right: Value): Value {
  if (isDuration(right)) {
    const minus = negate(right)
    return minus === null ? null : add(left, minus)
  }
  if (!isTemporal(left) || !isTemporal(right)) return null
  if (left instanceof FeelTime !== right instanceof FeelTime) return null
  if (left instanceof FeelDate && right instanceof FeelDate) return apart(midnight(left), midnight(right))
  return apart(momentOf(left), momentOf(right))
}

/** Any day will do for a difference between two times; a date stands for its midnight in UTC (DMN 1.5 §10.3.2.3.5). */
const momentOf = (value: Temporal): FeelDateTime =>
  value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, { offset: 0 })) : value instanceof FeelTime ? new FeelDateTime(new FeelDate(1970, 1, 1), value) : value

function apart(left: FeelDateTime, right: FeelDateTime): Value {
  const a = instant(left)
  const b = instant(right)
  if (a !== null && b !== null) return new DayTimeDuration(a - b)
  return a === null && b === null ? new DayTimeDuration(localNanos(left) - localNanos(right)) : null
}

function later(at: Temporal, by: Duration): Value {
  if (at instanceof FeelTime) {
    if (by instanceof YearMonthDuration) return null
    const day = BigInt(NANOS_PER_DAY)
    const total = BigInt(at.nanos) + by.nanos
    return new FeelTime(Number(total - floorDiv(total, day) * day), at.zone)
  }
  if (by instanceof YearMonthDuration) {
    return at instanceof FeelDate ? addMonths(at, by.months) : new FeelDateTime(addMonths(at.date, by.months), at.time)
  }
  return at instanceof FeelDate ? addNanos(midnight(at), by.nanos).date : addNanos(at, by.nanos)
}

function scale(duration: Value, by: Value): Value {
  if (!(by instanceof Decimal)) return null
  if (duration instanceof DayTimeDuration) return nanosOf(by.mul(duration.nanos.toString()))
  return duration instanceof YearMonthDuration ? new YearMonthDuration(by.mul(duration.months).trunc().toNumber()) : null
}

const nanosOf = (value: Decimal): DayTimeDuration => new DayTimeDuration(BigInt(value.trunc().toFixed()))

function divide(left: Value, right: Value): Value {
  if (right instanceof Decimal) return right.isZero() ? null : shrink(left, right)
  if (left instanceof DayTimeDuration && right instanceof DayTimeDuration) {
    return right.nanos === 0n ? null : new Decimal(left.nanos.toString()).div(right.nanos.toString())
  }
  if (left instanceof YearMonthDuration && right instanceof YearMonthDuration) {
    return right.months === 0 ? null : new Decimal(left.months).div(right.months)
  }
  return null
}

function shrink(left: Value, by: Decimal): Value {
  if (left instanceof DayTimeDuration) return nanosOf(new Decimal(left.nanos.toString()).div(by))
  return left instanceof YearMonthDuration ? new YearMonthDuration(new Decimal(left.months).div(by).trunc().toNumber()) : null
}
