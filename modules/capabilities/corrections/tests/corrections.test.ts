import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import { localDate } from '@xiangyun/kernel/time'
import { registersPort } from '#modules/data/registers/port.ts'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { isProblem, must, person } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { HeldCorrection, MyCorrection } from '../contract.ts'

const clock = movable()
const DAY = 86_400_000
const nobody = '01900000-0000-7000-8000-000000000000'
type Person = Awaited<ReturnType<typeof person>>

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

const rows = <Row>(query: ReturnType<typeof sql>) => province.platform.environment.database.rows<Row>(query)
const entryOf = async (register: string, key: string) => (await systemWork(province.platform.environment)((context) => context.ask(registersPort).find(register, key, { purpose: 'test' })))!
const asking = (more: object = {}) => ({ register: 'people', field: 'education', wanted: '硕士研究生', reason: '去年已经毕业', proofs: [], ...more })
const ask = (who: string, more: object = {}): Promise<Answer> => api.call(who, 'POST', '/corrections', asking(more))
const asked = async (who: string, more: object = {}) => (await must(ask(who, more), 'ask')).value as unknown as MyCorrection
const mine = async (who: string) => (await must(api.call(who, 'GET', '/my/corrections'), 'mine')).value['corrections'] as MyCorrection[]
const held = (by: string, id: string) => api.call(by, 'GET', `/corrections/${id}`)
const answer = (by: string, id: string, decision: string, reason = '已向学校核实，情况属实') => api.call(by, 'POST', `/corrections/${id}/answer`, { decision, reason })
const told = async (name: string, id: string) => (await rows(sql`select 1 from kernel.outbox where name = ${name} and payload->>'correction' = ${id}`)).length

/** The office that a field of the person belongs to, as an account of a post in it. */
const officeOf = async (me: Person, post = 'reviewer', department = 'education', place = 'residence') => `${post}.${department}.${String((await entryOf('people', me.identityNumber)).values[place]).slice(0, 6)}`

test('what may be known before asking: what stands there, who answers and by when', async () => {
  const me = await person(api, 3)
  const entry = await entryOf('people', me.identityNumber)
  const seen = (await must(api.call(me.identityNumber, 'GET', '/correction-prospects/people/education'), 'prospect')).value
  const { calendar } = province.platform.environment
  assert.deepEqual([seen['registerName'], seen['fieldName'], seen['stated'], seen['due'], seen['open']], ['人口库', '学历', entry.values['education'], calendar.add(localDate(clock.now()), 10), null])
  assert.match(String(seen['unitName']), /教育局$/)
  for (const path of ['people/identityNumber', 'people/nothing', 'people/constructor', 'legal-persons/address']) isProblem(await api.call(me.identityNumber, 'GET', `/correction-prospects/${path}`), 404, 'corrections/no-field')
  isProblem(await api.call(me.identityNumber, 'GET', '/correction-prospects/vehicles/kind'), 400, 'kernel/invalid-input')
})

test('accepting writes the register by its own way: history, provenance, and a message; the same answer again changes nothing', async () => {
  const me = await person(api, 4)
  const before_ = await entryOf('people', me.identityNumber)
  const one = await asked(me.identityNumber)
  assert.deepEqual([one.state, one.stated, one.wanted, one.isLate, one.answer], ['asked', before_.values['education'], '硕士研究生', false, null])
  const office = await officeOf(me)
  const list = (await must(api.call(office, 'GET', '/corrections'), 'list')).value as unknown as { corrections: { id: string }[]; waiting: number }
  assert.ok(list.corrections.some(({ id }) => id === one.id) && !JSON.stringify(list).includes('硕士'), 'a list tells no values')
  const detail = (await held(office, one.id)).value as unknown as HeldCorrection
  assert.deepEqual([detail.name, detail.wanted, detail.hasChanged, detail.subject.includes('*')], [me.name, '硕士研究生', false, true])
  const both = await Promise.all([answer(office, one.id, 'accepted'), answer(office, one.id, 'accepted')])
  assert.deepEqual(both.map(({ status }) => status), [200, 200])
  assert.equal((await answer(office, one.id, 'accepted')).status, 200)
  isProblem(await answer(office, one.id, 'refused'), 409, 'corrections/already-answered')
  const after_ = await entryOf('people', me.identityNumber)
  assert.deepEqual([after_.values['education'], after_.version, after_.values['name']], ['硕士研究生', before_.version + 1, me.name])
  assert.equal((await rows(sql`select 1 from registers.people_history where id = ${before_.id} and version = ${before_.version}`)).length, 1)
  const [by] = await rows<{ department: string; unit: string; case_number: string; law: string }>(sql`select department, unit, case_number, law from registers.provenance where case_id = ${one.id}`)
  assert.deepEqual([by!.department, by!.case_number, by!.law], ['education', one.number, '个人信息保护法 第四十六条'])
  assert.equal(await told('corrections.answered', one.id), 1)
  await api.settle()
  const messages = (await api.call(me.identityNumber, 'GET', '/my/messages')).value['messages'] as { title: string; link: string }[]
  assert.deepEqual(messages.map(({ title }) => title).filter((title) => /更正/.test(title)).sort(), ['更正申请已收到', '登记已更正'])
  assert.equal((await mine(me.identityNumber))[0]!.state, 'accepted')
  assert.equal((await asked(me.identityNumber, { wanted: '博士研究生' })).state, 'asked', 'what was answered may be asked anew')
})

