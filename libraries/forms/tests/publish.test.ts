import assert from 'node:assert/strict'
import test from 'node:test'
import type { Ask, Form, Rule } from '../index.ts'
import { emitValidator, fieldsForm, generateForm, loadValidator, publishForm, usualNames } from '../index.ts'
import { checker, kinds, published, surroundings } from './examples.ts'

const form = (ask: readonly unknown[], properties: object, more: object = {}): Form =>
  ({ id: 'f', title: '试验', schema: { type: 'object', properties, ...more }, ui: [{ section: '一', ask: ask as Ask[] }] }) as Form

const text = { title: '甲', type: 'string' }
const REFUSED: readonly (readonly [title: string, form: Form, code: string])[] = [
  ['a word it does not know', form([{ at: '/a', colour: 'red' }], { a: text }), 'unknown-field'],
  ['a kind it does not know', form([{ at: '/a', kind: 'slider' }], { a: text }), 'unknown-kind'],
  ['a place that is not there', form([{ at: '/b' }], { a: text }), 'unknown-place'],
  ['a question asked twice', form([{ at: '/a' }, { at: '/a' }], { a: text }), 'asked-twice'],
  ['a field that must be filled and is never asked', form([{ at: '/a' }], { a: text, b: text }, { required: ['b'] }), 'never-asked'],
  ['a question without a Chinese name', form([{ at: '/a' }], { a: { type: 'string' } }), 'no-title'],
  ['a choice without options', form([{ at: '/a', kind: 'choose-one' }], { a: text }), 'no-options'],
  ['a broken condition', form([{ at: '/a', when: '1 +' }], { a: text }), 'bad-expression'],
  ['conditions in a circle', form([{ at: '/a', when: 'b = "x"' }, { at: '/b', when: 'a = "x"' }], { a: text, b: text }), 'circular'],
  ['a concept nobody defined', form([{ at: '/a' }], { a: { $ref: 'concept:dragon' } }), 'unknown-concept'],
  ['a format nobody knows', form([{ at: '/a' }], { a: { ...text, format: 'rune' } }), 'unknown-format'],
  ['an id that is more than a name', { ...form([{ at: '/a' }], { a: text }), id: 'x\nprocess.exit(1) //' }, 'shape'],
  ['a keyword that nobody judges', form([{ at: '/a' }], { a: { ...text, anyOf: [{ pattern: '^(a+)+$' }] } }), 'unknown-keyword'],
  ['a keyword inside rows', form([{ at: '/a', kind: 'rows', columns: ['x'] }], { a: { title: '表', type: 'array', items: { type: 'object', properties: { x: { ...text, not: {} } } } } }), 'unknown-keyword'],
  ['a pattern of many repeats', form([{ at: '/a' }], { a: { ...text, maxLength: 200, pattern: '^a*a*a*a*a*a*b$' } }), 'endless-pattern'],
  ['a pattern that is none', form([{ at: '/a' }], { a: { ...text, pattern: '(' } }), 'bad-pattern'],
  ['thousands that may not be alike', form([{ at: '/a', kind: 'choose-many' }], { a: { title: '甲', type: 'array', uniqueItems: true, maxItems: 9000, items: { enum: ['x'] } } }), 'too-many-unique'],
  ['a keyword that is written wrong', form([{ at: '/a' }], { a: { ...text, maxLength: '5' } }), 'shape'],
  ['a pattern that may search for ever', form([{ at: '/a' }], { a: { ...text, pattern: '^(a+)+$' } }), 'endless-pattern'],
  ['a figure without formula', form([{ at: '/a', kind: 'computed' }], { a: text }), 'no-compute'],
  ['a column that is not there', form([{ at: '/a', kind: 'rows', columns: ['x'] }], { a: { title: '表', type: 'array', items: { type: 'object', properties: { y: text } } } }), 'unknown-place'],
  ['a rule for no question', { ...form([{ at: '/a' }], { a: text }), rules: [{ must: 'true', say: '错', at: '/z' } satisfies Rule] }, 'unknown-place'],
]

