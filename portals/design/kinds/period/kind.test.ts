import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { evaluate } from '@xiangyun/feel/evaluate'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { period } from './kind.ts'

testKind(period, about)

const anyDay = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10))

test('of two days only one order is a period, unless they are the same', () => {
  const holds = (from: string, to: string) => { const found = evaluate(period.must[0]!.must, { value: { from, to } }); return found.ok && found.value === true }
  fc.assert(fc.property(anyDay, anyDay, (one, other) => {
    assert.equal(holds(one, other), Date.parse(one) <= Date.parse(other))
    return holds(one, one)
  }))
})
