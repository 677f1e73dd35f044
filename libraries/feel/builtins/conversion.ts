import { Decimal } from '../numbers.ts'
import { parseRangeText } from '../range-text.ts'
import { valueText } from '../value-text.ts'
import type { Value } from '../values.ts'
import { negate } from '../arithmetic.ts'
import { DayTimeDuration, YearMonthDuration } from '../temporal.ts'
import type { Table } from './signature.ts'
import { builtin, onText } from './signature.ts'

/** Conversion functions (DMN 1.5 §10.3.4.1), and `abs`, which also takes durations. */
export const conversion: Table = {
  'string': builtin('from', ([value]) => valueText(value ?? null)),
  'number': builtin('from, grouping separator?, decimal separator?', ([from, grouping, point]) => numberFrom(from ?? null, grouping ?? null, point ?? null)),
  'range': onText('from', (text) => parseRangeText(text)),
  'abs': builtin('n', ([value]) => magnitude(value ?? null)),
}

function numberFrom(from: Value, grouping: Value, point: Value): Value {
  if (from instanceof Decimal) return grouping === null && point === null ? from : null
  if (typeof from !== 'string' || ![null, ' ', ',', '.'].includes(grouping as string) || ![null, ',', '.'].includes(point as string)) return null
  if (grouping !== null && grouping === point) return null
  const bare = grouping === null ? from : from.replaceAll(String(grouping), '')
  const plain = point === null ? bare : bare.replace(String(point), '.')
  return /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? new Decimal(plain).toSignificantDigits(34) : null
}

function magnitude(value: Value): Value {
  if (value instanceof Decimal) return value.abs()
  if (value instanceof DayTimeDuration) return value.nanos < 0n ? negate(value) : value
  return value instanceof YearMonthDuration ? (value.months < 0 ? negate(value) : value) : null
}

