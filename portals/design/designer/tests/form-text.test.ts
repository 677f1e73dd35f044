import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { setSetting } from '@xiangyun/forms/editing'
import type { Form } from '@xiangyun/forms/form'
import { strangeNames } from '../finding.ts'
import { nameFor } from '../fresh.ts'
import { readForm, writeForm } from '../form-text.ts'

const root = join(import.meta.dirname, '../../../..')
const texts = ['catalogue/items', 'examples/my-items/items'].flatMap((place) => readdirSync(join(root, place)).map((item) => join(root, place, item, 'form.json'))).filter((file) => existsSync(file)).map((file) => [file.split('/').at(-2)!, readFileSync(file, 'utf8')] as const)

const formOf = (text: string): Form => {
  const read = readForm(text)
  assert.ok('form' in read)
  return read.form
}
/** Lines of one text that the other does not have. */
const other = (text: string, than: string) => { const lines = new Set(than.split('\n')); return text.split('\n').filter((line) => !lines.has(line)) }

test('a form that is read and written stays the text that people wrote, and the same form', () => {
  for (const [item, text] of texts) {
    assert.deepEqual(JSON.parse(writeForm(formOf(text), text)), JSON.parse(text), item)
    assert.ok(other(text, writeForm(formOf(text), text)).length <= 2, item)
  }
})

test('one edit changes one line', () => {
  for (const [item, text] of texts) {
    const form = formOf(text)
    const before = writeForm(form, text)
    const help = writeForm(setSetting(form, { section: 0, ask: 0 }, 'help', '如实填写'), text)
    assert.equal(other(help, before).length, 1, item)
    assert.match(other(help, before)[0]!, /"help": "如实填写"/)
  }
})

test('a text that is no form says why, in words', () => {
  for (const text of ['', '[]', '{', '{"schema": {}}', '{"schema": {}, "ui": [{"section": "一"}]}', '{"schema": {}, "ui": [], "rules": 1}', 'null']) {
    const read = readForm(text)
    assert.ok('problem' in read && /\p{Script=Han}/u.test(read.problem), text)
  }
})

const dog: Form = {
  id: 'dog', title: '养犬登记', schema: { type: 'object', required: ['name'], properties: { name: { title: '犬名' }, fixed: { title: '是否绝育' }, proof: { title: '绝育证明' } } },
  ui: [{ section: '狗', ask: [{ at: '/name', kind: 'text' }, { at: '/fixed', kind: 'yes-no' }, { at: '/proof', kind: 'file', when: 'fixed = true and kind = "pet"' }] }],
  rules: [{ must: 'name != null', say: '请写犬名' }],
}

test('names that are neither answers nor facts are found where they stand', () => {
  assert.deepEqual(strangeNames(dog, ['kind']), [])
  assert.deepEqual(strangeNames(dog, ['renting']).map((one) => one.at), ['/ui/0/ask/2/when'])
  const { fixed: _, ...left } = dog.schema['properties'] as Record<string, object>
  const gone: Form = { ...dog, schema: { ...dog.schema, properties: left }, ui: [{ section: '狗', ask: [dog.ui[0]!.ask[0]!, dog.ui[0]!.ask[2]!] }] }
  assert.deepEqual(strangeNames(gone, ['kind'], new Map([['fixed', '是否绝育']])), [{ at: '/ui/0/ask/1/when', message: '提到的“是否绝育”这道题已经没有了' }])
})

test('an answer gets a readable name from its title', async () => {
  assert.deepEqual(await Promise.all(['犬名', '绝育证明（选填）', '手机号码', 'VIN 码', '2024 年收入', '！'].map(nameFor)), ['quanMing', 'jueYuZhengMing', 'phone', 'vinMa', 'question', 'question'])
})
