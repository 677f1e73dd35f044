import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { table } from './kind.ts'
import { leaves } from './moves.ts'
import { columnTotal, totalWords } from './totals.ts'

testKind(table, about)

test('amounts in cents add up exactly, whatever their order', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9_999_999 }), { maxLength: 60 }), (cents) => {
    const rows = cents.map((one) => ({ amount: one / 100 }))
    const whole = cents.reduce((sum, one) => sum + one, 0) / 100
    assert.equal(columnTotal(rows, { path: ['amount'] }), whole)
    return columnTotal([...rows].reverse(), { path: ['amount'] }) === whole
  }))
})

test('what is not yet a number counts for nothing, and money is read as money', () => {
  assert.equal(columnTotal([{ amount: 1.5 }, { amount: '两千' }, {}], { path: ['amount'] }), 1.5)
  assert.equal(totalWords({ kind: 'money' }, 1234.5), '¥1,234.50')
  assert.equal(totalWords({ kind: 'number', unit: '台' }, 1234), '1,234 台')
})

test('Enter and up and down leave a cell always, left and right only at its edge', () => {
  const box = (value: string, at: number) => ({ value, selectionStart: at, selectionEnd: at })
  assert.equal(leaves('Enter', box('冷藏柜', 1)), 'next')
  assert.equal(leaves('ArrowUp', box('', 0)), 'up')
  assert.equal(leaves('ArrowRight', box('冷藏柜', 1)), undefined)
  assert.equal(leaves('ArrowRight', box('冷藏柜', 3)), 'right')
  assert.equal(leaves('ArrowLeft', box('冷藏柜', 0)), 'left')
  assert.equal(leaves('a', box('', 0)), undefined)
})
