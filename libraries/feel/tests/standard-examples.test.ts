import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { evaluate, matches, parse, toJson, compile } from '../index.ts'

interface Table {
  examples: [string, unknown][]
  unary: [string, unknown, boolean | null][]
}
const table = JSON.parse(readFileSync(new URL('./standard-examples.json', import.meta.url), 'utf8')) as Table

test('every example of the standard gives the value it says', () => {
  const wrong = table.examples.flatMap(([source, expected]) => {
    const found = evaluate(source)
    const value = found.ok ? toJson(found.value) : found.problems
    return JSON.stringify(value) === JSON.stringify(expected) ? [] : [{ source, expected, value }]
  })
  assert.deepEqual(wrong, [])
})

test('a tree that went through JSON evaluates the same', () => {
  for (const [source, expected] of table.examples) {
    const parsed = parse(source)
    assert.ok(parsed.ok)
    assert.deepEqual(toJson(compile(JSON.parse(JSON.stringify(parsed.value)))()), expected, source)
  }
})

test('unary tests decide as the standard says', () => {
  for (const [tests, input, expected] of table.unary) {
    const found = matches(tests, input)
    assert.deepEqual(found, { ok: true, value: expected }, tests)
  }
})
