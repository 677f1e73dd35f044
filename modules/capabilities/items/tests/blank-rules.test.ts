import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, readDmn } from '@xiangyun/dmn'
import { blankRules } from '../blank-rules.ts'
import { ruleProblems } from '../rules.ts'

const item = { name: '养犬 "登记" <示例>', decide: { decision: 'eligibility', gives: ['category', 'amount'], inputs: { weight: 'dog.weight', area: 'premises.area' } } }

test('the first rules of an item are a table that can be read, checked and decided by', () => {
  const xml = blankRules('dog-registration', item) ?? ''
  const read = readDmn(xml)
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problems))
  assert.deepEqual(ruleProblems('dog-registration', xml, 'eligibility'), [])
  const decided = decide(read.value, 'eligibility', { weight: 3, area: 10 })
  assert.deepEqual(decided.ok && decided.value, { ...(decided.ok ? decided.value : {}), value: { category: null, amount: null }, rules: ['rule-1'] })
})

test('an item that decides nothing has no rules to begin with', () => {
  assert.equal(blankRules('dog-registration', { name: '养犬登记' }), null)
})
