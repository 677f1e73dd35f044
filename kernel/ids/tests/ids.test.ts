import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isId, makeIds, pick, seededRandom, unit, whole } from '../index.ts'

test('ids are UUIDv7, unique, and in the order in which they were made, also when the clock stands or goes back', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_020 }), { minLength: 1, maxLength: 600 }), fc.integer(), (times, seed) => {
    const left = [...times]
    const ids = makeIds(() => left.shift()!, seededRandom(seed))
    const made = times.map(() => ids.next())
    for (const id of made) assert.ok(isId(id) && id[14] === '7' && /[89ab]/.test(id[19]!), id)
    assert.equal(new Set(made).size, made.length)
    assert.deepEqual([...made].sort(), made)
  }), { numRuns: 40 })
})
test('five thousand ids of one millisecond are still in order', () => {
  const ids = makeIds(() => 1_700_000_000_000, seededRandom(1))
  const made = Array.from({ length: 5000 }, () => ids.next())
  assert.deepEqual([...made].sort(), made)
})
test('one seed gives the same chances each time; numbers stay in their range', () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, below) => {
    const [one, two] = [seededRandom(seed), seededRandom(seed)]
    assert.deepEqual(one(16), two(16))
    const [u, w] = [unit(one), whole(one, below)]
    assert.ok(u >= 0 && u < 1 && w >= 0 && w < below && Number.isInteger(w))
    assert.ok([1, 2, 3].includes(pick(one, [1, 2, 3])))
  }))
})