for (const [title, given, code] of REFUSED) {
  test(`refused: ${title}`, () => {
    const found = publishForm(given, surroundings)
    assert.ok(!found.ok && found.problems.some((one) => one.code === code && /\p{Script=Han}/u.test(one.message)), JSON.stringify(found))
  })
}

test('a concept is asked field by field, and only what is asked can be answered', async () => {
  const one = form([{ at: '/who/name' }], { who: { $ref: 'concept:person' } })
  assert.deepEqual(published(one).sections[0]?.asks.map((ask) => [ask.at, ask.kind, ask.required]), [['/who/name', 'person-name', true]])
  const check = await checker(one)
  assert.deepEqual(check({ who: { name: '王小明', phone: '13800000000' } }).errors.map((error) => error.code), ['unknown-field'])
})

test('conditions inside one object do not make a circle', () => {
  const inner = { type: 'object', properties: { kind: { title: '类别', enum: ['x', 'y'] }, detail: { title: '说明', type: 'string' } } }
  assert.deepEqual(published(form([{ at: '/o/detail', when: 'o.kind = "x"' }, { at: '/o/kind' }], { o: inner })).order, ['/o/kind', '/o/detail'])
})

test('every kind can be published and checked', async () => {
  const special: Record<string, object> = { 'choose-one': { options: [{ value: 'a', label: '甲' }] }, 'choose-many': { options: [{ value: 'a', label: '甲' }] }, 'computed': { compute: '1 + 1' } }
  const names = Object.keys(kinds).filter((kind) => kind !== 'note' && kind !== 'rows')
  const ask = names.map((kind, index) => ({ at: `/f${index}`, kind, ...special[kind] }))
  const check = await checker(form([...ask, { kind: 'note', text: '说明' }], Object.fromEntries(names.map((kind, index) => [`f${index}`, { title: kind }]))))
  const found = check({})
  assert.deepEqual(found.errors, [])
  assert.equal(Object.values(found.answers)[0], 2)
})

test('a form can be made for any item, marked as an example', async () => {
  for (const audience of [['person'], ['firm'], [], ['public-institution']]) {
    const made = generateForm({ id: 'x', name: '道路停车许可', audience, materials: [{ id: 'm1', name: '申请书', upload: false }, { id: 'm2', name: '平面图', when: 'cooks = true' }, { id: 'm3', name: '说明', required: false }] })
    const ready = published(made)
    assert.ok(ready.example && ready.title.includes('示例'))
    const check = await checker(made)
    assert.ok(!check({}, {}).errors.some((one) => one.at === '/material1'))
    assert.ok(check({}, { cooks: true }).errors.some((one) => one.at === '/material1' && one.message === '请上传“平面图”'))
  }
})

test('a generated form asks with the kinds of the house, whatever they are called', () => {
  const renamed = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [`my-${name}`, kind]))
  const names = Object.fromEntries(Object.entries(usualNames).map(([use, name]) => [use, `my-${name}`])) as unknown as typeof usualNames
  const source = { id: 'x', name: '道路停车许可', audience: ['person'], materials: [{ id: 'm1', name: '平面图' }] }
  assert.ok(publishForm(generateForm(source, names), { ...surroundings, kinds: renamed }).ok)
  assert.ok(!publishForm(generateForm(source), { ...surroundings, kinds: renamed }).ok)
})

