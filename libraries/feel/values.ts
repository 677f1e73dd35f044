import { Decimal, decimalOf } from './numbers.ts'
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from './temporal.ts'
import type { TypeTree } from './tree.ts'

/** A range; a missing end is open (DMN 1.5 §10.3.2.7). */
export class Range {
  readonly from: Value
  readonly to: Value
  readonly fromIn: boolean
  readonly toIn: boolean
  /** Made by `= value`, which is no interval though it holds the same. */
  readonly exact: boolean
  constructor(from: Value, to: Value, fromIn: boolean, toIn: boolean, exact = false) {
    this.exact = exact
    this.from = from
    this.to = to
    this.fromIn = fromIn
    this.toIn = toIn
  }
}

export interface Signature {
  readonly params: readonly TypeTree[]
  readonly of: TypeTree
}

/** A function value, of an expression or of the standard. */
export class FeelFunction {
  readonly params: readonly string[]
  readonly run: (args: readonly Value[]) => Value
  /** Types of parameters and result, when they are known. */
  readonly signature: Signature | undefined
  constructor(params: readonly string[], run: (args: readonly Value[]) => Value, signature?: Signature) {
    this.params = params
    this.run = run
    this.signature = signature
  }
}

/** Entries may still be plain JSON; read them through `entryOf`. */
export interface Context {
  readonly [name: string]: unknown
}

export type Temporal = FeelDate | FeelTime | FeelDateTime
export type Duration = DayTimeDuration | YearMonthDuration
export type Value = null | boolean | string | Decimal | Temporal | Duration | Range | FeelFunction | Context | readonly Value[]

export type Kind =
  | 'null' | 'boolean' | 'string' | 'number' | 'date' | 'time' | 'date and time'
  | 'days and time duration' | 'years and months duration' | 'range' | 'function' | 'list' | 'context'

/** What kind of value it is, in the standard's words (DMN 1.5 §10.3.2.3). */
export function kindOf(value: Value): Kind {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (value instanceof Decimal) return 'number'
  if (isList(value)) return 'list'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof DayTimeDuration) return 'days and time duration'
  if (value instanceof YearMonthDuration) return 'years and months duration'
  if (value instanceof Range) return 'range'
  if (value instanceof FeelFunction) return 'function'
  return 'context'
}

export const isList = (value: unknown): value is readonly Value[] => Array.isArray(value)
export const isNumber = (value: Value): value is Decimal => value instanceof Decimal
export const isContext = (value: Value): value is Context => kindOf(value) === 'context'

/** Turns what a caller gave (JSON, dates of FEEL, functions) into a FEEL value. */
export function lift(given: unknown): Value {
  if (given === null || given === undefined) return null
  switch (typeof given) {
    case 'string': case 'boolean': return given
    case 'number': return Number.isFinite(given) ? decimalOf(given) : null
    case 'bigint': return decimalOf(String(given))
    case 'function': return liftFunction(given as (...args: readonly Value[]) => unknown)
    case 'object': return Array.isArray(given) ? given.map(lift) : (given as Context)
    default: return null
  }
}

const liftFunction = (given: (...args: readonly Value[]) => unknown): FeelFunction => new FeelFunction([], (args) => lift(given(...args)))

/** An own entry of a context, never something inherited. */
export const entryOf = (context: Context, name: string): Value => (Object.hasOwn(context, name) ? lift(context[name]) : null)

/** How much there is in a value, at any depth, counted up to a limit: what came before may hold itself twice in every round. */
export function weight(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null || (!Array.isArray(value) && kindOf(value as Value) !== 'context')) return 1
  let total = 1
  for (const one of Object.values(value)) {
    total += weight(one, most - total)
    if (total > most) return total
  }
  return total
}

/** A list of one stands for its item where an item is wanted (DMN 1.5 §10.3.2.9.4). */
export const single = (value: Value): Value => (isList(value) && value.length === 1 ? (value[0] ?? null) : value)

/** One value stands for a list of it where a list is wanted. */
export const listOf = (value: Value): readonly Value[] => (isList(value) ? value : [value])
