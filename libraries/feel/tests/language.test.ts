import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { Decimal, calledNames, compile, evaluate, freeNames, parse, toJson } from '../index.ts'

const value = (source: string, context = {}, functions = {}): unknown => {
  const found = evaluate(source, context, functions)
  assert.ok(found.ok, found.ok ? '' : found.problems[0]?.message)
  return toJson(found.value)
}

test('Chinese names and strings read like English ones', () => {
  assert.equal(value('if 户籍类别 = "农村" and 家庭.人数 >= 3 then "整户" else "单人"', { 户籍类别: '农村', 家庭: { 人数: 3 } }), '整户')
  assert.deepEqual(value('成员[年龄 >= 18].姓名', { 成员: [{ 姓名: '甲', 年龄: 20 }, { 姓名: '乙', 年龄: 5 }] }), ['甲'])
  assert.equal(value('a-b + 1', { 'a-b': 2 }), 3)
})

test('today and now come from the context, never from a clock', () => {
  assert.equal(value('today()'), null)
  assert.equal(value('today() - date("2026-01-01")', { today: '2026-03-01' }), 'P59D')
  assert.equal(value('now().hour', { now: '2026-03-01T09:30:00+08:00' }), 9)
  assert.equal(value('years between(birthDate, today)', { birthDate: '1990-05-02', today: '2026-05-01' }), 35)
})

test('functions of the caller come in as arguments', () => {
  assert.equal(value('parameter("standard", 220102) * 2', {}, { parameter: () => 800 }), 1600)
  assert.equal(value('nobody(1)'), null)
})

test('names inherited from Object are not in scope', () => {
  assert.equal(value('constructor'), null)
  assert.equal(value('a.constructor', { a: {} }), null)
  assert.equal(value('{__proto__: 1}.toString'), null)
})

test('a syntax error is told in Chinese with its place', () => {
  for (const source of ['1 +', '(1', 'if a then b', '', 'a ? b', '[1,', 'function(a) external {}', `${'('.repeat(9000)}1`, '1'.repeat(30_000)]) {
    const found = parse(source)
    assert.equal(found.ok, false, source)
    if (!found.ok) assert.match(found.problems[0]?.message ?? '', /^第 \d+ 行第 \d+ 个字符处：?.*\p{Script=Han}/u)
  }
})

test('free names are those that the context must give', () => {
  const parsed = parse('for m in members return m.income * rate + f(x) + {a: 1, b: a}.b + count(list[age > limit])')
  assert.ok(parsed.ok)
  assert.deepEqual(freeNames(parsed.value), ['age', 'limit', 'list', 'members', 'rate', 'x'])
  assert.deepEqual(calledNames(parsed.value), ['count', 'f'])
})

test('endless recursion and huge loops end as null', () => {
  assert.equal(value('{f: function(n) f(n + 1), r: f(1)}.r'), null)
  assert.deepEqual(value('count(for i in 1..100000000 return i)'), 0)
})

test('sums of money in cents are exact', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1 }), (cents) => {
    const found = evaluate('sum(amounts)', { amounts: cents.map((one) => one / 100) })
    return found.ok && found.value instanceof Decimal && found.value.mul(100).eq(cents.reduce((a, b) => a + b, 0))
  }))
})

test('logic never throws and stays three-valued', () => {
  const anything = fc.oneof(fc.boolean(), fc.constant(null), fc.string(), fc.integer())
  fc.assert(fc.property(anything, anything, (a, b) => {
    const run = (source: string): unknown => value(source, { a, b })
    return [true, false, null].includes(run('a and b') as boolean) && run('a and b') === run('b and a') && run('a or b') === run('b or a')
  }))
})

test('any source gives a value or a problem', () => {
  const words = fc.constantFrom('1', 'a', '(', ')', '[', ']', '+', '..', 'if', 'then', 'else', 'for', 'in', 'return', '"x"', ',', '{', '}', ':', 'and', 'not', '.', '@"P1D"', '<', 'date', 'between')
  fc.assert(fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
    const parsed = parse(parts.join(' '))
    if (parsed.ok) toJson(compile(parsed.value)({ a: [1, { a: 2 }] }))
    return true
  }), { numRuns: 2000 })
})

test('dates survive text and back', () => {
  fc.assert(fc.property(fc.integer({ min: -700_000, max: 2_000_000 }), (days) => {
    const text = value('string(date("1970-01-01") + duration("P1D") * n)', { n: days })
    return value('(date(t) - date("1970-01-01")) / duration("P1D")', { t: text }) === days
  }))
})