test('refusing leaves the register alone and gives reason, law and the way to appeal', async () => {
  const me = await person(api, 5)
  const one = await asked(me.identityNumber)
  const office = await officeOf(me, 'department-head')
  const { version } = await entryOf('people', me.identityNumber)
  isProblem(await answer(office, one.id, 'refused', '不行'), 400, 'kernel/invalid-input')
  await must(answer(office, one.id, 'refused', '学信网查不到这份学历，请补交毕业证书'), 'refuse')
  const [seen] = await mine(me.identityNumber)
  assert.deepEqual([seen!.state, seen!.answer!.reason, seen!.answer!.law], ['refused', '学信网查不到这份学历，请补交毕业证书', '个人信息保护法 第四十六条'])
  assert.match(seen!.answer!.appeal!, /60 日内申请行政复议/)
  assert.equal((await entryOf('people', me.identityNumber)).version, version)
})

test('one at a time for each field, and only what would change something that the register can hold', async () => {
  const me = await person(api, 6)
  const { values } = await entryOf('people', me.identityNumber)
  isProblem(await ask(me.identityNumber, { wanted: values['education'] }), 400, 'corrections/same')
  const wrong = await ask(me.identityNumber, { field: 'phone', wanted: '12345' })
  isProblem(wrong, 400, 'corrections/invalid')
  assert.equal(wrong.value.errors?.[0]?.at, '/wanted')
  isProblem(await ask(me.identityNumber, { field: 'maritalState', wanted: 3 }), 400, 'corrections/invalid')
  isProblem(await ask(me.identityNumber, { field: 'identityNumber', wanted: '229901199802140212' }), 404, 'corrections/no-field')
  isProblem(await ask(me.identityNumber, { reason: '错' }), 400, 'kernel/invalid-input')
  const both = await Promise.all([ask(me.identityNumber), ask(me.identityNumber, { wanted: '博士研究生' })])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  isProblem(both.find(({ status }) => status === 409)!, 409, 'corrections/already-asked')
  assert.equal((await asked(me.identityNumber, { field: 'phone', wanted: '19900000123' })).unitName.endsWith('人力资源和社会保障局'), true, 'another field is another office’s')
  assert.ok(((await api.call(me.identityNumber, 'GET', '/correction-prospects/people/education')).value['open'] as { number: string }).number.startsWith('GZ'))
})

test('a stranger and another office cannot tell it from nothing, and nobody names another’s entry', async () => {
  const [me, other] = [await person(api, 7), await person(api, 41)]
  const one = await asked(me.identityNumber)
  const said = ({ status, value }: Answer) => ({ status, ...value, trace: undefined })
  const elsewhere = (await officeOf(me)).endsWith('220103') ? '220102' : '220103'
  for (const by of [await officeOf(me, 'reviewer', 'health'), `reviewer.education.${elsewhere}`]) {
    assert.deepEqual(said(await held(by, one.id)), said(await held(by, nobody)))
    assert.deepEqual(said(await answer(by, one.id, 'accepted')), said(await answer(by, nobody, 'accepted')))
  }
  isProblem(await api.call(other.identityNumber, 'GET', `/corrections/${one.id}`), 403, 'kernel/forbidden')
  isProblem(await api.call(await officeOf(me, 'inspector'), 'GET', '/corrections'), 403, 'kernel/forbidden')
  isProblem(await api.call(await officeOf(me), 'POST', '/corrections', asking()), 403, 'kernel/forbidden')
  assert.deepEqual(await mine(other.identityNumber), [])
  isProblem(await ask(other.identityNumber, { key: me.identityNumber }), 400, 'kernel/invalid-input')
})

