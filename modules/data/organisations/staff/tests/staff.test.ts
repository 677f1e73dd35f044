import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api, Body } from '#sim/api.ts'
import { isProblem, must, person, submittedCase, taskOf, viewOf } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { StaffMember } from '../contract.ts'

const clock = movable()
const DAY = 86_400_000
const market = 'market-supervision@220102'
const police = 'public-security@220102'
/** Administrators of Nanguan (220102): accounts that the demonstration has for every unit. */
const county = { system: 'operator.government-service.220102', security: 'security-administrator.government-service.220102' }

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

const today = () => localDate(clock.now())
let serial = 0
const member = (answer: Answer) => answer.value as unknown as StaffMember
const join = (by: string, unit: string, more: object = {}) => { serial += 1; return api.call(by, 'POST', '/staff', { account: `new-${serial}`, name: `新人${serial}`, unit, title: '综合岗', since: today(), ...more } as Body) }
const joined = async (unit: string) => member(await must(join(county.system, unit), 'join'))
const give = (by: string, who: StaffMember, role: string, more: object = {}) => api.call(by, 'POST', `/posts/${who.posts.at(-1)!.id}/duties`, { role, reach: 'unit', since: today(), ...more } as Body)
const audited = async (act: string, object: string) => (await province.platform.environment.database.rows(sql`select 1 from kernel.audit where act = ${act} and object = ${object}`)).length

test('somebody joins: a post alone permits nothing, a duty does, and who gave it stands beside it', async () => {
  const one = await joined(market)
  assert.deepEqual([one.posts.length, one.posts[0]?.state, one.powers], [1, 'in', []])
  isProblem(await api.call(one.account, 'GET', '/queue'), 403, 'kernel/forbidden')
  isProblem(await give(county.system, one, 'reviewer'), 403, 'kernel/forbidden')
  const given = member(await must(give(county.security, one, 'reviewer'), 'give'))
  const review = given.powers.find((power) => power.permission === 'cases:decide')
  assert.deepEqual([review?.name, review?.from[0]?.roleName, review?.from[0]?.unitName.endsWith('市场监督管理局')], ['审查、核查和决定', '审查人员', true])
  await api.pass(6000)
  assert.equal((await api.call(one.account, 'GET', '/queue')).status, 200)
  const own = member(await must(api.call(one.account, 'GET', '/my/powers'), 'powers'))
  assert.deepEqual([own.isSelf, own.posts[0]?.duties[0]?.roleName, own.posts[0]?.duties[0]?.mayTake], [true, '审查人员', false])
  assert.equal(await audited('organisations.duty-given', `staff/${one.account}`), 1)
})

test('an administrator reaches no farther than their division, and sees nobody elsewhere', async () => {
  isProblem(await join(county.system, 'market-supervision@220103'), 403, 'organisations/out-of-reach')
  isProblem(await join(county.system, 'market-supervision@220100'), 403, 'organisations/out-of-reach')
  isProblem(await join(county.system, 'market-supervision@990102'), 400, 'organisations/no-unit')
  const elsewhere = member(await must(join('operator', 'market-supervision@220103'), 'join by the province'))
  isProblem(await api.call(county.system, 'GET', `/staff/${elsewhere.account}`), 404, 'organisations/no-member')
  isProblem(await give(county.security, elsewhere, 'reviewer'), 404, 'organisations/no-post')
  const list = (await must(api.call(county.system, 'GET', '/staff'), 'list')).value as unknown as { staff: { unit: string }[]; total: number }
  assert.ok(list.total > 0 && list.staff.every(({ unit }) => unit.includes('@220102')), JSON.stringify(list.staff))
  const found = (await must(api.call(county.system, 'GET', `/staff?text=${encodeURIComponent(elsewhere.name)}`), 'find')).value as unknown as { total: number }
  assert.equal(found.total, 0)
})

test('nobody gives to themselves, more than they hold, or longer; each refusal is written down', async () => {
  const head = await joined(market)
  const helper = member(await must(give(county.security, head, 'unit-administrator', { reach: 'unit', until: addDays(today(), 30) }), 'give'))
  await api.pass(6000)
  const by = helper.account
  isProblem(await give(by, helper, 'reviewer'), 403, 'organisations/own-duty')
  const one = await joined(market)
  isProblem(await give(by, one, 'unit-administrator'), 403, 'organisations/not-yours-to-give')
  isProblem(await give(by, one, 'decider'), 403, 'organisations/not-yours-to-give')
  isProblem(await give(by, one, 'reviewer'), 403, 'organisations/longer-than-own')
  isProblem(await give(by, one, 'reviewer', { until: addDays(today(), 31) }), 403, 'organisations/longer-than-own')
  isProblem(await give(by, one, 'reviewer', { reach: 'department' }), 400, 'organisations/reach-too-wide')
  isProblem(await give(by, one, 'resident'), 400, 'organisations/no-role')
  await must(give(by, one, 'reviewer', { until: addDays(today(), 30) }), 'as long as one\'s own')
  isProblem(await give(by, one, 'reviewer', { until: addDays(today(), 20) }), 409, 'organisations/already-held')
  assert.equal(await audited('organisations.give-refused', `staff/${one.account}`), 7)
  isProblem(await give(by, await joined(police), 'reviewer', { until: today() }), 404, 'organisations/no-post')
})