test('a form is made of the fields of a register', async () => {
  const made = fieldsForm({
    id: 'vehicle', title: '车辆信息', prefill: 'vehicles', fields: [
      { name: 'plate', title: '号牌', type: 'text', required: true }, { name: 'kind', title: '车型', type: 'choice', values: ['小型', '大型'] }, { name: 'seats', title: '座位', type: 'integer' }, { name: 'first', title: '初次登记', type: 'date' },
      { name: 'owner', title: '所有人身份号码', type: 'citizen-identity-number', required: true, secrecy: 'sensitive' }, { name: 'place', title: '所在地', type: 'division' }, { name: 'pawned', title: '已抵押', type: 'boolean' }, { name: 'odd', title: '其他', type: 'geometry' },
    ],
  })
  const ready = published(made)
  assert.deepEqual(ready.sections.map((section) => [section.title, section.asks.map((ask) => `${ask.at} ${ask.kind}`)]), [
    ['车辆信息', ['/plate text', '/kind choose-one', '/seats number', '/first date', '/place text', '/pawned yes-no', '/odd text']], ['敏感个人信息', ['/owner identity-number']],
  ])
  const check = await checker(made)
  assert.deepEqual(check({ kind: '中型', seats: 1.5 }).errors.map((error) => `${error.at} ${error.code}`), ['/plate required', '/owner required', '/kind enum', '/seats type'])
})

test('a text too long for its pattern is refused by its length and not searched', async () => {
  const check = await checker(form([{ at: '/a' }], { a: { ...text, maxLength: 20, pattern: '^[a-z]*[0-9]*$' } }))
  assert.deepEqual(check({ a: 'abc12' }).errors, [])
  assert.deepEqual(check({ a: 'ABC' }).errors.map((one) => one.code), ['pattern'])
  assert.deepEqual(check({ a: `${'a'.repeat(30)}!` }).errors.map((one) => one.code), ['maxLength'])
})

test('what an author writes never becomes part of the emitted program', async () => {
  const hostile = '"); globalThis.struck = true; //\u2028*/`${globalThis.struck = true}'
  const one = form([{ at: '/a', title: hostile }, { at: '/b', title: hostile }], { a: { title: hostile, enum: [hostile] }, b: { title: hostile, type: 'string', pattern: 'globalThis.struck = true' } })
  const source = emitValidator({ ...published(one), id: 'x\nglobalThis.struck = true //' })
  await loadValidator(source, {})
  assert.equal((globalThis as { struck?: boolean }).struck, undefined)
})

test('a kind that is not set up is told at its place', () => {
  const own = { ...kinds, 'listed': { schema: { type: 'object' }, needs: { accepts: '还没有选名单' } }, 'weighed': { schema: { type: 'array' }, role: 'rows', needs: { columns: '还没有写各件事' }, columnRole: 'choice' } } as const
  const table = { title: '评', type: 'array', items: { type: 'object', properties: { x: { title: '甲', type: 'string' } } } }
  const codes = (ask: object, node: object) => {
    const found = publishForm(form([{ at: '/a', ...ask }], { a: node }), { ...surroundings, kinds: own })
    return found.ok ? [] : found.problems.map((one) => `${one.at} ${one.code}`)
  }
  assert.deepEqual(codes({ kind: 'listed' }, { title: '甲' }), ['/ui/0/ask/0/accepts missing-setting'])
  assert.deepEqual(codes({ kind: 'listed', accepts: [] }, { title: '甲' }), ['/ui/0/ask/0/accepts missing-setting'])
  assert.deepEqual(codes({ kind: 'listed', accepts: ['one'] }, { title: '甲' }), [])
  assert.deepEqual(codes({ kind: 'weighed' }, table), ['/ui/0/ask/0/columns missing-setting', '/ui/0/ask/0/columns/0 column-kind'])
  assert.deepEqual(codes({ kind: 'weighed', columns: [{ name: 'x', kind: 'choose-one', options: [{ value: 'a', label: '好' }] }] }, table), [])
  assert.deepEqual(codes({ kind: 'rows', columns: [{ name: 'x', kind: 'listed' }] }, table), ['/ui/0/ask/0/columns/0/accepts missing-setting'])
  assert.deepEqual(codes({ kind: 'choose-one', options: [] }, { title: '甲' }), ['/ui/0/ask/0/options no-options'])
})