test('a proof is the sender’s and the office’s; somebody else’s file is not taken', async () => {
  const [me, other] = [await person(api, 8), await person(api, 42)]
  const send = async (who: string) => String((await must(api.call(who, 'POST', `/correction-proofs?name=${encodeURIComponent('毕业证书.pdf')}`, samplePdf), 'send')).value['id'])
  const [own, strange] = [await send(me.identityNumber), await send(other.identityNumber)]
  isProblem(await ask(me.identityNumber, { proofs: [own, strange] }), 400, 'corrections/no-proof')
  assert.equal((await mine(me.identityNumber)).length, 0, 'nothing stays of what was refused')
  const one = await asked(me.identityNumber, { proofs: [own] })
  assert.deepEqual(one.proofs.map(({ name }) => name), ['毕业证书.pdf'])
  const path = `/corrections/${one.id}/proofs/${own}`
  assert.equal((await api.call(me.identityNumber, 'GET', path)).status, 200)
  assert.equal((await api.call(await officeOf(me), 'GET', path)).status, 200)
  for (const who of [other.identityNumber, await officeOf(me, 'reviewer', 'health'), 'auditor']) isProblem(await api.call(who, 'GET', path), 404, 'corrections/no-correction')
  isProblem(await ask(other.identityNumber, { proofs: [own] }), 400, 'corrections/no-proof')
  isProblem(await api.call(me.identityNumber, 'GET', `/corrections/${one.id}/proofs/${strange}`), 404, 'corrections/no-correction')
})

test('what it says stands sealed, and events carry no values', async () => {
  const me = await person(api, 9)
  const one = await asked(me.identityNumber, { wanted: '封存试验学历', reason: '封存试验理由' })
  await must(answer(await officeOf(me), one.id, 'refused', '封存试验答复'), 'refuse')
  const text = JSON.stringify([
    await rows(sql`select c.*, encode(content, 'escape') as a, encode(answer, 'escape') as b from corrections.correction c where id = ${one.id}`), await rows(sql`select payload from kernel.outbox where payload->>'correction' = ${one.id}`), await rows(sql`select detail from kernel.audit where object = ${`correction/${one.id}`}`),
  ])
  assert.ok(!text.includes('封存试验') && !text.includes(me.identityNumber) && !text.includes(me.name))
  const acts = await rows<{ act: string }>(sql`select act from kernel.audit where object = ${`correction/${one.id}`} and subject is not null order by id`)
  assert.deepEqual(acts.map(({ act }) => act), ['corrections.ask', 'corrections.refused'])
})

test('a firm’s entry is corrected by who acts for it now, and goes to the county where it is registered', async () => {
  const boss = await person(api, 5, { firm: 'valid' })
  const firm = { register: 'legal-persons', field: 'address', wanted: '示例路 18 号' }
  isProblem(await ask(boss.identityNumber, firm), 404, 'corrections/no-field')
  await must(api.call(boss.identityNumber, 'POST', '/session/face', { firm: boss.firm }), 'act for the firm')
  const one = (await must(api.call(boss.identityNumber, 'POST', '/corrections', asking(firm)), 'ask for the firm')).value as unknown as MyCorrection
  const entry = await entryOf('legal-persons', boss.firm!)
  assert.deepEqual([one.firm, one.stated], [boss.firm, entry.values['address']])
  await must(answer(`reviewer.market-supervision.${String(entry.values['division']).slice(0, 6)}`, one.id, 'accepted'), 'accept')
  assert.equal((await entryOf('legal-persons', boss.firm!)).values['address'], '示例路 18 号')
})

test('unanswered it is late on the day after, told once; then it can still be answered', async () => {
  const me = await person(api, 10)
  const one = await asked(me.identityNumber)
  while (localDate(clock.now()) < one.due) await api.pass(DAY)
  assert.deepEqual([(await mine(me.identityNumber))[0]!.isLate, await told('corrections.late', one.id)], [false, 0])
  await api.pass(DAY)
  await api.settle()
  assert.deepEqual([(await mine(me.identityNumber))[0]!.isLate, await told('corrections.late', one.id)], [true, 1])
  const office = await officeOf(me)
  assert.ok(Number((await api.call(office, 'GET', '/corrections')).value['late']) >= 1)
  await must(answer(office, one.id, 'accepted'), 'accept late')
  await api.pass(30 * DAY)
  assert.deepEqual([(await mine(me.identityNumber))[0]!.isLate, await told('corrections.late', one.id)], [false, 1])
})

test('forms say of a known value where it can be put right, and of nobody else’s', async () => {
  const me = await person(api, 11)
  const draft = (await must(api.call(me.identityNumber, 'POST', '/drafts', { item: 'passport', division: '220102', situations: { minor: false, stateStaff: false } }), 'open a draft')).value as unknown as { known: Record<string, { register?: string; field?: string }> }
  const fields = Object.values(draft.known).map(({ register, field }) => `${register} ${field}`)
  assert.ok(fields.includes('people name'), fields.join())
  assert.ok(!fields.includes('people identityNumber'))
  const clerk = (await must(api.call('window-clerk.government-service.220102', 'POST', '/counter/drafts', { item: 'passport', identityNumber: me.identityNumber, name: me.name, situations: { minor: false, stateStaff: false } }), 'open at the counter')).value as unknown as typeof draft
  assert.deepEqual(Object.values(clerk.known).filter(({ register }) => register), [])
})
