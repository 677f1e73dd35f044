import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { change, choose, purposeOf } from '../rules.ts'
import type { Act } from '../rules.ts'

const anyState = fc.constantFrom('valid' as const, 'frozen' as const, 'cancelled' as const)
const acts: readonly Act[] = ['freeze', 'restore', 'cancel']

test('a cancelled seal never comes back, whatever is tried', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...acts)), (tried) => tried.every((act) => !change('cancelled', act).ok)))
})

test('freezing and restoring a valid seal gives a valid seal; nothing is done twice', () => {
  fc.assert(fc.property(anyState, fc.constantFrom(...acts), (state, act) => {
    const first = change(state, act)
    return !first.ok || !change(first.value, act).ok
  }))
  const frozen = change('valid', 'freeze')
  assert.ok(frozen.ok)
  assert.deepEqual(change(frozen.value, 'restore'), { ok: true, value: 'valid' })
})

test('only a seal in force presses; one that ran out is followed by a new edition, a frozen or cancelled one is not', () => {
  fc.assert(fc.property(anyState, fc.date({ noInvalidDate: true }), fc.date({ noInvalidDate: true }), (state, validUntil, now) => {
    const choice = choose({ state, validUntil }, now)
    return state === 'valid' ? choice === (now <= validUntil ? 'use' : 'make') : choice === 'refuse'
  }))
  assert.equal(choose(undefined, new Date()), 'make')
})

test('a purpose seal has words below its star, the unit’s own has none', () => {
  assert.equal(purposeOf('issuer'), undefined)
  assert.equal(purposeOf('food-business-permission'), '食品经营许可专用章')
  assert.equal(purposeOf('户外广告专用章'), '户外广告专用章')
})
