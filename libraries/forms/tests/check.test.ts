import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Answers, PublishedAsk } from '../index.ts'
import { noDay } from '../days.ts'
import { messageFor } from '../messages.ts'
import { emitValidator, fillComputed, loadValidator, optionsOf, prefills, shown } from '../index.ts'
import { allowance, answers, checker, facts, formats, published } from './examples.ts'

const errorsOf = (checked: { errors: readonly { at: string; code: string }[] }): string[] => checked.errors.map((one) => `${one.at} ${one.code}`)

test('answers that fit pass, with figures computed', async () => {
  const check = await checker()
  const found = check(answers)
  assert.deepEqual(found.errors, [])
  assert.equal(found.answers['average'], 260.02)
  assert.deepEqual((found.answers['members'] as { monthly: number }[]).map((one) => one.monthly), [250, 270.04])
})

test('what is missing is asked for by its title', async () => {
  const check = await checker()
  const found = check({})
  assert.deepEqual(errorsOf(found), ['/applicant/name required', '/applicant/identityNumber required', '/members required', '/income required', '/promise required'])
  assert.deepEqual(found.errors.map((one) => one.message), ['请填写“姓名”', '请填写“公民身份号码”', '请至少填写一行“家庭成员”', '请填写“其他年收入”', '请阅读并勾选“如实申报承诺”'])
  assert.deepEqual(errorsOf(check({ ...answers, promise: false })), ['/promise required'])
})

test('a wrong shape is told in Chinese at its place', async () => {
  const check = await checker()
  const wrong = (change: object): string[] => check({ ...answers, ...change }).errors.map((one) => `${one.at} ${one.message}`)
  assert.deepEqual(wrong({ applicant: { name: '王小明', identityNumber: '1' } }), ['/applicant/identityNumber “公民身份号码”不是有效的公民身份号码，请核对 18 位号码'])
  assert.deepEqual(wrong({ income: 1.234 }), ['/income “其他年收入”最多到分（两位小数）'])
  assert.deepEqual(wrong({ income: 0.29 }), [])
  assert.deepEqual(wrong({ income: -1 }), ['/income “其他年收入”不能小于 0'])
  assert.deepEqual(wrong({ home: { division: '220102', detail: '一号' } }), ['/home/division “住址”的格式不对'])
  assert.deepEqual(wrong({ home: { division: '220102001001', detail: '一号' } }), [])
  assert.deepEqual(wrong({ account: 'abc' }), ['/account “社保卡账号”不是有效的银行账号'])
  assert.deepEqual(wrong({ village: '220102001009' }), ['/village “所在村”不在可选范围内'])
})

test('rows without any answer are none, and what is wrong is told by the name of the part, the day or the figure', async () => {
  const check = await checker()
  const empty = check({ ...answers, members: [{}, { name: ' ', monthly: 0 }] })
  assert.deepEqual(empty.errors[0], { at: '/members', code: 'required', message: '请至少填写一行“家庭成员”' })
  assert.ok(!errorsOf(check({ ...answers, members: [...answers['members'] as Answers[], {}] })).includes('/members required'))
  assert.deepEqual(check({ ...answers, income: '很多' }).errors.map(({ message }) => message), ['“其他年收入”请填数字'])
  assert.equal(noDay('2026-02-30'), '没有这一天，2026年2月最多 28 天')
  assert.equal(noDay('2024-02-29'), undefined)
  assert.equal(noDay('2026-13-01'), '没有这一天，月份是 1 到 12')
  const photo = { schema: { type: 'object', properties: { shot: { type: 'object', title: '照片', properties: { width: { type: 'integer', title: '宽', minimum: 10 } } }, day: { type: 'string', format: 'date' } } }, answers: { day: '2026-02-30' } }
  const ask = { title: '照片' } as PublishedAsk
  const told = messageFor({ instancePath: '/shot/width', keyword: 'minimum', params: { limit: 10 } }, (at) => (at === '/shot' ? ask : undefined), photo)
  assert.equal(told.message, '“照片”的“宽”不能小于 10')
  assert.equal(messageFor({ instancePath: '/day', keyword: 'format', params: { format: 'date' } }, () => ask, photo).message, '“照片”没有这一天，2026年2月最多 28 天')
})

test('an unknown field is an error wherever it stands', async () => {
  const check = await checker()
  assert.deepEqual(errorsOf(check({ ...answers, admin: true })), ['/admin unknown-field'])
  assert.deepEqual(errorsOf(check({ ...answers, applicant: { name: '王小明', identityNumber: '229901199001011234', role: 'x' } })), ['/applicant/role unknown-field'])
  assert.deepEqual(errorsOf(check({ ...answers, members: [{ name: '王小明', relation: '本人', income: 0, extra: 1 }] })), ['/members/0/extra unknown-field'])
})

