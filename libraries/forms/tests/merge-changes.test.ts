import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { publishForm } from '../index.ts'
import type { Answers, Form, Json, PublishedForm } from '../index.ts'
import { mergeChanges } from '../merge-changes.ts'
import { valueAt } from '../pointer.ts'
import { isSame } from '../same.ts'
import { surroundings } from './examples.ts'

const places = ['/name', '/phone', '/home/street', '/home/floor', '/people']
const written: Form = {
  id: 'visit', title: '走访登记',
  schema: { type: 'object', properties: { name: { title: '姓名' }, phone: { title: '电话' }, home: { type: 'object', properties: { street: { title: '街道' }, floor: { title: '楼层', type: 'integer' } } }, people: { title: '家庭成员', type: 'array', items: { type: 'object', properties: { name: { title: '姓名' } } } } } },
  ui: [{ section: '一', ask: [{ at: '/name', kind: 'text' }, { at: '/phone', kind: 'text' }, { at: '/home/street', kind: 'text' }, { at: '/home/floor', kind: 'number' }, { at: '/people', kind: 'rows', columns: [{ name: 'name', kind: 'text' }] }] }],
}
const read = publishForm(written, surroundings)
assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problems))
const form: PublishedForm = read.value

const at = (answers: Answers, place: string) => valueAt(answers, place.split('/').slice(1))
const text = fc.option(fc.constantFrom('甲', '乙', '丙'), { nil: undefined })
const anyAnswers = fc.record({ name: text, phone: text, street: text, floor: fc.option(fc.nat(3), { nil: undefined }), people: fc.option(fc.array(fc.record({ name: fc.constantFrom('子', '丑') }), { minLength: 1, maxLength: 2 }), { nil: undefined }) })
  .map(({ street, floor, ...rest }) => JSON.parse(JSON.stringify({ ...rest, ...(street !== undefined || floor !== undefined ? { home: { street, floor } } : {}) })) as Answers)

test('what one place alone changed is as that place has it', () => {
  fc.assert(fc.property(anyAnswers, anyAnswers, (base, changed) => {
    const [here, there] = [mergeChanges(form, base, changed, base), mergeChanges(form, base, base, changed)]
    assert.deepEqual(here, { answers: changed, taken: [], contested: [] })
    for (const place of places) assert.ok(isSame(at(there.answers, place), at(changed, place)), place)
    assert.deepEqual(there.contested, [])
  }))
})

test('of every question the answer is one of the two, and what is not taken over is told', () => {
  fc.assert(fc.property(anyAnswers, anyAnswers, anyAnswers, (base, mine, theirs) => {
    const { answers, taken, contested } = mergeChanges(form, base, mine, theirs)
    for (const place of places) {
      const [was, here, there, now] = [base, mine, theirs, answers].map((one) => at(one, place)) as [Json, Json, Json, Json]
      const isTaken = taken.some((one) => one.at === place)
      assert.ok(isSame(now, isTaken ? there : here), place)
      if (!isSame(there, was) && !isSame(now, there)) assert.ok(contested.some((one) => one.at === place && isSame(one.theirs, there) && isSame(one.mine, here)), `${place} is not told`)
      if (!isSame(here, was)) assert.ok(isSame(now, here), `${place} lost what was typed here`)
    }
  }))
})

test('putting the same together twice changes nothing more', () => {
  fc.assert(fc.property(anyAnswers, anyAnswers, anyAnswers, (base, mine, theirs) => {
    const once = mergeChanges(form, base, mine, theirs)
    assert.deepEqual(mergeChanges(form, theirs, once.answers, theirs), { answers: once.answers, taken: [], contested: [] })
  }))
})