test('the three administrators are three people, and none of them handles cases; two givers at once see each other', async () => {
  const one = await joined(market)
  const both = await Promise.all([give(county.security, one, 'security-administrator'), give(county.security, one, 'reviewer')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  isProblem(both.find(({ status }) => status === 409)!, 409, 'organisations/hands-apart')
  for (const role of ['operator', 'auditor']) isProblem(await give(county.security, await joined(market), role), 403, 'organisations/not-yours-to-give')
})

test('who changes posts leaves the duties behind, and what was handed to them waits for the whole office', async () => {
  const me = await person(api, 3)
  const task = await taskOf(api, await viewOf(api, me, await submittedCase(api, me)))
  const clerk = await joined(task.unit)
  await must(give(county.security, clerk, 'window-clerk'), 'give')
  await must(api.call(`department-head.${task.unit.replace('@', '.')}`, 'POST', `/tasks/${task.id}/handover`, { to: clerk.account, reason: '请办理' }), 'hand over')
  const moved = member(await must(api.call(county.system, 'POST', `/posts/${clerk.posts[0]!.id}/move`, { unit: market, title: '综合岗', on: addDays(today(), 1) }), 'move'))
  assert.deepEqual(moved.posts.map(({ unit, state, until }) => [unit, state, until]), [[task.unit, 'in', today()], [market, 'coming', null]])
  await must(api.call(county.system, 'POST', `/posts/${clerk.posts[0]!.id}/move`, { unit: market, title: '综合岗', on: addDays(today(), 1) }), 'the same again')
  await api.pass(DAY)
  await api.settle()
  const session = (await must(api.call(clerk.account, 'GET', '/session'), 'session')).value as unknown as { unit: { id: string }; permissions: string[] }
  assert.deepEqual([session.unit.id, session.permissions], [market, []])
  const rows = await province.platform.environment.database.rows<{ given_to: string | null }>(sql`select given_to from cases.task where id = ${task.id}`)
  assert.equal(rows[0]?.given_to, null)
})

test('who leaves is let in no more, from the day after the last; also in a session that is open', async () => {
  const one = await joined(market)
  await must(give(county.security, one, 'reviewer'), 'give')
  const left = member(await must(api.call(county.system, 'POST', `/staff/${one.account}/leaving`, { until: today() }), 'leave'))
  assert.equal(left.leftOn, today())
  assert.equal((await api.call(one.account, 'GET', '/queue')).status, 200)
  await must(api.call(county.system, 'POST', `/staff/${one.account}/leaving`, { until: addDays(today(), -1) }), 'a day earlier after all')
  clock.move(6000)
  isProblem(await api.call(one.account, 'GET', '/queue'), 401, 'kernel/not-signed-in')
  await api.pass(0)
  await assert.rejects(api.call(one.account, 'GET', '/queue'), /nobody signs in/)
  const member_ = (await must(api.call(county.system, 'GET', `/staff/${one.account}`), 'read')).value as unknown as StaffMember
  assert.deepEqual([member_.posts[0]?.state, member_.powers], ['over', []])
})

test('with two posts one acts in one of them at a time, and in no third', async () => {
  const one = await joined(police)
  await must(give(county.security, one, 'reviewer'), 'give')
  const two = member(await must(api.call(county.system, 'POST', `/staff/${one.account}/posts`, { unit: market, title: '兼职审查', since: today() }), 'second post'))
  await must(give(county.security, two, 'decider'), 'give')
  await api.pass(6000)
  const session = async () => (await must(api.call(one.account, 'GET', '/session'), 'session')).value as unknown as { unit: { id: string }; permissions: string[]; posts: { id: string; isChosen: boolean }[] }
  assert.deepEqual([(await session()).unit.id, (await session()).permissions.includes('cases:batch')], [police, false])
  await must(api.call(one.account, 'POST', '/session/face', { post: two.posts.at(-1)!.id }), 'choose')
  assert.deepEqual([(await session()).unit.id, (await session()).permissions.includes('cases:batch'), (await session()).posts.map((post) => post.isChosen)], [market, true, [false, true]])
  const other = await joined(market)
  isProblem(await api.call(one.account, 'POST', '/session/face', { post: other.posts[0]!.id }), 403, 'identity/not-your-post')
})

test('a duty is taken at once, runs out by itself, and is confirmed each quarter by somebody else', async () => {
  const one = await joined(market)
  const given = member(await must(give(county.security, one, 'reviewer'), 'give'))
  const duty = given.posts[0]!.duties[0]!.id
  isProblem(await api.call(one.account, 'POST', `/duties/${duty}/withdrawal`, { reason: '不想干了' }), 403, 'kernel/forbidden')
  isProblem(await api.call('security-administrator.government-service.220103', 'POST', `/duties/${duty}/withdrawal`, { reason: '不需要了' }), 404, 'organisations/no-duty')
  type Reviews = { reviews: { duty: string; mayTake: boolean }[]; total: number }
  const reviews = async (by: string) => (await must(api.call(by, 'GET', '/duty-reviews'), 'reviews')).value as unknown as Reviews
  assert.ok(!(await reviews(county.security)).reviews.some((row) => row.duty === duty), 'given this quarter')
  clock.move(100 * DAY)
  await api.pass(0)
  assert.ok((await reviews(county.security)).reviews.some((row) => row.duty === duty && row.mayTake))
  isProblem(await api.call('security-administrator.government-service.220103', 'POST', `/duties/${duty}/confirmation`), 404, 'organisations/no-duty')
  await must(api.call(county.security, 'POST', `/duties/${duty}/confirmation`), 'confirm')
  assert.ok(!(await reviews(county.security)).reviews.some((row) => row.duty === duty))
  for (let again = 0; again < 2; again++) await must(api.call(county.security, 'POST', `/duties/${duty}/withdrawal`, { reason: '轮岗' }), 'take')
  await api.pass(6000)
  isProblem(await api.call(one.account, 'GET', '/queue'), 403, 'kernel/forbidden')
  assert.equal(await audited('organisations.duty-taken', `staff/${one.account}`), 1)
})
