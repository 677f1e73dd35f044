import assert from 'node:assert/strict'
import test from 'node:test'
import { evaluate, toJson } from '../index.ts'

const value = (source: string): unknown => {
  const found = evaluate(source)
  assert.ok(found.ok, found.ok ? '' : found.problems[0]?.message)
  return toJson(found.value)
}

/** Each of these kept a server busy for minutes or took all of its memory. */
const costly = [
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")',
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^((a?)a)*$")',
  'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|a)*b", "x")',
  'split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$")',
  'matches(string join(for i in 1..20000 return "a"), "a*a*a*b")',
  'for i in 1..40 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  'for i in 1..60 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1]',
  'count(for i in 1..3000 return for j in 1..3000 return i * j)',
  'distinct values(for i in 1..20000 return {figure: i})',
  'union(for i in 1..20000 return [i], for i in 1..20000 return [-i])',
  'for i in 1..9000 return list contains(for j in 1..9000 return j, -1)',
  'for i in 1..5000 return (for j in 1..5000 return j)[item > 6000]',
  'for i in 1..900000 return partial',
  'for i in 1..900000 return {before: partial}',
  '{f: function(x) f(x + 1), r: f(1)}.r',
]

for (const source of costly) {
  test(`ends soon as null: ${source}`, () => {
    const began = performance.now()
    assert.ok([null, false].includes(value(source) as null))
    assert.ok(performance.now() - began < 10_000, `${Math.round(performance.now() - began)} ms`)
  })
}

test('what an office asks is answered', () => {
  assert.equal(value('matches("2026-11-22 09:30", "^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$")'), true)
  assert.equal(value('matches("2026-11-22 09:30:00 2026-11-23 09:30:00", "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2} \\d{4}-\\d{2}-\\d{2}")'), true)
  assert.equal(value('matches("吉A12345", "^(吉|辽|黑)[A-Z][A-Z0-9]{5}$")'), true)
  assert.equal(value('matches("no spaces (at all)*", "^[^()*]+$")'), false)
  assert.equal(value('replace("a(b)c(d)", "\\([^)]*\\)", "")'), 'ac')
  assert.equal(value('count(distinct values(for i in 1..900 return {figure: i}))'), 900)
  assert.equal(value('count(distinct values(for i in 1..100000 return i))'), 100000)
  assert.equal(value('sum(for i in 1..100000 return i)'), 5000050000)
})
