import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemWork } from '@xiangyun/kernel/platform'
import { localDate } from '@xiangyun/kernel/time'
import { strangeFiles } from '#modules/capabilities/cases/forms.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { free, must, person, submittedCase } from '../support/cases.ts'
import { movable } from '../support/clock.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

const item = 'residence-permit'
const manager = 'manager'
let province: TestProvince
let api: Api
let me: Awaited<ReturnType<typeof person>>
const clock = movable()

before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: () => province.platform.background.settle(), pass: clock.move })
  me = await person(api, 3)
})
after(() => province.end())

type Written = { schema: { required: string[]; properties: Record<string, object> }; ui: { section: string; ask: { at: string; kind: string }[] }[] }
const managed = async () => (await must(api.call(manager, 'GET', `/managed-items/${item}`), 'item')).value as unknown as { text: string; formText: string }
const publish = async (change: (form: Written) => void, text?: (before: string) => string): Promise<number> => {
  const before = await managed()
  const form = JSON.parse(before.formText) as Written
  change(form)
  const done = await must(api.call(manager, 'POST', `/managed-items/${item}/versions`, { text: text ? text(before.text) : before.text, formText: JSON.stringify(form, null, 2), effectiveFrom: localDate(province.platform.environment.clock.now()) }), 'publish')
  return done.value['version'] as number
}
const opened = async () => (await must(api.call(me.identityNumber, 'POST', '/drafts', { item, division: '220102', situations: { business: 'first', ground: 'house', registered: 'half', houseKind: 'rent' } }), 'draft')).value as unknown as { id: string; version: number }
const draftOf = async (id: string) => (await must(api.call(me.identityNumber, 'GET', `/drafts/${id}`), 'draft')).value as unknown as { itemVersion: number; version: number; answers: Record<string, unknown>; newer: { version: number; words: string[] } | null }

test('a draft is told of a new version of its form, in words, and goes over when the person says so', async () => {
  const draft = await opened()
  const answers = { phone: '19900000008', landlord: '王房东', maritalState: '丧偶', registeredNumber: 'J-1' }
  await must(api.call(me.identityNumber, 'PUT', `/drafts/${draft.id}`, { situations: { business: 'first', ground: 'house', registered: 'half', houseKind: 'rent' }, answers, version: draft.version }), 'save')
  assert.equal((await draftOf(draft.id)).newer, null)
  const version = await publish((form) => {
    form.schema.properties['maritalState'] = { title: '婚姻状况', type: 'string', enum: ['未婚', '已婚'] }
    form.schema.properties['landlordName'] = { title: '出租人姓名' }
    form.schema.properties['rooms'] = { title: '房间数', type: 'number' }
    delete form.schema.properties['landlord']
    form.schema.required = [...form.schema.required.filter((one) => one !== 'landlord'), 'rooms']
    const home = form.ui[1]!
    home.ask = home.ask.map((ask) => (ask.at === '/landlord' ? { ...ask, at: '/landlordName', was: '/landlord' } : ask))
    home.ask.push({ at: '/rooms', kind: 'number' })
  })
  const told = (await draftOf(draft.id)).newer
  assert.equal(told?.version, version)
  assert.ok(told.words.some((line) => line.includes('婚姻状况') && line.includes('丧偶')) && told.words.some((line) => line.includes('新增了要填的“房间数”')), told.words.join('\n'))
  const stayed = await draftOf(draft.id)
  assert.deepEqual([stayed.answers, stayed.itemVersion], [answers, version - 1], 'nothing has moved by itself')
  await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/renewal`, { version }), 'renew')
  await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/renewal`, { version }), 'renew again')
  const moved = await draftOf(draft.id)
  assert.deepEqual([moved.itemVersion, moved.newer, moved.answers], [version, null, { phone: '19900000008', landlordName: '王房东', registeredNumber: 'J-1' }])
})

test('a suspended item takes nothing new, and every draft of it stays, is saved and can be read', async () => {
  const draft = await opened()
  await publish(() => {}, (text) => text.replace(/^effective: .*$/m, 'effective: { from: 2016-04-15, to: 2016-04-16 }'))
  assert.equal((await api.call(me.identityNumber, 'POST', '/drafts', { item, division: '220102', situations: {} })).value.code, 'items/not-in-force')
  assert.ok(((await api.call(me.identityNumber, 'GET', '/drafts')).value['drafts'] as { id: string }[]).some((one) => one.id === draft.id))
  assert.equal((await draftOf(draft.id)).newer, null)
  await must(api.call(me.identityNumber, 'PUT', `/drafts/${draft.id}`, { situations: {}, answers: { phone: '19900000009' }, version: draft.version }), 'save')
  assert.deepEqual((await draftOf(draft.id)).answers, { phone: '19900000009' })
})

test('a case keeps its form as it was asked and answered, sealed and on paper', async () => {
  const id = await submittedCase(api, me, free)
  const [form] = (await must(api.call(me.identityNumber, 'GET', `/cases/${id}/forms`), 'forms')).value['forms'] as { number: number; receipt: string; digest: string }[]
  assert.equal(form?.number, 1)
  const read = (await must(api.call(me.identityNumber, 'GET', `/cases/${id}/forms/1`), 'form')).value
  assert.equal(read['intact'], true)
  assert.equal(read['digest'], form.digest)
  const paper = await must(api.call(me.identityNumber, 'GET', `/cases/${id}/forms/1/paper`), 'paper')
  assert.equal(paper.bytes.subarray(0, 2).toString(), 'PK')
  assert.equal((await api.call(me.identityNumber, 'GET', `/cases/${id}/forms/2`)).value.code, 'cases/no-form')
})

test('a file is sent for a question of the form, and a name of one that was never sent is refused', async () => {
  await publish((form) => {
    form.schema.properties['plan'] = { title: '房屋照片' }
    form.ui[1]!.ask.push({ at: '/plan', kind: 'file' })
  }, (text) => text.replace(/^effective: .*$/m, 'effective: { from: 2016-04-15 }'))
  const draft = await opened()
  const sent = await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/files?at=/plan&name=${encodeURIComponent('房子.pdf')}`, samplePdf), 'send')
  assert.deepEqual({ ...sent.value, size: 0 }, { id: '/plan#1', name: '房子.pdf', type: 'application/pdf', size: 0 })
  assert.equal((await api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/files?at=/phone&name=x.pdf`, samplePdf)).value.code, 'cases/no-material')
  const own = await systemWork(province.platform.environment)((context) => context.ask(itemsPort).current(item))
  assert.ok(own.ok)
  const given = [{ material: '/plan', number: 1, kind: 'uploaded', name: '房子.pdf', blob: null, media: null, size: null, reference: null, state: 'given', note: null }]
  assert.deepEqual(strangeFiles(own.value, { plan: [{ id: '/plan#1', name: '房子.pdf' }] }, given), [])
  assert.deepEqual(strangeFiles(own.value, { plan: [{ id: '/plan#9', name: '别处的.pdf' }] }, given).map((one) => one.at), ['/answers/plan'])
})
