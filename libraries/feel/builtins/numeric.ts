import { Decimal, settle } from '../numbers.ts'
import type { Value } from '../values.ts'
import type { Table } from './signature.ts'
import { onNumber, whole } from './signature.ts'

type Rounding = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Numeric functions (DMN 1.5 §10.3.4.5). */
export const numeric: Table = {
  'decimal': onNumber('n, scale', (n, [scale]) => rounded(n, scale, Decimal.ROUND_HALF_EVEN)),
  'floor': onNumber('n, scale?', (n, [scale]) => rounded(n, scale, Decimal.ROUND_FLOOR)),
  'ceiling': onNumber('n, scale?', (n, [scale]) => rounded(n, scale, Decimal.ROUND_CEIL)),
  'round up': onNumber('n, scale', (n, [scale]) => rounded(n, scale, Decimal.ROUND_UP)),
  'round down': onNumber('n, scale', (n, [scale]) => rounded(n, scale, Decimal.ROUND_DOWN)),
  'round half up': onNumber('n, scale', (n, [scale]) => rounded(n, scale, Decimal.ROUND_HALF_UP)),
  'round half down': onNumber('n, scale', (n, [scale]) => rounded(n, scale, Decimal.ROUND_HALF_DOWN)),
  'modulo': onNumber('dividend, divisor', (n, [by]) => (by instanceof Decimal && !by.isZero() ? settle(n.sub(by.mul(n.div(by).floor()))) : null)),
  'sqrt': onNumber('number', (n) => (n.isNegative() && !n.isZero() ? null : settle(n.sqrt()))),
  'log': onNumber('number', (n) => (n.gt(0) ? settle(n.ln()) : null)),
  'exp': onNumber('number', (n) => settle(n.exp())),
  'odd': onNumber('number', (n) => (n.isInteger() ? !n.mod(2).isZero() : null)),
  'even': onNumber('number', (n) => (n.isInteger() ? n.mod(2).isZero() : null)),
}

/** Rounds to a scale that may be negative: `floor(1234, -2)` is 1200. */
function rounded(n: Decimal, scale: Value | undefined, mode: Rounding): Value {
  const places = scale === undefined ? 0 : whole(scale)
  if (places === null || places < -6111 || places > 6176) return null
  if (places >= 0) return settle(n.toDecimalPlaces(places, mode))
  const unit = new Decimal(10).pow(-places)
  return settle(n.div(unit).toDecimalPlaces(0, mode).mul(unit))
}
