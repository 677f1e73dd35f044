import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { check, emitValidator, heldAlike, loadValidator, mergeForms, mergedFacts, publishForm, split } from '../index.ts'
import type { Answers, Ask, Facts, Form, FormToMerge, Json, JsonSchema, Merged, Validate } from '../index.ts'
import { pathOf, valueAt, written } from '../pointer.ts'
import { settle } from '../settle.ts'
import { surroundings } from './examples.ts'
import { anySource, anyTable, anyValue } from './random-forms.ts'

const accepts: Validate = () => true

function merged(forms: readonly FormToMerge[]): Merged {
  const found = mergeForms(forms, surroundings)
  assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
  return found.value
}

const PLAIN = ['/a', '/b', '/c', '/d', '/e', '/f']

const anyBundle = fc.array(fc.tuple(anySource, fc.subarray(PLAIN)), { minLength: 2, maxLength: 3 })
  .map((list) => list.map(([form, same], index): FormToMerge => ({ id: `form-${index}`, form: { ...form, title: `表 ${index}` }, same: Object.fromEntries(same.map((at) => [at, `thing.${at.slice(1)}`])) })))

/** An answer to every question of a merged form, in any state. */
function answersFrom({ published }: Merged, values: readonly Json[], tables: readonly Json[]): Answers {
  let answers: Json = {}
  published.sections.flatMap((section) => section.asks).filter((ask) => ask.at !== '').forEach((ask, index) => {
    const value = ask.columns ? tables[index % tables.length] : values[index % values.length]
    if (value !== '—') answers = written(answers, ask.path, value)!
  })
  return answers as Answers
}

const anyFilling = fc.tuple(fc.array(fc.oneof({ weight: 3, arbitrary: anyValue }, { weight: 1, arbitrary: fc.constant('—') }), { minLength: 7, maxLength: 23 }), fc.array(anyTable, { minLength: 2, maxLength: 3 }), fc.array(fc.record({ rank: fc.integer({ min: 0, max: 3 }), flag: fc.boolean() }), { minLength: 3, maxLength: 3 }))

test('what is asked together says of every question what its own form says', () => {
  fc.assert(fc.property(anyBundle, anyFilling, (forms, [values, tables, known]) => {
    const whole = merged(forms)
    const facts: Record<string, Facts> = Object.fromEntries(forms.map(({ id }, index) => [id, known[index]!]))
    const answers = answersFrom(whole, values, tables)
    const settled = settle(whole.published, answers, mergedFacts(whole, facts))
    const shown = new Map<string, boolean>()
    for (const part of whole.parts) {
      const own = settle(part.published, split(whole, answers)[part.id]!, facts[part.id]!)
      for (const [from, to] of Object.entries(part.places)) {
        shown.set(to, shown.get(to) === true || own.shown.has(from))
        if (own.shown.has(from)) assert.deepEqual(valueAt(own.answers, pathOf(from)), valueAt(settled.answers, pathOf(to)), `${part.id}${from}`)
      }
    }
    for (const [at, isShown] of shown) assert.equal(settled.shown.has(at), isShown, at)
  }), { numRuns: 30 })
})

test('what is wrong when asked together is what is wrong when asked apart', () => {
  fc.assert(fc.property(anyBundle, anyFilling, (forms, [values, tables, known]) => {
    const whole = merged(forms)
    const facts: Record<string, Facts> = Object.fromEntries(forms.map(({ id }, index) => [id, known[index]!]))
    const answers = answersFrom(whole, values, tables)
    const together = check(whole.published, accepts, answers, mergedFacts(whole, facts)).errors
    const apart = whole.parts.flatMap((part) => check(part.published, accepts, split(whole, answers)[part.id]!, facts[part.id]!).errors.map((error) => ({ ...error, at: moved(part.places, error.at) })))
    const shapes = (errors: typeof together): string[] => [...new Set(errors.filter((error) => error.code !== 'rule').map((error) => `${error.at} ${error.code}`))].sort()
    assert.deepEqual(shapes(together), shapes(apart))
    const rules = (errors: typeof together): string[] => [...new Set(errors.filter((error) => error.code === 'rule').map((error) => `${error.at} ${error.message}`))].sort()
    for (const rule of rules(together)) assert.ok(rules(apart).includes(rule), rule)
    if (shapes(together).length === 0) assert.deepEqual(rules(together), rules(apart))
  }), { numRuns: 30 })
})

