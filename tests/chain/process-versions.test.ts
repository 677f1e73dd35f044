import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { localDate } from '@xiangyun/kernel/time'
import type { ReplyOf, Route } from '@xiangyun/kernel/contract'
import * as processes from '#modules/capabilities/processes/contract.ts'
import { replayAll } from '#modules/capabilities/processes/running/replaying-all.ts'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { withSecondReview } from '#sim/reforming.ts'
import { movable } from '../support/clock.ts'
import { drive, must, plannedCase, viewOf } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

const item = 'tree-felling-licence'
let province: TestProvince
let api: Api
let key: string
const cases: Record<string, Awaited<ReturnType<typeof plannedCase>>[]> = {}

before(async () => {
  const clock = movable()
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: () => province.platform.background.settle(), pass: clock.move })
  for (const division of ['220102', '220103']) {
    cases[division] = []
    for (let i = 0; i < 4; i++) cases[division]!.push(await plannedCase(api, item, i + (division === '220103' ? 10 : 0), division))
  }
  await api.settle()
  key = (await of('manager', processes.listInstances, '/process-instances?status=active')).instances[0]!.key
})
after(async () => { await province.end() })

/** What a route answers to somebody, as its contract shapes it. */
const of = async <R extends Route>(who: string, route: R, path: string, body?: object): Promise<ReplyOf<R>> => (await must(api.call(who, route.method, path, body as never), path)).value as ReplyOf<R>
const refused = (answer: Answer): string => `${answer.status} ${String(answer.value.code)}`

test('all that runs is found by place and by what it is about, by the province and by the place itself', async () => {
  const all = await of('manager', processes.listInstances, `/process-instances?about=${item}`)
  assert.equal(all.instances.length, 8)
  assert.deepEqual(new Set(all.instances.map((one) => one.at[0]!.name)), new Set(['受理审查']))
  const county = await of('claimer', processes.listInstances, '/process-instances')
  assert.deepEqual([county.instances.length, new Set(county.instances.map((one) => one.division))], [4, new Set(['220102'])])
  const others = all.instances.find((one) => one.division === '220103')
  assert.equal(refused(await api.call('claimer', 'GET', `/process-instances/${others!.id}`)), '404 processes/no-instance')
})

test('a version with one more step is published; half of a county’s open cases move to it; all are granted in the end', async () => {
  const changed = withSecondReview(key)
  const checked = await of('manager', processes.checkProcess, '/processes/check', { key, xml: changed })
  assert.deepEqual(checked.problems, [])
  const published = await of('manager', processes.publishProcess, `/processes/${key}/versions`, { xml: changed, effectiveFrom: localDate(province.platform.environment.clock.now()), note: '增加复核一步' })
  const versions = (await of('manager', processes.readProcess, `/processes/${key}`)).versions
  assert.deepEqual(versions.map((one) => [one.version, one.inForce, one.open]), [[2, true, 0], [1, false, 8]])
  const migration = (await of('manager', processes.rehearseMigration, '/process-migrations', { from: versions[1]!.definition, to: published.definition, mapping: {}, choice: { division: '220102', share: 50 }, reason: '复核办法施行', law: '示例办法 第三条' })).id
  await api.settle()
  assert.deepEqual(pick(await of('manager', processes.readMigration, `/process-migrations/${migration}`)), { status: 'rehearsed', chosen: 2, can: 2, cannot: 0, moved: 0 })
  await of('manager', processes.executeMigration, `/process-migrations/${migration}/execution`, {})
  await api.settle()
  assert.deepEqual(pick(await of('manager', processes.readMigration, `/process-migrations/${migration}`)), { status: 'done', chosen: 2, can: 0, cannot: 0, moved: 2 })
  const fresh = await plannedCase(api, item, 20)
  const reviewed: number[] = []
  for (const { me, id } of [...cases['220102']!, ...cases['220103']!, fresh]) {
    const view = await drive(api, me, id)
    assert.equal(view.outcome, 'granted')
    const instance = (await of('manager', processes.listInstances, `/process-instances?label=${view.number}`)).instances[0]!
    const told = await of('manager', processes.readInstance, `/process-instances/${instance.id}`)
    reviewed.push(told.history.filter((one) => one.what === '办完' && ['review', 'second-review'].includes(one.element ?? '')).length)
  }
  assert.deepEqual(reviewed, [2, 2, 1, 1, 1, 1, 1, 1, 2])
})

const pick = ({ status, chosen, can, cannot, moved }: ReplyOf<typeof processes.readMigration>) => ({ status, chosen, can, cannot, moved })

