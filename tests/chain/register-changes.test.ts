import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { join } from 'node:path'
import { parseCitizenNumber } from '@xiangyun/identifiers'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import type { CaseView, Draft } from '#modules/capabilities/cases/contract.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import type { Record_ } from '#modules/data/registers/contract.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { castFor, giveRecords, withCast } from '#sim/casting.ts'
import type { Casting } from '#sim/casting.ts'
import { accountOf, driveCase, submitApplication, walkCase } from '#sim/driver.ts'
import type { WalkCase, Walked } from '#sim/driver.ts'
import { walkCases } from '#sim/walk-item.ts'
import { must } from '../support/cases.ts'
import { movable } from '../support/clock.ts'
import { root, testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

const roots = [join(root, 'catalogue')]
const county = '220102'
let province: TestProvince
let api: Api

before(async () => {
  const clock = movable()
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

const plans = (item: string): WalkCase[] => walkCases(roots, item)
const today = async (): Promise<string> => new Date(Date.parse(String((await api.call(undefined, 'GET', '/session')).value['now'])) + 8 * 3_600_000).toISOString().slice(0, 10)
const why = { purpose: 'test' }
const entry = (register: string, key: string) => systemWork(province.platform.environment)((context) => context.ask(registersPort).find(register, key, why))
const entriesOf = (register: string, field: string, value: string) => systemWork(province.platform.environment)((context) => context.ask(registersPort).findBy(register, field, value, why))
const held = (type: string, holder: string) => systemWork(province.platform.environment)((context) => context.ask(licencesPort).held(type, holder))
const index = async (number: string) => province.platform.environment.keys.index('subject', number)
const put = async (register: string, of: string, values: Record_) => must(api.call('operator', 'POST', '/demonstration/records', { register, of, values }), 'put a record')

/** An item walked by its own first case; `skip` chooses other people, `more` other answers. */
async function walk(item: string, { skip = 0, plan = plans(item)[0]!, casting }: { skip?: number; plan?: WalkCase; casting?: Casting } = {}): Promise<Walked & { casting: Casting; plan: WalkCase }> {
  const cast = casting ?? await castFor(api, plan, skip)
  const filled = withCast(plan, cast, await today())
  await giveRecords(api, filled, cast)
  return { ...(await walkCase(api, item, county, cast.applicant, filled, cast.cast)), casting: cast, plan: filled }
}

const act = (me: string, firm: string) => api.call(me, 'POST', '/session/face', { firm })
const draftOf = async (me: string, item: string, situations: Record<string, unknown>) => (await must(api.call(me, 'POST', '/drafts', { item, division: county, situations }), `open a draft of ${item}`)).value as unknown as Draft
const faces = async (me: string): Promise<string[]> => ((await api.call(me, 'GET', '/session')).value as unknown as { firms: { creditCode: string }[] }).firms.map((f) => f.creditCode)

/** Registers, kinds and acts by which a case stands in them. */
const acts = (id: string) => province.platform.environment.database.rows<{ register: string; kind: string; change: string; law: string; case_number: string; department: string; item: string; version: number; entry: string }>(sql`select register, kind, change, law, case_number, department, item, version, entry from registers.provenance where case_id = ${id} order by change`)

describe('a marriage', () => {
  test('stands with both, whose state is married; a second application meets the ground of refusal', async () => {
    const bride = (await api.call(undefined, 'GET', '/demonstration/people?count=1&sex=女&marital=未婚&ageFrom=24&ageTo=40')).value['people'] as { identityNumber: string; name: string }[]
    const plan = structuredClone(plans('marriage-registration')[0]!)
    Object.assign((plan.form as { spouse: object }).spouse, { name: bride[0]!.name, identityNumber: bride[0]!.identityNumber })
    const { outcome, case: id, view, casting } = await walk('marriage-registration', { plan })
    assert.equal(outcome, 'granted')
    const groom = casting.applicant.identityNumber
    for (const [one, other] of [[groom, bride[0]!.identityNumber], [bride[0]!.identityNumber, groom]] as const) {
      const now = (await entriesOf('marriages', 'person', one)).filter((e) => e.values['state'] === '已登记')
      assert.deepEqual(now.map((e) => [e.values['spouse'], String(e.values['number']).slice(0, -2)]), [[other, view!.result!.values['number']]])
      assert.equal((await entry('people', one))!.values['maritalState'], '已婚')
    }
    const written = await acts(id!)
    assert.deepEqual(written.map((w) => `${w.register} ${w.kind} ${w.change}`), ['people change own-state', 'marriages record own-entry', 'marriages record spouse-entry', 'people change spouse-state'].sort((a, b) => (a.split(' ')[2]! < b.split(' ')[2]! ? -1 : 1)))
    assert.ok(written.every((w) => w.case_number === view!.number && w.department === 'civil-affairs' && w.item === 'marriage-registration' && w.law.includes('婚姻登记条例')))
    assert.deepEqual(view!.written.map((w) => w.register).sort(), ['人口库', '人口库', '婚姻登记库', '婚姻登记库'].sort())

    const again = structuredClone(plans('marriage-registration')[0]!)
    Object.assign((again.form as { spouse: object }).spouse, { name: '李新示例', identityNumber: '229901199803160020' })
    const scripted = { ...again, steps: [{ action: 'decide', decision: 'refused', comment: '联网核对显示一方已有配偶。', clause: '婚姻登记条例 第九条第三项' }] }
    const second = await walk('marriage-registration', { plan: scripted, casting })
    assert.equal(second.outcome, 'refused')
    const office = (await api.call(accountOf('window-clerk', second.view!.windowUnit), 'GET', `/cases/${second.case}`)).value as unknown as CaseView
    assert.ok(office.grounds.some((g) => g.id === 'no-spouse'), 'the office is told')
    assert.deepEqual(await acts(second.case!), [], 'a refusal writes nothing')
    assert.equal((await entriesOf('marriages', 'person', '229901199803160020')).length, 0)
  })

  test('granted against the register is held, told to office and applicant, and goes on when the register is put right', async () => {
    const plan = structuredClone(plans('marriage-registration')[0]!)
    Object.assign((plan.form as { spouse: object }).spouse, { name: '李宁示例', identityNumber: '229901199803160047' })
    const casting = await castFor(api, plan, 6)
    const me = casting.applicant.identityNumber
    const submitted = await submitApplication(api, 'marriage-registration', county, casting.applicant, withCast(plan, casting, await today()), casting.cast, 'held-marriage-0001')
    const id = String(submitted.value['case'])
    await put('marriages', me, { number: 'J220102-2019-000077-1', state: '已登记', registered: '2019-05-20', spouse: '229901199803160063', spouseName: '孙某示例' })
    const seen = async (who: string) => (await must(api.call(who, 'GET', `/cases/${id}`), 'read')).value as unknown as CaseView
    for (let turn = 0; turn < 6 && (await seen(me)).stage !== 'issuing'; turn++) {
      const view = await seen(me)
      const task = (await seen(accountOf('window-clerk', view.windowUnit))).tasks[0]
      if (task) await must(api.call(accountOf(task.people === 'window' ? 'window-clerk' : 'decider', task.unit), 'POST', `/tasks/${task.id}/completion`, { decision: task.action === 'accept' ? 'accepted' : 'granted', comment: '情况属实，符合规定' }), 'act')
      await api.settle()
    }
    const mine = await seen(me)
    assert.equal(mine.endedAt, null, 'the decision is not lost and not half done')
    assert.deepEqual([mine.stage, mine.held?.registers, mine.held?.reason, mine.written.length], ['issuing', ['婚姻登记库'], null, 0])
    const decider = accountOf('decider', mine.unit)
    const office = await seen(decider)
    assert.match(office.held!.reason!, /已有配偶/)
    assert.ok(office.held!.mayIssue && office.timeline.some((m) => m.kind === 'incident' && m.text.includes('已有配偶')))
    assert.equal((await province.platform.environment.database.one<{ n: number }>(sql`select count(*) as n from licences.licence where case_id = ${id}`))!.n, 0, 'no certificate without its entry')
    assert.deepEqual(await acts(id), [])

    await must(api.call(decider, 'POST', `/cases/${id}/issuing`, {}), 'try again')
    await api.settle()
    assert.equal((await seen(me)).stage, 'issuing', 'nothing was put right yet')
    await put('marriages', me, { number: 'J220102-2019-000077-1', state: '已离婚', registered: '2019-05-20', spouse: '229901199803160063', spouseName: '孙某示例' })
    await must(api.call(decider, 'POST', `/cases/${id}/issuing`, {}), 'try again')
    await api.settle()
    const ended = await seen(me)
    assert.deepEqual([ended.outcome, ended.held, ended.written.length], ['granted', null, 3])
    assert.equal((await api.call(decider, 'POST', `/cases/${id}/issuing`, {})).value.code, 'cases/not-held')
  })
})

describe('a newborn', () => {
  test('is somebody of the people register afterwards, in the household that it joined, and can be applied for at once', async () => {
    const plan = plans('newborn-household-registration')[0]!
    const casting = await castFor(api, plan, 4)
    const mother = (await entry('people', casting.applicant.identityNumber))!
    const household = String(mother.values['householdNumber'])
    const before = await entriesOf('people', 'householdNumber', household)
    const { outcome, view, plan: filled, case: id } = await walk('newborn-household-registration', { plan, casting })
    assert.equal(outcome, 'granted')
    const after = await entriesOf('people', 'householdNumber', household)
    assert.equal(after.length, before.length + 1, 'the household has one member more')
    const child = after.find((one) => !before.some(({ id: known }) => known === one.id))!
    const { childName, born } = filled.form as { childName: string; born: string }
    const number = String(child.values['identityNumber'])
    const read = parseCitizenNumber(number, { today: await today() })
    assert.ok(read.ok && read.value.synthetic && read.value.birthDate === born && read.value.sex === 'male', number)
    assert.deepEqual([child.values['name'], child.values['sex'], child.values['relation'], child.values['household'], child.values['address']], [childName, '男', '子', mother.values['household'], mother.values['address']])
    const page = (await held('household-register', await index(casting.applicant.identityNumber)))[0]!
    assert.equal(page.fields.find(({ label }) => label === '公民身份号码')?.value, number, 'the page of the household register bears the number')
    assert.deepEqual((await acts(id!)).map((one) => `${one.register} ${one.kind} ${one.change}`), ['people record child'])
    assert.deepEqual(view!.written.map(({ register, kind }) => [register, kind]), [['人口库', 'record']])
  })
})

describe('a house', () => {
  test('is the buyer\'s in the register and in the next form; the seller no longer has it', async () => {
    const { outcome, view, casting, case: id } = await walk('second-hand-house-transfer')
    assert.equal(outcome, 'granted')
    const [buyer, seller] = [casting.applicant.identityNumber, casting.cast[1]!.identityNumber]
    const number = String(view!.result!.values['number'])
    const old = (await entriesOf('real-estate', 'owner', seller)).find((e) => e.values['certificate'] !== number && e.values['state'] === '历史')
    assert.ok(old, 'the old certificate is history')
    const now = await entry('real-estate', number)
    assert.deepEqual([now!.values['owner'], now!.values['state'], now!.values['unit']], [buyer, '现势', old.values['unit']])
    const mortgage = await draftOf(buyer, 'real-estate-mortgage', { usage: 'home', construction: false })
    assert.equal(mortgage.known['/certificate']?.value, number)
    assert.equal(mortgage.known['/certificate']?.source, '不动产登记库')
    const sellers = await draftOf(seller, 'real-estate-mortgage', { usage: 'home', construction: false })
    assert.notEqual(sellers.known['/certificate']?.value, old.values['certificate'])
    assert.deepEqual((await acts(id!)).map((w) => `${w.kind} ${w.change}`), ['record new-owner.1', 'end old-certificate'])
    const history = await province.platform.environment.database.rows<{ state: string }>(sql`select state from registers.real_estate_history where id = ${old.id} order by version desc limit 1`)
    assert.deepEqual(history.map((h) => h.state), ['现势'], 'the version before is kept')
  })

  test('sold twice at once goes to the first; the second is held and a new try does not help', async () => {
    const plan = plans('second-hand-house-transfer')[0]!
    const [first, second] = [await castFor(api, plan, 12), await castFor(api, plan, 15)]
    const filled = withCast(plan, first, await today())
    // The same house and the same seller, another buyer.
    const rival = withCast(plan, { ...second, cast: [second.cast[0]!, first.cast[1]!, ...second.cast.slice(2)] }, await today())
    await giveRecords(api, filled, first)
    const one = await submitApplication(api, 'second-hand-house-transfer', county, first.applicant, filled, first.cast, 'house-first-0001')
    const two = await submitApplication(api, 'second-hand-house-transfer', county, second.applicant, rival, second.cast, 'house-second-0001')
    assert.ok(one.value['case'] && two.value['case'], `${one.value.detail ?? ''} ${two.value.detail ?? ''}`)
    assert.equal((await driveCase(api, String(one.value['case']), first.applicant, filled, first.cast, () => {})).outcome, 'granted')
    await assert.rejects(driveCase(api, String(two.value['case']), second.applicant, rival, second.cast, () => {}), /stands still in issuing/)
    const view = (await api.call(second.applicant.identityNumber, 'GET', `/cases/${two.value['case'] as string}`)).value as unknown as CaseView
    assert.deepEqual([view.held?.registers, view.result?.licences ?? []], [['不动产登记库'], []])
    assert.ok(view.canWithdraw, 'who does not want to wait may take the application back')
    const taken = await must(api.call(second.applicant.identityNumber, 'POST', `/cases/${view.id}/withdrawal`, { reason: '房子已经卖给别人' }), 'withdraw')
    assert.equal(taken.value['stage'], 'ended')
    assert.deepEqual(await acts(view.id), [])
  })
})

describe('a decision that can never be written', () => {
  test('is taken back by the deciding office with its reason and made anew; the fee that was paid stays paid', async () => {
    const plan = plans('second-hand-house-transfer')[0]!
    const casting = await castFor(api, plan, 27)
    const filled = withCast(plan, casting, await today())
    await giveRecords(api, filled, casting)
    const { register, values } = filled.given![0]!
    const submitted = await submitApplication(api, 'second-hand-house-transfer', county, casting.applicant, filled, casting.cast, 'house-back-0001')
    const id = String(submitted.value['case'])
    await put(register, casting.cast[1]!.identityNumber, { ...(values as Record_), sealedOff: true })
    await assert.rejects(driveCase(api, id, casting.applicant, filled, casting.cast, () => {}), /stands still in issuing/)
    const seen = async (who: string) => (await must(api.call(who, 'GET', `/cases/${id}`), 'read')).value as unknown as CaseView
    const me = casting.applicant.identityNumber
    const before = await seen(me)
    const decider = accountOf('decider', before.unit)
    assert.equal(before.fee?.paid, true)
    const reason = '房屋已被法院查封，短期内不能登记'
    assert.equal((await api.call(accountOf('window-clerk', before.windowUnit), 'POST', `/cases/${id}/decision-taken-back`, { reason })).status, 403)
    assert.equal((await api.call(decider, 'POST', `/cases/${id}/decision-taken-back`, { reason: '无' })).value.code, 'kernel/invalid-input')
    const taken = await must(api.call(decider, 'POST', `/cases/${id}/decision-taken-back`, { reason }), 'take back')
    assert.equal(taken.value['stage'], 'deciding')
    await api.settle()
    const open = await seen(me)
    assert.deepEqual([open.stage, open.held, open.fee?.paid, open.endedAt], ['deciding', null, true, null])
    assert.ok(open.timeline.some(({ text }) => text.includes('收回') && text.includes(reason)), 'the applicant reads why')
    assert.equal((await api.call(decider, 'POST', `/cases/${id}/decision-taken-back`, { reason })).value.code, 'cases/not-held', 'there is nothing more to take back')

    const again = async (act: Record<string, unknown>) => {
      const task = (await seen(decider)).tasks.find(({ action }) => action === 'decide')!
      await must(api.call(decider, 'POST', `/tasks/${task.id}/completion`, act), 'decide anew')
      await api.settle()
    }
    await again({ decision: 'granted', comment: '再次核对后准予' })
    const waits = await seen(me)
    assert.deepEqual([waits.stage, waits.ask, waits.fee?.paid], ['issuing', null, true], 'nobody is asked to pay twice')
    await must(api.call(decider, 'POST', `/cases/${id}/decision-taken-back`, { reason }), 'take back once more')
    await again({ decision: 'refused', comment: '房屋已被查封，不予登记。', clause: '不动产登记暂行条例 第二十二条' })
    const ended = await seen(me)
    assert.deepEqual([ended.outcome, ended.fee?.paid, ended.written.length], ['refused', true, 0])
    assert.deepEqual(await acts(id), [])
  })
})

describe('a house under seizure', () => {
  test('is not transferred while it lasts; when the register lifts it the case goes on by itself', async () => {
    const plan = plans('second-hand-house-transfer')[0]!
    const casting = await castFor(api, plan, 21)
    const filled = withCast(plan, casting, await today())
    await giveRecords(api, filled, casting)
    const { register, values } = filled.given![0]!
    const seller = casting.cast[1]!.identityNumber
    const submitted = await submitApplication(api, 'second-hand-house-transfer', county, casting.applicant, filled, casting.cast, 'house-seized-0001')
    const id = String(submitted.value['case'])
    await put(register, seller, { ...(values as Record_), sealedOff: true })
    await assert.rejects(driveCase(api, id, casting.applicant, filled, casting.cast, () => {}), /stands still in issuing/)
    assert.deepEqual(await acts(id), [])
    await put(register, seller, { ...(values as Record_), sealedOff: false })
    await api.settle()
    const view = (await api.call(casting.applicant.identityNumber, 'GET', `/cases/${id}`)).value as unknown as CaseView
    assert.deepEqual([view.outcome, view.written.map((w) => w.kind).sort()], ['granted', ['end', 'record']])
  })
})

describe('a business', () => {
  test('that was registered is among its owner\'s firms, fills the next form and holds its licence', async () => {
    const { outcome, view, casting } = await walk('individual-business-registration', { skip: 9 })
    assert.equal(outcome, 'granted')
    const me = casting.applicant.identityNumber
    const code = String(view!.result!.values['holder'])
    assert.deepEqual([(await entry('legal-persons', code))!.values['representative'], (await entry('legal-persons', code))!.values['state']], [me, '存续'])
    assert.ok((await faces(me)).includes(code))
    await must(act(me, code), 'act for the new business')
    const food = plans('food-business-licence')[0]!
    const draft = await draftOf(me, 'food-business-licence', food.situations)
    assert.deepEqual([draft.known['/operatorName']?.value, draft.known['/creditCode']?.value, draft.known['/subjectType']?.value], ['长春市南关区示衣服装店', code, '个体工商户'])
    assert.deepEqual(draft.obstacles, [])
    assert.ok(draft.needs.find((n) => n.id === 'business-licence')?.held, 'the new licence is reused')

    const walked = await walk('food-business-licence', { plan: food, casting: { ...casting, applicant: { ...casting.applicant, firm: code } } })
    assert.equal(walked.outcome, 'granted')
  })

  test('that was cancelled can be acted for no longer, and what was begun for it cannot be sent', async () => {
    const plan = plans('individual-business-cancellation').find((p) => p.expect.outcome === 'granted')!
    const casting = await castFor(api, plan, 2)
    const { identityNumber: me, firm } = casting.applicant
    await must(act(me, firm!), 'act for it')
    const begun = await draftOf(me, 'food-business-licence', plans('food-business-licence')[0]!.situations)
    assert.equal((await walk('individual-business-cancellation', { plan, casting })).outcome, 'granted')
    assert.equal((await entry('legal-persons', firm!))!.values['state'], '注销')
    assert.deepEqual(await held('business-licence', firm!), [], 'its licence ended with it')
    assert.equal((await api.call(me, 'POST', `/drafts/${begun.id}/submission`, {})).value.code, 'cases/firm-ended')
    assert.equal((await api.call(me, 'POST', '/drafts', { item: 'food-business-licence', division: county, situations: {} })).value.code, 'cases/firm-ended')
    assert.equal((await act(me, firm!)).status, 403)
    assert.ok(!(await faces(me)).includes(firm!))
  })

  test('a company changes hands: the new representative acts for it, the old no longer', async () => {
    const { outcome, casting, plan, case: id } = await walk('company-change-registration')
    assert.equal(outcome, 'granted')
    const firm = await entry('legal-persons', casting.applicant.firm!)
    const successor = (plan.form as { newRepresentative: { identityNumber: string } }).newRepresentative.identityNumber
    assert.deepEqual([firm!.values['representative'], firm!.values['scope']], [successor, '食品互联网销售；日用百货销售'])
    assert.equal((await act(casting.applicant.identityNumber, casting.applicant.firm!)).status, 403)
    await must(act(successor, casting.applicant.firm!), 'the new one acts for it')
    assert.deepEqual((await held('business-licence', casting.applicant.firm!)).map((l) => [l.case, l.fields.find((f) => f.label === '经营范围')?.value]), [[id, '食品互联网销售；日用百货销售']], 'the new licence took the place of the old')
    assert.ok(firm!.values['address'], 'what was not changed stands as it was')
  })
})

test('a renewed driving licence is valid longer, once', async () => {
  const { outcome, casting, view, plan } = await walk('driving-licence-renewal')
  assert.equal(outcome, 'granted')
  const now = await entry('driving-licences', casting.applicant.identityNumber)
  assert.equal(now!.values['validUntil'], '2036-12-20')
  assert.deepEqual(view!.written.map((w) => [w.register, w.kind, w.fields]), [['机动车驾驶人库', 'change', ['有效期至']]])
  const again = await walkCase(api, 'driving-licence-renewal', county, casting.applicant, { ...plan, given: [] } as WalkCase, casting.cast)
  assert.deepEqual([again.outcome, again.code], ['blocked', 'not-early'])
})
