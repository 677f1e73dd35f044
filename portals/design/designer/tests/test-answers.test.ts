import assert from 'node:assert/strict'
import test from 'node:test'
import { check } from '@xiangyun/forms/check'
import type { Form } from '@xiangyun/forms/form'
import { publishForm } from '@xiangyun/forms/publish'
import { firstLook } from '../../form/first-look.ts'
import { about as fileAbout } from '../../kinds/file/about.ts'
import { about as rowsAbout } from '../../kinds/rows/about.ts'
import { about as textAbout } from '../../kinds/text/about.ts'
import { formKinds } from '../../kinds/kinds.ts'
import { likePattern, testAnswers } from '../test-answers.ts'

const form: Form = {
  id: 'dog', title: '养犬登记',
  schema: { type: 'object', required: ['name', 'chip', 'fixed', 'proof', 'age', 'shots'], properties: {
    name: { title: '犬名', minLength: 4 }, chip: { title: '芯片号', pattern: '^[0-9]{15}$' }, fixed: { title: '是否绝育' }, proof: { title: '绝育证明' }, age: { title: '几岁', type: 'integer', minimum: 3 },
    shots: { title: '疫苗', type: 'array', items: { type: 'object', required: ['what'], properties: { what: { title: '名称', type: 'string' }, sort: { title: '种类', type: 'string', enum: ['甲', '乙'] } } } },
  } },
  ui: [{ section: '狗', ask: [
    { at: '/name', kind: 'text' }, { at: '/chip', kind: 'text' }, { at: '/fixed', kind: 'choose-one', options: [{ value: 'yes', label: '是' }, { value: 'no', label: '否' }] }, { at: '/proof', kind: 'file', when: 'fixed = "yes"' },
    { at: '/age', kind: 'number' }, { at: '/shots', kind: 'rows' },
  ] }],
  rules: [{ must: 'age <= 20', say: '太老了', at: '/age' }],
}

test('made-up answers are taken by the form that they are made for, and go where answers open the way', () => {
  const published = publishForm(form, { concepts: {}, formats: {}, kinds: formKinds })
  assert.ok(published.ok)
  const abouts = { text: textAbout, file: fileAbout, rows: rowsAbout }
  const [first, second] = [0, 1].map((turn) => testAnswers(published.value, abouts, {}, {}, turn))
  for (const answers of [first!, second!]) assert.deepEqual(check(published.value, firstLook(published.value), answers).errors, [])
  assert.ok('proof' in first! && !('proof' in second!), 'the second turn chooses otherwise')
  assert.equal(String(first!['chip']).length, 15)
})

test('a text is made for plain patterns', () => {
  for (const pattern of ['^[0-9]{15}$', '^[A-Z]{2}\\d{4}$', '^第[0-9]+号$', '^[一-龥]{2,4}$', '^\\d{3}-?\\d{4}$']) assert.match(likePattern(pattern), new RegExp(pattern, 'u'), pattern)
})
