import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { person } from '#tests/support/cases.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'

let province: TestProvince
let api: Api
let key: string
let me: Awaited<ReturnType<typeof person>>
const manager = 'manager'

before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
  me = await person(api, 5, { firm: 'valid' })
  key = ((await api.call(manager, 'POST', '/collections', { title: '选用' })).value as { key: string }).key
  const form = {
    schema: { type: 'object', properties: { trade: { title: '行业' }, kind: { title: '证件种类' }, firm: { title: '单位' }, licence: { title: '证照' }, sign: { title: '签名' }, drawn: { title: '手写签名' } } },
    ui: [{ section: '选', ask: [{ at: '/trade', kind: 'cascade', accepts: ['industry'] }, { at: '/kind', kind: 'dictionary', accepts: ['cert-type'] }, { at: '/firm', kind: 'firm-acted-for' }, { at: '/licence', kind: 'licence-held', accepts: ['food-business-licence'] }, { at: '/sign', kind: 'signature-typed' }, { at: '/drawn', kind: 'signature-drawn' }] }],
  }
  const saved = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience: 'person', closesOn: null, revision: 1 })
  assert.deepEqual(saved.value['problems'], [])
  await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: saved.value['revision'], note: '' })
})
after(() => province.end())

const submit = (answers: object) => api.call(me.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers })
const refused = async (answers: object) => ((await submit(answers)).value.errors as unknown as { at: string; code: string }[] | undefined ?? []).map((one) => `${one.at} ${one.code}`)

test('what was chosen from a table is an entry of it, by its own name', async () => {
  assert.deepEqual(await refused({ kind: { code: '414', name: '普通护照' }, trade: [{ code: 'H', name: '住宿和餐饮业' }, { code: '62', name: '餐饮业', last: true }] }), [])
  assert.deepEqual(await refused({ kind: { code: '414', name: '完全另一个' } }), ['/answers/kind not-held'])
  assert.deepEqual(await refused({ kind: { code: '999', name: '没有的' } }), ['/answers/kind not-held'])
})

test('a firm is one that the person may act for, by its own name', async () => {
  const firm = (await api.call(me.identityNumber, 'GET', '/session')).value['firms'] as { creditCode: string; name: string }[]
  const own = { creditCode: firm[0]!.creditCode, name: firm[0]!.name }
  assert.deepEqual(await refused({ firm: own }), [])
  assert.deepEqual(await refused({ firm: { ...own, name: '吉林省人民政府' } }), ['/answers/firm not-held'])
  const other = await person(api, 1, { firm: 'valid' })
  assert.deepEqual(await refused({ firm: { creditCode: other.firm, name: own.name } }), ['/answers/firm not-held'])
})

test('a licence is found again by its id and is the person’s', async () => {
  assert.deepEqual(await refused({ licence: { id: '01900000-0000-7000-8000-000000000000', type: 'food-business-licence', name: '食品经营许可证' } }), ['/answers/licence not-held'])
})

test('a name that is typed as a signature is the person’s own, however its dots and spaces are written', async () => {
  for (const sign of [me.name, ` ${[...me.name].join(' ')} `]) assert.deepEqual(await refused({ sign }), [], sign)
  for (const sign of ['已签名', '王小示', me.name.slice(1)]) assert.deepEqual(await refused({ sign }), ['/answers/sign not-held'], sign)
  assert.deepEqual(await refused({ drawn: { typed: '别人' } }), ['/answers/drawn not-held'])
  assert.deepEqual(await refused({ drawn: { strokes: [[0, 0, 10, 10]] } }), [])
})
