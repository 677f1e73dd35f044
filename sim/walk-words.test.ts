import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WalkCase } from './driver.ts'
import { isAsExpected, outcomeWords } from './walk-words.ts'

const plan = (expect: WalkCase['expect']) => ({ expect })

test('a case is right when what it expects came, also when that is a refusal', () => {
  assert.equal(isAsExpected(plan({ outcome: 'blocked', code: 'not-fierce' }), { outcome: 'blocked', code: 'not-fierce', verified: false }), true)
  assert.equal(isAsExpected(plan({ outcome: 'blocked', code: 'not-fierce' }), { outcome: 'blocked', code: 'adult', verified: false }), false)
  assert.equal(isAsExpected(plan({ outcome: 'refused' }), { outcome: 'refused', code: null, verified: true }), true)
  assert.equal(isAsExpected(plan({ outcome: 'blocked' }), { outcome: 'granted', code: null, verified: true }), false)
  assert.equal(isAsExpected(plan({ outcome: 'granted' }), { outcome: 'granted', code: null, verified: false }), false)
})

test('a blocked case says the condition’s sentence', () => {
  const conditions = [{ id: 'not-fierce', must: 'true', refuse: '城区不能养烈性犬。', clause: '示例，待地方确认' }]
  assert.equal(outcomeWords({ outcome: 'blocked', code: 'not-fierce', verified: false }, conditions), 'blocked（not-fierce：城区不能养烈性犬。依据：示例，待地方确认）')
  assert.equal(outcomeWords({ outcome: 'blocked', code: 'cases/firm-needed', verified: false }, conditions), 'blocked（cases/firm-needed）')
  assert.equal(outcomeWords({ outcome: 'refused', code: null, verified: true }, conditions), 'refused')
})
