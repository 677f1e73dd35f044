import assert from 'node:assert/strict'
import test from 'node:test'
import { check, emitValidator, loadValidator, openSession, publishForm } from '../index.ts'
import type { AnswerError, Answers, Form, Json } from '../index.ts'
import { allowance, answers, checker, facts, formats, published, surroundings } from './examples.ts'

/** Everything here must end in this time even on a busy machine. */
const SECONDS = 5

function bounded<T>(work: () => T): T {
  const began = performance.now()
  const found = work()
  assert.ok(performance.now() - began < SECONDS * 1000, `took ${Math.round(performance.now() - began)} ms`)
  return found
}

const told = (errors: readonly AnswerError[]): string[] => errors.map((error) => `${error.at} ${error.code}`)

function inChinese(errors: readonly { code: string; message: string }[]): void {
  for (const error of errors) assert.match(error.message, /\p{Script=Han}/u)
}

const nested = (depth: number): Json => {
  let value: Json = '底'
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value }
  return value
}

const ANSWERS: readonly (readonly [title: string, change: Record<string, unknown>, errors: readonly string[]])[] = [
  ['a field that the form does not have', { admin: true }, ['/admin unknown-field']],
  ['text where a figure belongs', { income: '许多' }, ['/income type']],
  ['an object where text belongs', { applicant: { name: { a: 1 }, identityNumber: '229901199001011234' } }, ['/applicant/name type']],
  ['text where rows belong', { members: '全家' }, ['/members type']],
  ['a row that is none', { members: [5] }, ['/members/0 type']],
  ['a megabyte too much of text', { account: '1'.repeat(10_000_000) }, ['/account text-too-long']],
  ['much text in many pieces', { members: Array.from({ length: 50 }, () => ({ name: '长'.repeat(100_000) })) }, ['/members/39/name too-much']],
  ['a name of megabytes', { ['长'.repeat(2_000_000)]: 1 }, [`/${'长'.repeat(100)} text-too-long`]],
  ['100,000 rows', { members: Array.from({ length: 100_000 }, () => ({})) }, ['/members too-many-rows']],
  ['lists in lists', { members: Array.from({ length: 9_999 }, () => Array.from({ length: 100 }, () => 0)) }, ['too-much']],
  ['10,000 levels', { home: nested(10_000) }, ['too-deep']],
  ['what every object has', JSON.parse('{"__proto__":{"income":1},"constructor":{"prototype":{}},"toString":"x"}') as Record<string, unknown>, ['/__proto__ unknown-field', '/constructor unknown-field', '/toString unknown-field']],
  ['the same within an object', { home: JSON.parse('{"division":"220102001001","detail":"一号","__proto__":{"x":1}}') }, ['/home/__proto__ unknown-field']],
  ['half of a character', { home: { division: '220102001001', detail: '一号\ud800' } }, ['/home/detail bad-text']],
  ['what could not be read', { home: { division: '220102001001', detail: '一\ufffd号' } }, ['/home/detail bad-text']],
  ['characters that cannot be seen', { home: { division: '220102001001', detail: '一\u0000号' } }, ['/home/detail bad-text']],
  ['commands to a browser', { home: { division: '220102001001', detail: '<script>alert(1)</script>' } }, ['/home/detail markup']],
  ['commands in disguise', { home: { division: '220102001001', detail: '好<IMG src=x onerror=alert(1)>' } }, ['/home/detail markup']],
]

for (const [title, change, errors] of ANSWERS) {
  test(`answers are refused with a code: ${title}`, async () => {
    const check = await checker()
    const given = Object.defineProperties({ ...answers }, Object.getOwnPropertyDescriptors(change)) as Answers
    const found = bounded(() => check(given))
    inChinese(found.errors)
    if (errors[0]!.startsWith('too-')) assert.equal(found.errors[0]!.code, errors[0])
    else assert.deepEqual(told(found.errors), errors)
    assert.equal(({} as Record<string, unknown>)['income'], undefined)
    bounded(() => openSession(published(), given, facts).errors())
  })
}

test('answers that are no object at all are told so', async () => {
  const check = await checker()
  for (const given of [null, 3, 'text', [], [answers]]) assert.deepEqual(told(check(given as never).errors), [' type'])
})

