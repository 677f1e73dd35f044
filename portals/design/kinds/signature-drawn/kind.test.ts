import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { compact, pathOf, sheet } from '../../drawing/strokes.ts'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { signatureDrawn } from './kind.ts'

testKind(signatureDrawn, about)

const stroke = fc.array(fc.tuple(fc.double({ min: 0, max: sheet.width, noNaN: true }), fc.double({ min: 0, max: sheet.height, noNaN: true })), { minLength: 1, maxLength: 2000 }).map((points) => points.flat())

test('a stroke of any length is kept small, within the sheet, from where it began to where it ended', () => {
  fc.assert(fc.property(stroke, (drawn) => {
    const kept = compact(drawn)
    assert.ok(kept.length >= 2 && kept.length <= sheet.numbers && kept.length % 2 === 0)
    assert.ok(kept.every((one) => Number.isInteger(one) && one >= 0 && one <= sheet.width))
    assert.deepEqual(kept.slice(0, 2), drawn.slice(0, 2).map(Math.round))
    assert.deepEqual(kept.slice(-2), drawn.slice(-2).map(Math.round))
  }), { numRuns: 60 })
})

test('a straight line keeps its two ends, a dot is drawn as a dot', () => {
  assert.deepEqual(compact([0, 0, 10, 10, 20, 20, 30, 30]), [0, 0, 30, 30])
  assert.equal(pathOf([5, 6]), 'M5 6l0.1 0')
})