const moved = (places: Readonly<Record<string, string>>, at: string): string => {
  const from = Object.keys(places).find((one) => at === one || at.startsWith(`${one}/`))
  return from === undefined ? at : places[from]! + at.slice(from.length)
}

const form = (title: string, properties: Record<string, JsonSchema>, ask: Ask[], more: Partial<Form> = {}): Form =>
  ({ id: title, title, schema: { type: 'object', properties, ...(more.schema ?? {}) }, ui: [{ section: '一', ask }], ...(more.rules ? { rules: more.rules } : {}) })
const person = { applicant: { $ref: 'concept:person' } }

test('a field of a concept at the same place is asked once, for all who ask it', async () => {
  const whole = merged([
    { id: 'food', department: '市场监管局', form: form('食品', { ...person, area: { title: '面积', type: 'number' } }, [{ at: '/applicant', prefill: 'people', clause: '办法 第一条' }, { at: '/area' }]) },
    { id: 'hygiene', department: '卫健委', form: form('卫生', { ...person, area: { title: '面积', type: 'number' } }, [{ at: '/applicant/name', clause: '条例 第二条' }, { at: '/applicant/phone', require: 'true' }, { at: '/area' }]) },
  ])
  assert.deepEqual(whole.shared.map((one) => [one.at, one.title, one.by.map((by) => by.department)]), [['/shared/applicantName', '姓名', ['市场监管局', '卫健委']], ['/shared/applicantPhone', '手机号码', ['市场监管局', '卫健委']]])
  assert.deepEqual(whole.published.sections.map((section) => [section.title, section.asks.map((ask) => ask.at)]), [
    ['一', ['/shared/applicantName', '/shared/applicantPhone']], ['食品：一', ['/food/applicant/identityNumber', '/food/area']], ['卫生：一', ['/hygiene/area']],
  ])
  assert.equal(whole.published.sections[0]!.asks[0]!.clause, '办法 第一条；条例 第二条')
  assert.equal(whole.published.sections[0]!.asks[0]!.prefill, 'people.name')
  const validate = await loadValidator(emitValidator(whole.published), surroundings.formats)
  assert.deepEqual(check(whole.published, validate, {}).errors.map((error) => error.at), ['/shared/applicantName', '/shared/applicantPhone', '/food/applicant/identityNumber'])
  const answers = { shared: { applicantName: '王小明', applicantPhone: '19900001234' }, food: { applicant: { identityNumber: '229901199001011234' }, area: 3 } }
  assert.deepEqual(check(whole.published, validate, answers).errors, [])
  assert.deepEqual(split(whole, answers), { food: { applicant: { name: '王小明', phone: '19900001234', identityNumber: '229901199001011234' }, area: 3 }, hygiene: { applicant: { name: '王小明', phone: '19900001234' } } })
})

test('a shared question is as strict as the strictest', async () => {
  const one = { id: 'one', same: { '/x': 't.x', '/n': 't.n', '/c': 't.c' }, form: form('甲', { x: { title: '号', type: 'string', maxLength: 9, pattern: '^A' }, n: { title: '数', type: 'number', minimum: 3 }, c: { title: '选', enum: ['一', '二', '三'] } }, [{ at: '/x' }, { at: '/n' }, { at: '/c' }], { schema: { required: ['n'] } }) }
  const two = { id: 'two', same: { '/y': 't.x', '/n': 't.n', '/c': 't.c' }, form: form('乙', { y: { title: '编号', type: 'string', maxLength: 5, pattern: 'Z$' }, n: { title: '数', type: 'number', minimum: 1, maximum: 8 }, c: { title: '选', enum: ['三', '二'] } }, [{ at: '/y' }, { at: '/n' }, { at: '/c' }]) }
  const whole = merged([one, two])
  const validate = await loadValidator(emitValidator(whole.published))
  const wrong = (shared: Answers): string[] => check(whole.published, validate, { shared }).errors.map((error) => `${error.at} ${error.code}`)
  assert.deepEqual(wrong({}), ['/shared/n required'])
  assert.deepEqual(wrong({ x: 'AZ', n: 5, c: '二' }), [])
  assert.deepEqual(wrong({ x: 'A', n: 2, c: '一' }), ['/shared/x pattern', '/shared/n minimum', '/shared/c enum'])
  assert.deepEqual(wrong({ x: 'A12345Z', n: 9 }), ['/shared/x maxLength', '/shared/n maximum'])
})

