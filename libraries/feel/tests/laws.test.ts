import test from 'node:test'
import fc from 'fast-check'
import { Decimal, compile, equals, evaluate, parse } from '../index.ts'
import type { Context, Value } from '../index.ts'
import { textOf } from './sayings.ts'

const compiled = (source: string) => {
  const found = parse(source)
  if (!found.ok) throw new Error(source)
  return compile(found.value)
}
const holds = (source: string) => {
  const run = compiled(source)
  return (context: Context): boolean => run(context) === true
}

const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((one) => new Decimal(one.toString()).div(100))
const day = fc.integer({ min: -200_000, max: 200_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10).replace(/^[+]/, '')).filter((text) => /^\d{4}-/.test(text))
const whole = fc.integer({ min: -50, max: 50 })

test('addition can be taken back, and multiplication spread out, to the cent', () => {
  const back = holds('(a + b) - b = a and (a + b) * c = a * c + b * c')
  fc.assert(fc.property(cents, cents, fc.integer({ min: -1000, max: 1000 }), (a, b, c) => back({ a, b, c })))
})

test('rounding up and down enclose a number, and modulo is less than its divisor', () => {
  const enclosed = holds('floor(a) <= a and a <= ceiling(a) and abs(round down(a, 1)) <= abs(a) and abs(a) <= abs(round up(a, 1))')
  const less = holds('abs(modulo(a, b)) < abs(b) and modulo(a, b) + floor(a / b) * b = a')
  fc.assert(fc.property(cents, whole.filter((one) => one !== 0), (a, b) => enclosed({ a }) && (a.abs().gt(1e9) || less({ a: a.mul(100), b }))))
})

test('a number survives its text', () => {
  const same = holds('number(string(a)) = a')
  fc.assert(fc.property(cents, (a) => same({ a })))
})

test('days added are days between', () => {
  const between = holds('{d: date(t), later: d + duration("P1D") * n, r: later - d = duration("P1D") * n and later - duration("P1D") * n = d}.r')
  fc.assert(fc.property(day, whole, (t, n) => between({ t, n })))
})

test('months added and counted are at most one short, at the end of a month', () => {
  const run = compiled('{d: date(t), r: years and months duration(d, d + duration("P1M") * n).months + years and months duration(d, d + duration("P1M") * n).years * 12}.r')
  fc.assert(fc.property(day, fc.integer({ min: 0, max: 400 }), (t, n) => {
    const found = run({ t, n })
    return found instanceof Decimal && n - found.toNumber() <= (Number(t.slice(8)) > 28 ? 1 : 0) && n >= found.toNumber()
  }))
})

test('dates, times, moments and durations survive their text', () => {
  const two = (max: number) => fc.integer({ min: 0, max }).map((one) => String(one).padStart(2, '0'))
  const clock = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(':'))
  const zone = fc.constantFrom('', 'Z', '+08:00', '-03:30', '@Asia/Shanghai', '@Europe/Paris')
  fc.assert(fc.property(day, clock, zone, (date, time, at) => textOf(`@"${date}T${time}${at}"`) === `${date}T${time}${at}` && textOf(`@"${time}${at}"`) === `${time}${at}`))
  const duration = holds('duration(string(d)) = d')
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -5000, max: 5000 }), (seconds, months) =>
    duration({ d: compiled('duration("PT1S") * n')({ n: seconds }) }) && duration({ d: compiled('duration("P1M") * n')({ n: months }) })))
})

test('a moment is the same wherever its clock stands', () => {
  const offset = fc.integer({ min: -14, max: 14 })
  fc.assert(fc.property(day, fc.integer({ min: 0, max: 23 }), offset, (date, hour, hours) => {
    const sign = hours < 0 ? '-' : '+'
    const text = `${date}T${String(hour).padStart(2, '0')}:00:00${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`
    return textOf(`@"${text}" = @"${date}T${String(hour).padStart(2, '0')}:00:00Z" - duration("PT1H") * ${hours}`) === 'true'
  }))
})

test('of two ranges exactly one is before, after or overlapping the other, and relations have their opposites', () => {
  const anyRange = fc.tuple(whole, whole, fc.boolean(), fc.boolean()).filter(([a, b]) => a !== b).map(([a, b, fromIn, toIn]) => `${fromIn ? '[' : '('}${Math.min(a, b)}..${Math.max(a, b)}${toIn ? ']' : ')'}`)
  fc.assert(fc.property(anyRange, anyRange, (a, b) => {
    const is = (relation: string, left: string, right: string): boolean => textOf(`${relation}(${left}, ${right})`) === 'true'
    const places = [is('before', a, b), is('after', a, b), is('overlaps', a, b)].filter(Boolean).length
    const opposites = [['before', 'after'], ['meets', 'met by'], ['finishes', 'finished by'], ['includes', 'during'], ['starts', 'started by'], ['overlaps before', 'overlaps after']] as const
    return places === 1 && opposites.every(([one, other]) => is(one, a, b) === is(other, b, a))
  }))
})

test('a point is in a range when it is during it, and membership follows the ends', () => {
  fc.assert(fc.property(whole, whole, whole, (a, b, point) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)]
    return textOf(`${point} in [${low}..${high}]`) === String(point >= low && point <= high) && textOf(`during(${point}, (${low}..${high}))`) === String(point > low && point < high)
  }))
})

test('equality is reflexive and symmetric, and lists equal their reverse reversed', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(cents, fc.string(), fc.boolean(), day.map((text) => (evaluate(`@"${text}"`) as { value: Value }).value), fc.array(cents))
  fc.assert(fc.property(value, value, (a, b) => equals(a, a) === true && equals(a, b) === equals(b, a)))
  const reversed = holds('reverse(reverse(a)) = a and count(concatenate(a, a)) = 2 * count(a) and flatten([a, [a]]) = concatenate(a, a)')
  fc.assert(fc.property(fc.array(fc.integer(), { maxLength: 20 }), (a) => reversed({ a })))
})
