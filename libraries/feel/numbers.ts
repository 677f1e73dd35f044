import { Decimal as Base } from 'decimal.js'

/** IEEE 754-2008 Decimal128: 34 digits, half-even (DMN 1.5 §10.3.2.3.1). */
export const Decimal = Base.clone({ precision: 34, rounding: Base.ROUND_HALF_EVEN, toExpNeg: -7, toExpPos: 34, minE: -6176, maxE: 6144 })
export type Decimal = Base

const small: readonly Decimal[] = Array.from({ length: 257 }, (_, index) => new Decimal(index))

/** The decimal of a JSON number; small whole numbers are shared because they are so common. */
export function decimalOf(value: number | string): Decimal {
  if (typeof value === 'number' && value >= 0 && value <= 256 && Number.isInteger(value) && !Object.is(value, -0)) return small[value] as Decimal
  return new Decimal(value)
}

/** Rounds to the standard's 34 digits; null when the result is not a number. */
export const settle = (value: Decimal): Decimal | null => (value.isFinite() ? value : null)

/** Written without an exponent, as `string()` shows it (DMN 1.5 §10.3.2.3.1). */
export const numberText = (value: Decimal): string => value.toFixed()

/**
 * The nearest JSON number, as long as its whole part is safe; beyond 2^53 its digits as a string.
 * A third stays a number (0.333…), because a text could not be reckoned with again.
 */
export function jsonNumber(value: Decimal): number | string {
  return value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() + 0 : numberText(value)
}