test('plain writing with marks is no command', async () => {
  const check = await checker()
  for (const detail of ['a<b', '3 < 5 号', '<<路>>', '𠮷野家', 'x\ny\tz']) assert.deepEqual(check({ ...answers, home: { division: '220102001001', detail } }).errors, [], detail)
})

test('an answer that is hidden and sent all the same is dropped, whatever it is', async () => {
  const check = await checker()
  const found = check({ ...answers, hasSupporter: false, supporterFee: '<script>\ud800' })
  assert.deepEqual([found.errors, 'supporterFee' in found.answers], [[], false])
})

test('5,000 rows take as long as five times 1,000', async () => {
  const form = structuredClone(allowance) as unknown as { schema: { properties: { members: { maxItems: number } } } }
  form.schema.properties.members.maxItems = 20_000
  const many = published(form as unknown as Form)
  const validate = await loadValidator(emitValidator(many), formats)
  const rows = (count: number): Answers => ({ ...answers, members: Array.from({ length: count }, (_, index) => ({ name: '王小明', relation: index ? '子女' : '本人', income: index, disabled: index % 2 === 0, level: '一级' })) })
  const time = (count: number): number => {
    const given = rows(count)
    return Math.min(...[1, 2, 3].map(() => {
      const began = performance.now()
      assert.deepEqual(check(many, validate, given, facts).errors, [])
      return performance.now() - began
    }))
  }
  time(1_000)
  const [few, more] = [time(1_000), time(5_000)]
  assert.ok(more < few * 15 + 20, `${few} ms, ${more} ms`)
  assert.deepEqual(told(check(published(), validate, rows(10_001), facts).errors), ['/members too-many-rows'])
})

const question = (index: number, more: object = {}): object => ({ at: `/q${index}`, ...more })
const formOf = (ask: readonly object[], more: object = {}): Form =>
  ({ id: 'f', title: '试验', schema: { type: 'object', properties: Object.fromEntries(ask.map((_, index) => [`q${index}`, { title: `问 ${index}`, type: 'number' }])) }, ui: [{ section: '一', ask }], ...more }) as Form

const ENDLESS: readonly (readonly [title: string, expression: string])[] = [
  ['loops in loops', 'count(for i in 1..999 return for j in 1..999 return i * j) > 0'],
  ['a search through everything', 'some i in 1..1000, j in 1..1000 satisfies string(i * j) = "x"'],
  ['a list that doubles', 'count(for i in 1..30 return if i = 1 then [1, 1] else concatenate(partial[-1], partial[-1])) > 0'],
  ['a function that calls itself', '{f: function(n) f(n + 1) + f(n + 2), r: f(1)}.r > 0'],
]

for (const [title, expression] of ENDLESS) {
  test(`a published form cannot hold the server: ${title}`, () => {
    const found = publishForm(formOf(Array.from({ length: 60 }, (_, index) => question(index, { when: expression }))), surroundings)
    assert.ok(found.ok)
    const { errors } = bounded(() => check(found.value, () => true, {}, {}))
    inChinese(errors)
    // Endless recursion is null at a depth of 400, long before the rounds are used up.
    if (!title.includes('calls itself')) assert.deepEqual(errors.map((error) => error.code), ['too-long'])
    bounded(() => openSession(found.value).set('/q1', 1))
  })
}

test('what takes too long is told at its node: a rule, a column, a figure', () => {
  const long = 'count(for i in 1..1000 return for j in 1..1000 return i) > 0'
  const rule = publishForm(formOf([question(0)], { rules: [{ must: long, say: '不对', at: '/q0' }] }), surroundings)
  const figure = publishForm(formOf([question(0), question(1, { compute: `if ${long} then 1 else 2` })]), surroundings)
  assert.ok(rule.ok && figure.ok)
  assert.deepEqual(told(check(rule.value, () => true, { q0: 1 }, {}, 10_000).errors), ['/q0 too-long'])
  assert.deepEqual(told(check(figure.value, () => true, { q0: 1 }, {}, 10_000).errors), ['/q1 too-long'])
})

const deep = (depth: number): object => {
  let schema: object = { title: '底', type: 'string' }
  for (let at = 0; at < depth; at++) schema = { type: 'object', properties: { a: schema } }
  return schema
}

