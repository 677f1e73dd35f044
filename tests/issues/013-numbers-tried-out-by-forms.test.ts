import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { sql } from '@xiangyun/kernel/database'
import { county, openedDraft, person } from '../support/cases.ts'
import { movable } from '../support/clock.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

/** A county's official could write a form that takes any register apart sign by sign, and anybody could run it: nobody was counted, nothing was told. */
let province: TestProvince
let api: Api
let somebody: Awaited<ReturnType<typeof person>>
let other: Awaited<ReturnType<typeof person>>
const clock = movable()
const manager = 'manager'

before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
  somebody = await person(api, 3)
  other = await person(api, 40)
})
after(() => province.end())

const rule = (must: string, look: object = { register: 'people', by: { identityNumber: 'number' } }) => ({ look, must, say: '与登记不一致', at: '/number' })
const asking = (rules: readonly object[]) => ({
  schema: { type: 'object', required: ['number'], properties: { name: { title: '姓名' }, number: { title: '身份号码' }, second: { title: '另一个身份号码' } } },
  ui: [{ section: '查', ask: [{ at: '/name', kind: 'person-name' }, { at: '/number', kind: 'identity-number' }, { at: '/second', kind: 'identity-number' }] }], rules,
})
const problems = async (form: object, audience = 'person') => {
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '核对姓名' })).value as { key: string }
  const saved = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience, closesOn: null, revision: 1 })
  const codes = (saved.value['problems'] as { code: string }[]).map((one) => one.code)
  const published = await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: saved.value['revision'], note: '' })
  return { key, codes, said: published.value.code ?? published.status }
}
const fair = asking([rule('found != null and found.name = name')])
const lookAt = (key: string, who: string | undefined, answers: object, version = 1) => api.call(who, 'POST', `/open-forms/${key}/looks/look-1`, { version, answers })
const submit = (key: string, who: string | undefined, answers: object) => api.call(who, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers })
const looksOf = async (kind: string) => (await province.platform.environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit where act = ${kind} and purpose = 'form-check:核对姓名'`))!.n

test('a form that takes a register apart is not published', async () => {
  const refused: readonly (readonly [form: object, code: string])[] = [
    [asking([rule('found.income > 3000', { register: 'income', by: { person: 'number' } })]), 'closed-register'], [asking([rule('found != null', { register: 'people', by: { name: 'name' } })]), 'unknown-key'],
    [asking([rule('starts with(found.phone, "1")')]), 'found-form'], [asking([rule('found.phone = name')]), 'found-field'], [asking([rule('found.name < name')]), 'found-form'],
  ]
  for (const [form, code] of refused) assert.deepEqual(await problems(form).then(({ codes, said }) => [codes, said]), [[code], 'forms/not-right'])
  assert.deepEqual((await problems(asking(Array.from({ length: 11 }, () => rule('found != null'))))).codes, ['too-many-looks'])
})

test('who asks a register has signed in; a form cannot be opened to anyone afterwards either', async () => {
  assert.deepEqual(await problems(fair, 'anyone').then(({ codes, said }) => [codes, said]), [['looks-need-person'], 'forms/not-right'])
  const { key } = await problems(fair)
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '', audience: 'anyone' })).value.code, 'forms/not-right')
  await province.platform.environment.database.run(sql`update forms.collection set audience = 'anyone' where key = ${key}`)
  assert.equal((await submit(key, undefined, { number: other.identityNumber })).value.code, 'forms/sign-in')
  assert.equal((await lookAt(key, manager, { number: other.identityNumber })).value.code, 'forms/sign-in')
})

test('a register is asked only where a submission could be handed in', async () => {
  const { key } = await problems(fair)
  const answers = { name: other.name, number: other.identityNumber }
  assert.equal((await lookAt(key, somebody.identityNumber, answers)).value['state'], 'holds')
  assert.equal((await lookAt(key, somebody.identityNumber, answers, 2)).value.code, 'forms/newer')
  await api.call(manager, 'POST', `/collections/${key}/state`, { state: 'paused' })
  assert.equal((await lookAt(key, somebody.identityNumber, answers)).value.code, 'forms/not-open')
})

test('equal questions of a submission are asked once, and stand in the log also when it is refused', async () => {
  const twice = asking([rule('found != null'), rule('found.name = name'), rule('found != null', { register: 'people', by: { identityNumber: 'second' } })])
  const { key } = await problems(twice)
  const [looks, reads] = [await looksOf('forms.look'), await looksOf('registers.read')]
  assert.equal((await submit(key, somebody.identityNumber, { name: '别人', number: other.identityNumber })).value.code, 'forms/invalid')
  assert.deepEqual([await looksOf('forms.look') - looks, await looksOf('registers.read') - reads], [1, 1])
  assert.equal((await submit(key, somebody.identityNumber, { name: other.name, number: other.identityNumber, second: somebody.identityNumber })).status, 200)
  assert.deepEqual([await looksOf('forms.look') - looks, await looksOf('registers.read') - reads], [3, 3])
})

test('a person asks so many times an hour over all forms, refused or not, one after the other or all at once', async () => {
  const [one, two] = [await problems(fair), await problems(fair)]
  await api.pass(3_700_000)
  const wrong = { name: '别人', number: other.identityNumber }
  for (let n = 0; n < 20; n++) assert.equal((await submit(n % 2 ? one.key : two.key, somebody.identityNumber, wrong)).value.code, 'forms/invalid')
  const all = await Promise.all(Array.from({ length: 50 }, () => lookAt(one.key, somebody.identityNumber, wrong)))
  const taken = all.filter((answer) => answer.status === 200).length
  assert.ok(taken >= 40 && taken <= 42, `${taken} were answered`)
  assert.equal((await submit(two.key, somebody.identityNumber, wrong)).status, 429)
  assert.equal((await submit(two.key, somebody.identityNumber, wrong)).value.code, 'forms/too-many-looks')
  assert.equal((await lookAt(two.key, other.identityNumber, wrong)).status, 200, 'another person may')
  await api.pass(3_700_000)
  assert.equal((await lookAt(two.key, somebody.identityNumber, wrong)).value['state'], 'broken')
})

test('the forms of services count along, and the same limit ends both', async () => {
  const draft = await openedDraft(api, other, { item: 'marriage-registration', division: county, situations: { present: true, partyType: 'mainland', registrationKind: 'first', idState: 'valid', photo: 'onsite', language: 'none' } } as never)
  const ask = () => api.call(other.identityNumber, 'POST', `/drafts/${draft.id}/looks/look-1`, { answers: { spouse: { name: '别人', identityNumber: somebody.identityNumber } } })
  assert.equal((await ask()).value['state'], 'broken')
  let answered = 1
  while (answered < 100 && (await ask()).status === 200) answered++
  assert.equal(answered, 60)
  assert.equal((await ask()).value.code, 'forms/too-many-looks')
  const { key } = await problems(fair)
  assert.equal((await lookAt(key, other.identityNumber, { number: somebody.identityNumber, name: '别人' })).value.code, 'forms/too-many-looks')
})