test('figures count what ran, and every number has its records', async () => {
  const versions = (await of('manager', processes.readProcess, `/processes/${key}`)).versions
  const figures = await of('manager', processes.readFigures, `/processes/${key}/figures?definition=${versions[1]!.definition}`)
  assert.deepEqual([figures.open, figures.finished], [0, 6])
  assert.equal(figures.elements.find((one) => one.element === 'accept')?.visits, 6)
  assert.ok(figures.variants[0]!.names.includes('受理审查'))
  assert.equal((await of('manager', processes.listInstances, `/process-instances?definition=${versions[1]!.definition}&status=ended`)).instances.length, 6)
})

test('an operator’s move and cancelling are seen on the case, by its office only', async () => {
  const { me, id } = await plannedCase(api, item, 30)
  await api.settle()
  const find = async () => (await of('process-operator', processes.listInstances, `/process-instances?label=${(await viewOf(api, me, id)).number}`)).instances[0]!
  const told = await of('process-operator', processes.readInstance, `/process-instances/${(await find()).id}`)
  assert.equal(told.mayOperate, true)
  await of('process-operator', processes.relocateToken, `/process-instances/${told.id}/relocation`, { token: told.tokens[0]!.id, from: told.tokens[0]!.element, to: 'decide', reason: '材料已在线下核过' })
  const view = await viewOf(api, me, id)
  assert.deepEqual([view.stage, view.timeline.some((one) => one.text.includes('线下核过'))], ['deciding', false])
  await of('process-operator', processes.cancelInstance, `/process-instances/${told.id}/cancellation`, { reason: '重复提交' })
  const ended = await viewOf(api, me, id)
  assert.deepEqual([ended.stage, ended.outcome], ['ended', 'cancelled'])
  assert.equal(refused(await api.call('manager', 'POST', `/process-instances/${told.id}/cancellation`, { reason: '重复提交' })), '403 kernel/forbidden')
})

test('every history of the province replays to the state that is kept', async () => {
  const report = await replayAll(province.platform.environment.database)
  assert.ok(report.checked >= 10)
  assert.deepEqual(report.different, [])
})

/** Somebody who has to pay now, as the operator sees their process. */
async function payer(what: string, skip: number) {
  const { me, id } = await plannedCase(api, what, skip)
  const view = await drive(api, me, id, (now) => now.stage === 'payment')
  const listed = (await of('process-operator', processes.listInstances, `/process-instances?label=${view.number}`)).instances[0]!
  const told = await of('process-operator', processes.readInstance, `/process-instances/${listed.id}`)
  const token = told.tokens.find((one) => one.element === 'pay')!
  const move = (to: string) => api.call('process-operator', 'POST', `/process-instances/${told.id}/relocation`, { token: token.id, from: 'pay', to, reason: '想换一步办' })
  const order = async () => (await api.call(me.identityNumber, 'GET', `/payments/${view.fee!.order}`)).value['state']
  return { me, id, told, token, move, order }
}

test('no operator can have a result issued that nobody decided, nor leave an order that nobody waits for', async () => {
  const { me, id, token, move, order } = await payer('driving-licence-renewal', 40)
  assert.ok(!token.targets.some((one) => ['issue-result', 'granted', 'decision-made', 'pay'].includes(one.id)))
  assert.equal(refused(await move('issue-result')), '409 processes/not-movable')
  assert.equal((await move('decide')).status, 200)
  assert.deepEqual([(await viewOf(api, me, id)).fee, await order()], [null, 'cancelled'])
  assert.equal((await drive(api, me, id)).outcome, 'granted')
})

test('what runs in parallel is not moved by hand; a cancelled case leaves nothing to pay', async () => {
  const { told, token, move, order } = await payer('passport', 45)
  assert.deepEqual(token.targets, [])
  assert.equal(refused(await move('review')), '409 processes/not-movable')
  assert.equal((await api.call('process-operator', 'POST', `/process-instances/${told.id}/cancellation`, { reason: '重复提交' })).status, 200)
  assert.equal(await order(), 'cancelled')
})

test('who has paid does not pay again when the process comes back to the fee', async () => {
  const { me, id, told, order } = await payer('driving-licence-renewal', 50)
  const view = await viewOf(api, me, id)
  // Paid, and moved before anybody was told of it.
  assert.equal((await api.call(me.identityNumber, 'POST', `/payments/${view.fee!.order}/payment`, {})).status, 200)
  assert.equal((await api.call('process-operator', 'POST', `/process-instances/${told.id}/relocation`, { token: told.tokens.find((one) => one.element === 'pay')!.id, from: 'pay', to: 'decide', reason: '重新决定' })).status, 200)
  const ended = await drive(api, me, id)
  assert.deepEqual([ended.outcome, ended.fee?.paid, await order()], ['granted', true, 'paid'])
  assert.equal((await province.platform.environment.database.one<{ n: number }>(sql`select count(*)::int as n from payments."order" where case_id = ${id}`))!.n, 1)
})
