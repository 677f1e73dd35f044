import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { planCarryOver, publishForm } from '../index.ts'
import type { Answers, Form, Json } from '../index.ts'
import { settle } from '../settle.ts'
import { valueAt } from '../pointer.ts'
import { allowance, answers, published, surroundings } from './examples.ts'
import { anyAnswers, anyForm } from './random-forms.ts'

const text = { title: '名称', type: 'string', maxLength: 20 }
const form = (properties: object, ask: object[]): Form => ({ id: 'f', title: '试验', schema: { type: 'object', properties }, ui: [{ section: '一', ask }] }) as Form
const old = published(form({ name: text, area: { title: '面积', type: 'number' }, kind: { title: '类别', enum: ['甲', '乙'] }, gone: { title: '传真', type: 'string' }, yes: { title: '承诺' } }, [{ at: '/name' }, { at: '/area', unit: '平方米' }, { at: '/kind' }, { at: '/gone' }, { at: '/yes', kind: 'statement', text: '属实' }]))
const given: Answers = { name: '小店', area: 30, kind: '乙', gone: '0431', yes: true }

test('what has no place or does not fit is kept aside and named; the rest stays', () => {
  const now = published(form({ title: { ...text, maxLength: 1 }, area: { title: '面积', type: 'number' }, kind: { title: '类别', enum: ['甲', '丙'] }, more: { title: '电话', type: 'string' }, yes: { title: '承诺' } }, [{ at: '/title', was: '/name' }, { at: '/area', unit: '亩' }, { at: '/kind' }, { at: '/more', require: 'true' }, { at: '/yes', kind: 'statement', text: '属实，愿担责' }]))
  assert.deepEqual(planCarryOver(old, now, given), {
    answers: { title: '小店', area: 30 },
    kept: [],
    renamed: [{ from: '/name', at: '/title', title: '名称' }],
    dropped: [
      { at: '/kind', title: '类别', value: '乙', why: '选项里没有“乙”了' }, { at: '/yes', title: '承诺', value: true, why: '要确认的内容变了，请重新确认' },
      { at: '/gone', title: '传真', value: '0431', why: '新版表单不再问这一项' },
    ],
    changed: [{ at: '/title', title: '名称', why: '最多 1 个字' }, { at: '/area', title: '面积', why: '单位由“平方米”改为“亩”' }],
    added: [{ at: '/more', title: '电话', required: false }],
  })
})

test('an answer of another shape goes aside; a figure takes the place of what was typed', () => {
  const now = published(form({ name: { title: '名称', type: 'number' }, area: { title: '面积', type: 'number' }, kind: { title: '类别', enum: ['甲', '乙'] }, gone: { title: '传真', type: 'string' }, yes: { title: '承诺' } }, [{ at: '/name' }, { at: '/area', unit: '平方米', compute: '3 * 4' }, { at: '/kind', title: '门类' }, { at: '/gone' }, { at: '/yes', kind: 'statement', text: '属实' }]))
  const found = planCarryOver(old, now, given)
  assert.deepEqual(found.dropped.map((one) => [one.at, one.why]), [['/name', '填写的形式变了'], ['/area', '现在由系统算出，不用填']])
  assert.deepEqual(found.changed, [{ at: '/kind', title: '门类', why: '问题由“类别”改为“门类”' }])
  assert.deepEqual(found.answers, { kind: '乙', gone: '0431', yes: true })
})

test('rows are carried cell by cell', () => {
  const next = structuredClone(allowance) as unknown as { schema: { properties: Record<string, { items: { properties: Record<string, Json> } }> }; ui: { ask: { columns?: unknown[] }[] }[] }
  const cells = next.schema.properties['members']!.items.properties
  cells['earned'] = cells['income']!
  delete cells['income']
  cells['age'] = { title: '年龄', type: 'number' }
  next.ui[1]!.ask[0]!.columns = ['name', 'relation', { name: 'earned', kind: 'money', was: 'income' }, 'age']
  ;(next.schema as unknown as { properties: { members: { items: { required: string[] } } } }).properties.members.items.required = ['name', 'relation', 'earned']
  ;(next.ui[1]!.ask as unknown as { compute?: string }[])[2]!.compute = 'sum(members.earned)'
  ;(next as unknown as { ui: { ask: unknown[] }[] }).ui[1]!.ask.length = 3
  const now = publishForm(next as unknown as Form, surroundings)
  assert.ok(now.ok, JSON.stringify(now))
  const found = planCarryOver(published(), now.value, { ...answers, members: [{ name: '王小明', relation: '本人', income: 3000, disabled: true }] })
  assert.deepEqual(found.answers['members'], [{ name: '王小明', relation: '本人', earned: 3000 }])
  assert.deepEqual(found.dropped, [{ at: '/members/0/disabled', title: '残疾', value: true, why: '新版表单没有这一列' }])
  assert.deepEqual(found.added, [{ at: '/members/*/age', title: '年龄', required: false }])
})

test('an earlier place is a pointer that nobody else has', () => {
  const codes = (ask: object[]): string[] => {
    const found = publishForm(form({ a: text, b: text }, ask), surroundings)
    return found.ok ? [] : found.problems.map((one) => one.code)
  }
  assert.deepEqual(codes([{ at: '/a', was: '/old' }, { at: '/b' }]), [])
  assert.deepEqual(codes([{ at: '/a', was: '/b' }, { at: '/b' }]), ['was-taken'])
  assert.deepEqual(codes([{ at: '/a', was: '/old' }, { at: '/b', was: '/old' }]), ['was-taken'])
  assert.deepEqual(codes([{ at: '/a', was: 'old' }, { at: '/b' }]), ['bad-was'])
})

test('the same version changes nothing', () => {
  fc.assert(fc.property(anyForm, anyAnswers, (one, some) => {
    const found = planCarryOver(one, structuredClone(one), some)
    assert.deepEqual([found.answers, found.dropped, found.changed, found.added], [some, [], [], []])
  }), { numRuns: 50 })
})

test('nothing typed is lost: it stands in the answers or is kept aside, and what fits both stays', () => {
  fc.assert(fc.property(anyForm, anyForm, anyAnswers, (one, other, some) => {
    const found = planCarryOver(one, other, some)
    for (const ask of one.sections.flatMap((section) => section.asks)) {
      const value = ask.at === '' ? undefined : valueAt(some, ask.path)
      if (value === undefined || ask.compute) continue
      if (ask.columns && Array.isArray(value)) continue
      const stays = JSON.stringify(valueAt(found.answers, ask.path)) === JSON.stringify(value)
      assert.ok(stays !== found.dropped.some((drop) => drop.at === ask.at), ask.at)
      const now = other.sections.flatMap((section) => section.asks).find((next) => next.at === ask.at)!
      if (!now.compute && now.kind === ask.kind && !now.options) assert.ok(stays, `${ask.at} fits both`)
    }
    for (const drop of found.dropped) assert.deepEqual(drop.value, drop.at.split('/').slice(1).reduce<Json | undefined>((at, step) => (at as Record<string, Json> | undefined)?.[step], some))
    settle(other, found.answers, {})
  }), { numRuns: 120 })
})

