import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { formDifferences } from '../index.ts'
import type { Form } from '../index.ts'
import { allowance } from './examples.ts'
import { anySource } from './random-forms.ts'

const told = (before: Form, after: Form): string[] => formDifferences(before, after).map((one) => [one.at, one.what, one.title, ...(one.before === undefined ? [] : [one.before]), ...(one.after === undefined ? [] : [`→ ${one.after}`])].join(' '))

/** A form of which tests change a part. */
type Loose = { title: string; schema: { required: string[]; properties: Record<string, Record<string, unknown>> }; ui: { section: string; when?: string; ask: Record<string, unknown>[] }[]; rules: Record<string, unknown>[] }
const changed = (change: (form: Loose) => void): string[] => {
  const form = structuredClone(allowance) as unknown as Loose
  change(form)
  return told(allowance, form as unknown as Form)
}

test('questions come, go, move and change', () => {
  assert.deepEqual(changed((form) => {
    form.schema.properties['pets'] = { title: '宠物' }
    form.ui[3]!.ask.push({ at: '/pets', kind: 'yes-no' })
    form.ui[3]!.ask.splice(0, 1)
  }), ['/pets added “宠物” → 在“其他”', '/village removed “所在村” 在“其他”'])
  assert.deepEqual(changed((form) => { form.ui[3]!.ask.unshift(form.ui[1]!.ask.splice(1, 1)[0]!) }), ['/income moved “其他年收入” 在“家庭” → 在“其他”'])
  assert.deepEqual(changed((form) => {
    form.schema.required = form.schema.required.filter((name) => name !== 'income')
    form.ui[1]!.ask[1] = { ...form.ui[1]!.ask[1], unit: '万元', help: '全年' }
    form.schema.properties['account']!['title'] = '银行账号'
  }), ['/income changed “其他年收入”的单位 元 → 万元', '/income changed “其他年收入”的必填 是 → 否', '/income changed “其他年收入”的说明 无 → 全年', '/account changed “银行账号”的题目 社保卡账号 → 银行账号'])
})

test('a question under another name is the same question', () => {
  assert.deepEqual(changed((form) => {
    form.schema.properties['place'] = form.schema.properties['village']!
    delete form.schema.properties['village']
    form.ui[3]!.ask[0] = { ...form.ui[3]!.ask[0], at: '/place', was: '/village' }
  }), ['/place changed “所在村”的位置 /village → /place', '/place changed “所在村”的原来的位置 无 → /village'])
})

test('sections, texts, columns and rules are compared as well', () => {
  assert.deepEqual(changed((form) => {
    form.ui[2]!.section = '户外赡养'
    form.ui[2]!.when = 'scope = "single"'
  }), ['/ui/2 changed 部分“户外赡养”的名称 赡养人 → 户外赡养', '/ui/2 changed 部分“户外赡养”的出现条件 scope = "family" → scope = "single"'])
  assert.deepEqual(changed((form) => { form.ui.unshift(form.ui.pop()!) }).filter((line) => line.startsWith('/ui')), ['/ui/0 moved 部分“其他” 第 4 部分 → 第 1 部分'])
  assert.deepEqual(changed((form) => { form.ui[0]!.ask[2]!['text'] = '以户为单位申请。' }), ['/ui/0 added 文字 → 以户为单位申请。', '/ui/0 removed 文字 以家庭为单位申请。'])
  assert.deepEqual(changed((form) => {
    form.ui[1]!.ask[0]!['columns'] = ['relation', { name: 'name' }, { name: 'disabled', kind: 'yes-no', when: 'true' }, { name: 'income', kind: 'money' }, { name: 'monthly', compute: 'decimal(income / 12, 2)' }]
  }), ['/members/*/relation moved “家庭成员”的列“关系” 第 2 列 → 第 1 列', '/members/*/name changed “家庭成员”的列“姓名”的预填来源 household.name → 无', '/members/*/disabled changed “家庭成员”的列“残疾”的出现条件 无 → true', '/members/*/level removed “家庭成员”的列“残疾等级”'])
  assert.deepEqual(changed((form) => {
    form.rules[0]!['clause'] = '办法 第六条'
    form.rules[1] = { must: 'income >= 0', say: '收入不能是负数' }
  }), ['/rules/0 changed 规则“家庭成员中须有且仅有一位“本人””的依据 办法 第五条 → 办法 第六条', '/rules/1 added 规则“收入不能是负数” → income >= 0', '/rules/1 removed 规则“按单人申请只填一人” count(members) = 1'])
})

test('a form is no different from itself, and what one way adds the other removes', () => {
  fc.assert(fc.property(anySource, anySource, (one, other) => {
    assert.deepEqual(formDifferences(one, structuredClone(one)), [])
    const count = (what: string, list: ReturnType<typeof formDifferences>): number => list.filter((each) => each.what === what).length
    const [there, back] = [formDifferences(one, other), formDifferences(other, one)]
    assert.deepEqual([count('added', there), count('removed', there), count('changed', there)], [count('removed', back), count('added', back), count('changed', back)])
  }), { numRuns: 80 })
})
