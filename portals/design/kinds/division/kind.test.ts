import assert from 'node:assert/strict'
import test from 'node:test'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { depthOf } from './depth.ts'
import { division } from './kind.ts'

testKind(division, about)

test('the level to choose is the one whose codes the pattern takes', () => {
  assert.deepEqual(about.settings?.[0]?.choices?.map((one) => depthOf(String(one.value))), [1, 2, 3, 4])
  assert.equal(depthOf(undefined), 4)
  assert.equal(depthOf('^22\\d{4}(\\d{3}){0,2}$'), 2)
})