test('hidden answers are dropped before anything is checked', async () => {
  const check = await checker()
  const found = check({ ...answers, hasSupporter: false, supporterFee: -5, deathProof: [] })
  assert.deepEqual(found.errors, [])
  assert.equal('supporterFee' in found.answers, false)
  assert.deepEqual(errorsOf(check({ ...answers, hasSupporter: true })), ['/supporterFee required'])
  assert.deepEqual(errorsOf(check(answers, { ...facts, hardship: 'illness' })), ['/deathProof required'])
  assert.deepEqual(check({ ...answers, hasSupporter: true, supporterFee: 100 }, { ...facts, scope: 'none' }).errors, [])
})

test('a hidden answer opens nothing', () => {
  const form = published()
  assert.ok(shown(form, { ...answers, hasSupporter: true, supporterFee: 9 }, facts).has('/supporterWaiver'))
  assert.ok(!shown(form, { ...answers, hasSupporter: false, supporterFee: 9 }, facts).has('/supporterWaiver'))
})

test('each row has its own conditions', async () => {
  const check = await checker()
  const members: Answers[] = [{ name: '王小明', relation: '本人', income: 0, disabled: true }, { name: '李红', relation: '配偶', income: 0, level: '一级' }]
  const found = check({ ...answers, members })
  assert.deepEqual(errorsOf(found), ['/members/0/level required'])
  assert.equal('level' in ((found.answers['members'] as object[])[1] ?? {}), false)
})

test('rules speak last, with their own words', async () => {
  const check = await checker()
  const two = [{ name: '王小明', relation: '本人', income: 1 }, { name: '李红', relation: '本人', income: 1 }]
  assert.deepEqual(check({ ...answers, members: two }).errors, [{ at: '/members', code: 'rule', message: '家庭成员中须有且仅有一位“本人”' }])
  assert.deepEqual(check(answers, { ...facts, scope: 'single' }).errors.map((one) => one.message), ['按单人申请只填一人'])
})

test('an answer cannot pass for a fact', async () => {
  const check = await checker()
  assert.ok(errorsOf(check({ ...answers, scope: 'single' })).includes('/scope unknown-field'))
  assert.ok(check({ ...answers, hasSupporter: true, supporterFee: 1, supporterWaiver: true, scope: 'none' }).answers['hasSupporter'] === true)
})

test('computed figures are filled in and never taken from the person', async () => {
  const check = await checker()
  assert.equal(check({ ...answers, average: 1 }).answers['average'], 260.02)
  const filled = fillComputed(published(), { ...answers, supporterFee: 7 }, facts)
  assert.deepEqual([filled['average'], filled['supporterFee']], [260.02, 7])
  const { members: _, ...without } = answers
  assert.equal('average' in fillComputed(published(), { ...without, average: 5 }, facts), false)
})

test('prefills are listed with who may put them right', () => {
  assert.deepEqual(prefills(published()).map((one) => [one.at, one.from]), [
    ['/applicant/name', 'people.name'], ['/applicant/identityNumber', 'people.identityNumber'], ['/applicant/phone', 'people.phone'], ['/home', 'people.home'], ['/members/*/name', 'household.name'],
  ])
})

test('options that depend on facts are given for the screen', () => {
  const ask = published().sections[3]?.asks[0]
  assert.ok(ask)
  assert.deepEqual(optionsOf(published(), ask, answers, facts), facts['villages'])
})

test('the emitted validator imports nothing and uses no eval', () => {
  const source = emitValidator(published())
  assert.doesNotMatch(source, /\bimport\b|\brequire\b|\beval\b|new Function/)
  assert.equal(emitValidator(published()), source)
})

test('checking its own result again changes nothing', async () => {
  const check = await checker()
  const member = fc.record({ name: fc.constantFrom('王小明', '李红', '1'), relation: fc.constantFrom('本人', '配偶', '?'), income: fc.integer({ min: -5, max: 90000 }), disabled: fc.boolean(), level: fc.constantFrom('一级', '四级') }, { requiredKeys: ['name'] })
  const given = fc.record({ members: fc.array(member, { maxLength: 4 }), income: fc.integer(), hasSupporter: fc.boolean(), supporterFee: fc.integer(), average: fc.integer(), village: fc.string(), promise: fc.boolean() }, { requiredKeys: [] })
  fc.assert(fc.property(given, fc.constantFrom('family', 'single', null), (some, scope) => {
    const first = check(some, { ...facts, scope })
    const second = check(first.answers, { ...facts, scope })
    assert.deepEqual(second, first)
  }))
})

test('anything at all can be checked', async () => {
  const check = await checker()
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('applicant', 'members', 'income', 'home', 'hasSupporter', 'x'), fc.jsonValue()), (some) => {
    for (const error of check(some as Parameters<typeof check>[0]).errors) assert.match(error.message, /\p{Script=Han}/u)
  }))
})

test('a published form is plain JSON and works after a round trip', async () => {
  const form = JSON.parse(JSON.stringify(published())) as ReturnType<typeof published>
  const validate = await loadValidator(emitValidator(form), formats)
  assert.equal(validate({ applicant: { name: '王小明', identityNumber: '229901199001011234' } }), true)
  assert.deepEqual(shown(form, answers, facts), shown(published(allowance), answers, facts))
})
