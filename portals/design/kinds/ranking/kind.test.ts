import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { ranking } from './kind.ts'
import { ordered } from './order.ts'

testKind(ranking, about)

test('what was ranked comes first in its order; nothing is lost and nothing stands twice', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value }))
  fc.assert(fc.property(fc.subarray(['a', 'b', 'c', 'd', 'e', 'gone']).chain((some) => fc.shuffledSubarray(some)), (ranked) => {
    const found = ordered(all, ranked).map((one) => one.value)
    assert.deepEqual([...found].sort(), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(found.slice(0, ranked.filter((one) => one !== 'gone').length), ranked.filter((one) => one !== 'gone'))
  }))
})
