import { readdirSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import assert from 'node:assert/strict'
import { readDmn } from '@xiangyun/dmn'
import { ruleChanges, ruleProblems, tried } from '../rules.ts'

const folder = join(import.meta.dirname, '../../../../catalogue/items')
const read = (item: string) => readFileSync(join(folder, item, 'rules.dmn'), 'utf8')
const items = readdirSync(folder).filter((item) => existsSync(join(folder, item, 'rules.dmn')))

test('what can be decided is told for every item with rules, and each needs what it can be asked for', () => {
  for (const item of items) {
    const { decisions, problems } = tried(read(item), undefined, {})
    assert.deepEqual(problems, [], item)
    assert.ok(decisions.length > 0, item)
    assert.ok(decisions.every((one) => new Set(one.inputs.map((input) => input.name)).size === one.inputs.length), item)
  }
})

test('a trial tells the value, the rules that fired and their legal ground', () => {
  const found = tried(read('food-business-licence'), 'eligibility', { onlyPrepackaged: true })
  assert.deepEqual(found.problems, [])
  assert.deepEqual(found.matched.map(({ number, note }) => [number, note]), [[1, '食品安全法 第三十五条（A）']])
  assert.equal((found.value as { siteCheck: boolean }).siteCheck, false)
})

test('a mistake in a cell, and a decision that is no longer there, are problems of the item', () => {
  const rules = read('food-business-licence')
  assert.deepEqual(ruleProblems('x', rules, 'eligibility'), [])
  assert.deepEqual(ruleProblems('x', null, 'eligibility'), [])
  assert.equal(ruleProblems('x', rules, 'other')[0]?.rule, 'items/rules')
  const broken = rules.replace('<text>true</text>', '<text>1 +</text>')
  assert.ok(ruleProblems('x', broken, 'eligibility').length > 0)
  assert.ok(tried(broken, 'eligibility', {}).problems.length > 0)
})

test('only what the cells say counts as a change', () => {
  const rules = read('food-business-licence')
  assert.deepEqual(ruleChanges(rules, rules.replaceAll('<rule ', '<rule  ').replaceAll('&quot;', '"')), [])
  assert.equal(ruleChanges(rules, rules.replace('转仅销售预包装食品备案', '改走备案')).length, 1)
  assert.ok(readDmn(rules).ok)
})
