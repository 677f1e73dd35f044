import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseUnary } from '@xiangyun/feel/parse'
import { lift, Range } from '@xiangyun/feel/values'
import { allows } from '../allows.ts'
import { fitting } from '../matching.ts'
import type { Table } from '../model.ts'

const literal = fc.constantFrom('"a"', '"b"', '"c"', 'true', 'false', 'null', '0', '-0', '1', '-1', '1.5', '2', '3', '@"2026-01-01"', '"1"')
const number = fc.constantFrom('-1', '0', '1', '1.5', '2', '3')
const part = fc.oneof(
  literal,
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '='), number).map(([op, value]) => `${op} ${value}`),
  fc.tuple(fc.constantFrom('[', '('), number, number, fc.constantFrom(']', ')')).map(([left, from, to, right]) => `${left}${from}..${to}${right}`),
  fc.constantFrom('["a".."c"]', '> "a"', '? != "a"', 'string length(?) = 1', 'other', '!= 2'),
)
const cell = fc.oneof(fc.constant('-'), fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', ')), fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => `not(${parts.join(', ')})`))
const input = fc.constantFrom<unknown>(null, 'a', 'b', 'c', 'd', '1', '', true, false, -1, 0, 0.5, 1, 1.25, 1.5, 2, 2.5, 3, 4, ['a'], [1, 2], { a: 1 }, new Range(lift(1), lift(2), true, true))

test('a rule fits exactly when each of its cells fits, whatever the cells and the inputs are', () => {
  fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), input, input, (rows, first, second) => {
    const rules = rows.map((cells, index) => ({ id: `r${index}`, outputs: [], tests: cells.map((text) => {
      const read = parseUnary(text)
      assert.ok(read.ok, text)
      return read.value
    }) }))
    const table: Table = { kind: 'table', id: 't', hit: 'C', inputs: [0, 1].map((n) => ({ id: `in${n}`, label: '', expression: { kind: 'null' } })), outputs: [], rules }
    const inputs = [lift(first), lift(second)]
    const fits = (tree: Parameters<typeof allows>[0], value: Parameters<typeof allows>[1]) => allows(tree, value, { other: 'b' }) === true
    const wanted = rules.filter((rule) => rule.tests.every((tree, index) => fits(tree, inputs[index] ?? null))).map((rule) => rule.id)
    assert.deepEqual([...fitting(table, inputs, fits)].map((rule) => rule.id), wanted)
  }), { numRuns: 3_000 })
})