const DEFINITIONS: readonly (readonly [title: string, form: () => unknown, code: string, at?: string])[] = [
  ['a circle', () => formOf([question(0, { when: 'q1 = 1' }), question(1, { when: 'q2 = 1' }), question(2, { when: 'q0 = 1' })]), 'circular'],
  ['an unknown kind', () => formOf([question(0, { kind: 'slider' })]), 'unknown-kind', '/ui/0/ask/0/kind'],
  ['a kind with a name that every object has', () => formOf([question(0, { kind: 'constructor' })]), 'unknown-kind'],
  ['5,000 questions', () => formOf(Array.from({ length: 5_000 }, (_, index) => question(index))), 'too-many-questions', '/ui'],
  ['100,000 options', () => formOf([question(0, { kind: 'choose-one', options: Array.from({ length: 100_000 }, (_, index) => ({ value: index, label: `${index}` })) })]), 'too-many-options', '/ui/0/ask/0/options'],
  ['millions of values', () => formOf([question(0)], { rules: Array.from({ length: 600_000 }, () => ({ must: 'true', say: '' })) }), 'too-large'],
  ['too many rules', () => formOf([question(0)], { rules: Array.from({ length: 1_001 }, () => ({ must: 'true', say: '' })) }), 'too-many-rules'],
  ['20 levels', () => ({ ...formOf([question(0)]), schema: { type: 'object', properties: { q0: { title: '问', type: 'number' }, b: deep(20) } } }), 'too-deep'],
  ['10,000 levels', () => ({ ...formOf([question(0)]), schema: { type: 'object', properties: { q0: deep(10_000) } } }), 'too-deep'],
  ['an expression of 50,000 characters', () => formOf([question(0, { when: Array.from({ length: 10_000 }, () => '1').join(' + ') })]), 'bad-expression', '/ui/0/ask/0/when'],
  ['an expression in 5,000 brackets', () => formOf([question(0, { when: `${'('.repeat(5_000)}1${')'.repeat(5_000)}` })]), 'bad-expression', '/ui/0/ask/0/when'],
  ['a name that scripts use', () => JSON.parse('{"id":"f","title":"x","schema":{"properties":{"__proto__":{"title":"x","type":"string"}}},"ui":[]}'), 'forbidden-name'],
  ['a field called constructor', () => ({ ...formOf([question(0)]), schema: { properties: { constructor: { title: 'x', type: 'string' } } } }), 'forbidden-name', '/schema/properties/constructor'],
  ['a megabyte of help', () => formOf([question(0, { help: '长'.repeat(1_000_000) })]), 'text-too-long', '/ui/0/ask/0/help'],
  ['no form at all', () => [], 'shape'], ['no questions', () => ({ schema: {} }), 'shape', '/ui'], ['a section that is none', () => ({ schema: {}, ui: [null] }), 'shape', '/ui/0'],
  ['a question that is none', () => formOf([null as never]), 'shape', '/ui/0/ask/0'], ['rules that are none', () => formOf([question(0)], { rules: 'x' }), 'shape', '/rules'],
]

for (const [title, form, code, at] of DEFINITIONS) {
  test(`a definition is refused with a code: ${title}`, () => {
    const given = form() as Form
    const found = bounded(() => publishForm(given, surroundings))
    assert.ok(!found.ok)
    inChinese(found.problems)
    assert.ok(found.problems.some((one) => one.code === code && (at === undefined || one.at === at)), JSON.stringify(found.problems).slice(0, 500))
  })
}

test('a circle names its questions', () => {
  const found = publishForm(formOf([question(0, { when: 'q1 = 1' }), question(1, { when: 'q2 = 1' }), question(2, { when: 'q0 = 1' })]), surroundings)
  assert.ok(!found.ok)
  assert.deepEqual(found.problems.map((one) => one.message), ['条件或算式绕成了一个圈：“问 0” → “问 1” → “问 2” → “问 0”，请断开其中一处'])
})

test('2,000 questions, each waiting for the one before, are published, checked and kept open', async () => {
  const found = bounded(() => publishForm(formOf(Array.from({ length: 2_000 }, (_, index) => question(index, index ? { when: `q${index - 1} != null` } : {}))), surroundings))
  assert.ok(found.ok)
  const given = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`q${index}`, index]))
  assert.deepEqual(bounded(() => check(found.value, () => true, given, {})).errors, [])
  const session = bounded(() => openSession(found.value, given))
  assert.equal(bounded(() => session.set('/q0', undefined)).shown.length, 1_999)
})