const APART: readonly (readonly [title: string, left: [JsonSchema, Partial<Ask>], right: [JsonSchema, Partial<Ask>], code: string])[] = [
  ['choices with nothing in common', [{ title: '选', enum: ['一'] }, {}], [{ title: '选', enum: ['二'] }, {}], 'no-common-options'],
  ['ranges that do not meet', [{ title: '数', type: 'number', minimum: 5 }, {}], [{ title: '数', type: 'number', maximum: 4 }, {}], 'nothing-fits'],
  ['lengths that do not meet', [{ title: '文', type: 'string', minLength: 9 }, {}], [{ title: '文', type: 'string', maxLength: 4 }, {}], 'nothing-fits'],
  ['other ways of asking', [{ title: '文', type: 'string' }, {}], [{ title: '文', type: 'string' }, { kind: 'date' }], 'kind'],
  ['other units', [{ title: '数', type: 'number' }, { unit: '元' }], [{ title: '数', type: 'number' }, { unit: '万元' }], 'unit'],
  ['other promises', [{ title: '诺', type: 'boolean' }, { kind: 'statement', text: '甲' }], [{ title: '诺', type: 'boolean' }, { kind: 'statement', text: '乙' }], 'text'],
  ['figures', [{ title: '数', type: 'number' }, { compute: '1' }], [{ title: '数', type: 'number' }, {}], 'computed'],
  ['other files', [{ title: '件' }, { kind: 'file', accepts: ['pdf'] }], [{ title: '件' }, { kind: 'file', accepts: ['image'] }], 'no-common-files'],
  ['other materials', [{ title: '件' }, { kind: 'file', material: 'm1' }], [{ title: '件' }, { kind: 'file', material: 'm2' }], 'material'],
  ['steps that do not meet', [{ title: '数', type: 'number', multipleOf: 2 }, {}], [{ title: '数', type: 'number', multipleOf: 3 }, {}], 'steps'],
]

for (const [title, left, right, code] of APART) {
  test(`asked apart and told: ${title}`, () => {
    const of = ([schema, ask]: [JsonSchema, Partial<Ask>], id: string): FormToMerge => ({ id, form: form(id, { x: schema }, [{ at: '/x', same: 't.x', ...ask }]) })
    const whole = merged([of(left, 'left'), of(right, 'right')])
    assert.deepEqual(whole.shared, [])
    assert.deepEqual(whole.separate.map((one) => [one.code, one.by.map((by) => by.form)]), [[code, ['left', 'right']]])
    assert.match(whole.separate[0]!.message, /《left》、《right》分别填写/)
    assert.deepEqual(whole.published.order, ['/left/x', '/right/x'])
  })
}

test('conditions that would wait for one another are not shared', () => {
  const text = { title: '文', type: 'string' }
  const same = { '/x': 't.x', '/y': 't.y', '/z': 't.z' }
  const whole = merged([
    { id: 'one', same, form: form('甲', { x: text, y: text, z: text }, [{ at: '/x', when: 'flag' }, { at: '/y', when: 'x = "1"' }, { at: '/z' }]) },
    { id: 'two', same, form: form('乙', { x: text, y: text, z: text }, [{ at: '/y', when: 'flag' }, { at: '/x', when: 'y = "1"' }, { at: '/z' }]) },
  ])
  assert.deepEqual(whole.shared.map((one) => one.at), ['/shared/z'])
  assert.deepEqual(whole.separate.map((one) => one.code), ['circular', 'circular'])
})

test('a form that cannot be published alone is told with its name', () => {
  const found = mergeForms([{ id: 'one', form: form('甲', {}, [{ at: '/x' }]) }], surroundings)
  assert.ok(!found.ok && found.problems[0]!.at.startsWith('/one/ui/0'))
})

test('questions that only show what a register holds can be marked alike', () => {
  const held = form('甲', { name: { title: '名', type: 'string' }, phone: { title: '话', type: 'string' } }, [{ at: '/name', prefill: 'people.name', correctable: false }, { at: '/phone', prefill: 'people.phone' }])
  assert.deepEqual(heldAlike(held), { '/name': 'held.people.name' })
  assert.ok(publishForm(held, surroundings).ok)
})
