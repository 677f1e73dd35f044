import { readdirSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import assert from 'node:assert/strict'
import { readDmn } from '@xiangyun/dmn'
import { ruleChanges } from '../rule-changes.ts'
import { ruleProblems, tried } from '../rules.ts'

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
  assert.deepEqual(ruleChanges(rules, rules.replace('转仅销售预包装食品备案', '改走备案')), [{ at: '第 1 条 程序', before: '"转仅销售预包装食品备案"', after: '"改走备案"' }])
  assert.ok(readDmn(rules).ok)
})

/** The rules with one output cell of one rule put otherwise. */
function withCell(rules: string, rule: number, column: number, text: string): string {
  const all = [...rules.matchAll(/<rule\b[\s\S]*?<\/rule>/g)][rule - 1]!
  const cells = [...all[0].matchAll(/<outputEntry\b[\s\S]*?<\/outputEntry>/g)][column - 1]!
  const at = all.index + cells.index
  return rules.slice(0, at) + cells[0].replace(/<text>[\s\S]*<\/text>/, `<text>${text}</text>`) + rules.slice(at + cells[0].length)
}

test('a cell that can be read but means nothing is told with its rule and column', () => {
  const rules = read('food-business-licence')
  const said = (text: string) => ruleProblems('x', withCell(rules, 3, 4, text), 'eligibility').map((one) => one.message)
  assert.deepEqual(said('4()'), ['第 3 条规则，承诺工作日：括号前要写函数的名称'])
  assert.deepEqual(said('"五"'), ['第 3 条规则，承诺工作日：应当是数字'])
  assert.deepEqual(said('summ(1, 2)'), ['第 3 条规则，承诺工作日：没有函数“summ”，是不是 sum？'])
  assert.deepEqual(said('1 + "a"'), ['第 3 条规则，承诺工作日：算不出结果'])
  assert.match(said('五')[0]!, /^第 3 条规则.*：.*五/)
  assert.match(said('1 +')[0]!, /^第 3 条规则，承诺工作日：/)
  for (const fine of ['5', 'null', 'sum(2, 3)', 'if small then 1 else 2', 'parameter("x")']) assert.deepEqual(said(fine), [], fine)
})

test('every item’s own rules mean something in every cell', () => {
  for (const item of items) assert.deepEqual(ruleProblems(item, read(item), undefined), [], item)
})

test('a rule that is added, dropped or moved is one line', () => {
  const rules = read('food-business-licence')
  const first = /<rule\b[\s\S]*?<\/rule>\s*/.exec(rules)![0]
  const second = /<rule\b[\s\S]*?<\/rule>\s*/.exec(rules.replace(first, ''))![0]
  assert.deepEqual(ruleChanges(rules, rules.replace(first, '')).map((one) => one.at), ['删去原第 1 条'])
  assert.deepEqual(ruleChanges(rules.replace(first, ''), rules).map((one) => one.at), ['新增第 1 条'])
  assert.deepEqual(ruleChanges(rules, rules.replace(first, '').replace(second, second + first)).map((one) => one.at), ['规则的次序（原来的号）'])
})
