import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Api, Body } from '#sim/api.ts'
import { drive, isProblem, must, person, submittedCase, viewOf, withFee } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { ReorganisationPlan } from '../contract.ts'

/** The county's office for passports goes to another; nothing in the catalogue changes. */
const police = 'public-security@220102'
const civil = 'civil-affairs@220102'
const county = { system: 'operator.government-service.220102', security: 'security-administrator.government-service.220102' }
const elsewhere = { system: 'operator.government-service.220103', security: 'security-administrator.government-service.220103' }

const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  anew()
})
after(() => province.end())

/** A day later nobody is signed in any more. */
function anew() { api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move }) }
const today = () => localDate(clock.now())
const tomorrow = () => addDays(today(), 1)
async function untilTomorrow() {
  await api.pass(86_400_000)
  anew()
  await province.platform.background.settle()
}
const plan = (merges: object[], by = county.system, more: object = {}) => api.call(by, 'POST', '/reorganisations', { name: '示例机构调整', basis: '示例文件〔2026〕1号', effectiveOn: tomorrow(), merges, ...more } as Body)
const act = (by: string, id: string, what: string, body: object = {}) => api.call(by, 'POST', `/reorganisations/${id}/${what}`, body as Body)
const seen = async (by: string, id: string) => (await must(api.call(by, 'GET', `/reorganisations/${id}`), 'read')).value as unknown as ReorganisationPlan
const rows = <Row extends object>(query: ReturnType<typeof sql>) => province.platform.environment.database.rows<Row>(query)
const queueOf = async (who: string) => (await must(api.call(who, 'GET', '/queue'), 'queue')).value['tasks'] as { id: string; case: { id: string; unitName: string } }[]

let officials = 0
async function official(unit: string, role: string): Promise<{ account: string; post: string }> {
  officials += 1
  const account = `moved-${officials}`
  const { value } = await must(api.call(county.system, 'POST', '/staff', { account, name: `随转人员${officials}`, unit, title: '综合岗', since: today() } as Body), 'join')
  const post = (value['posts'] as { id: string }[])[0]!.id
  await must(api.call(county.security, 'POST', `/posts/${post}/duties`, { role, reach: 'unit', since: today() } as Body), 'give')
  return { account, post }
}

test('a plan is refused with its reason: too early, out of reach, no such unit, into itself, and by whoever may not', async () => {
  isProblem(await plan([{ unit: police, into: civil }], county.system, { effectiveOn: today() }), 400, 'organisations/wrong-term')
  isProblem(await plan([{ unit: police, into: civil }], county.system, { effectiveOn: '2099-01-01' }), 400, 'organisations/wrong-term')
  isProblem(await plan([{ unit: police, into: 'civil-affairs@220103' }]), 403, 'organisations/out-of-reach')
  isProblem(await plan([{ unit: police, into: civil }], elsewhere.system), 403, 'organisations/out-of-reach')
  isProblem(await plan([{ unit: police, into: 'no-office@220102' }]), 400, 'organisations/no-unit')
  isProblem(await plan([{ unit: police, into: police }]), 400, 'organisations/wrong-merge')
  isProblem(await plan([{ unit: police, into: civil }], county.security), 403, 'kernel/forbidden')
  isProblem(await plan([{ unit: police, into: civil }], 'department-head.public-security.220102'), 403, 'kernel/forbidden')
})

test('nothing happens before somebody else confirms it, and either hand stops it before its day', async () => {
  const { id } = (await must(plan([{ unit: police, into: civil }]), 'plan')).value as unknown as ReorganisationPlan
  isProblem(await act(county.system, id, 'confirmation'), 403, 'kernel/forbidden')
  isProblem(await act(elsewhere.security, id, 'confirmation'), 404, 'organisations/no-reorganisation')
  isProblem(await api.call(elsewhere.system, 'GET', `/reorganisations/${id}`), 404, 'organisations/no-reorganisation')
  assert.deepEqual([(await seen(county.security, id)).mayConfirm, (await seen(county.system, id)).mayConfirm, (await seen(county.system, id)).mayWithdraw], [true, false, true])
  for (let again = 0; again < 2; again++) await must(act(county.security, id, 'confirmation'), 'confirm')
  isProblem(await plan([{ unit: police, into: 'health@220102' }]), 400, 'organisations/wrong-merge')
  isProblem(await act('auditor', id, 'withdrawal', { reason: '想撤销' }), 403, 'organisations/out-of-reach')
  for (let again = 0; again < 2; again++) await must(act(county.system, id, 'withdrawal', { reason: '文件推迟' }), 'withdraw')
  isProblem(await act(county.security, id, 'confirmation'), 409, 'organisations/not-planned')
  await untilTomorrow()
  assert.equal((await seen(county.system, id)).state, 'withdrawn')
  assert.equal((await rows(sql`select 1 from organisations.former_post`)).length, 0)
})

test('on its day tasks, powers and new matters follow, the old seals are no longer pressed, and what was done before stays under its name', async () => {
  const decider = await official(police, 'decider')
  const security = await official(police, 'reviewer')
  // A duty that nobody here could have given: as the catalogue's first officials have theirs.
  await province.platform.environment.database.run(sql`insert into organisations.duty (id, post, role, reach, since, given_by, given_at) values (${crypto.randomUUID()}, ${security.post}, 'auditor', 'below', ${today()}, 'catalogue', ${clock.now()})`)
  const before_ = await person(api, 12)
  const finished = await submittedCase(api, before_, withFee)
  await drive(api, before_, finished)
  const me = await person(api, 31)
  const open = await submittedCase(api, me, withFee)
  await drive(api, me, open, (view) => view.stage === 'deciding')
  const task = (await queueOf('decider.public-security.220102')).find((one) => one.case.id === open)!.id
  await must(api.call('decider.public-security.220102', 'POST', `/tasks/${task}/handover`, { to: decider.account, reason: '由其本人办理' }), 'hand over')

  const { id } = (await must(plan([{ unit: police, into: civil }]), 'plan')).value as unknown as ReorganisationPlan
  const rehearsed = await seen(county.security, id)
  assert.ok(rehearsed.cases >= 1, String(rehearsed.cases))
  assert.deepEqual([rehearsed.people, rehearsed.duties, rehearsed.left.map(({ account, roleName }) => [account, roleName])], [2, 3, [[security.account, '审计员']]])
  await must(act(county.security, id, 'confirmation'), 'confirm')
  assert.ok((await queueOf(decider.account)).some((one) => one.id === task), 'until its day it stays where it is')
  await untilTomorrow()

  assert.deepEqual([(await seen(county.system, id)).state, (await seen(county.system, id)).people], ['done', 2])
  const session = (await must(api.call(decider.account, 'GET', '/session'), 'session')).value as unknown as { unit: { id: string }; permissions: string[] }
  assert.deepEqual([session.unit.id, session.permissions.includes('cases:decide')], [civil, true])
  const other = (await must(api.call(security.account, 'GET', '/session'), 'session')).value as unknown as { permissions: string[] }
  assert.deepEqual([other.permissions.includes('cases:decide'), other.permissions.includes('audit:read')], [true, false])
  assert.ok((await queueOf(decider.account)).some((one) => one.id === task && one.case.unitName.endsWith('民政局')), 'it is still theirs')
  const told = await viewOf(api, me, open)
  assert.match(told.timeline.at(-1)!.text, /机构调整：.*公安局的职责由.*民政局承担/)
  await must(api.call(decider.account, 'POST', `/tasks/${task}/completion`, { decision: 'granted', comment: '符合规定' }), 'decide')
  const granted = await drive(api, me, open)
  assert.equal(granted.outcome, 'granted')
  const [licence] = await rows<{ unit: string; unit_name: string }>(sql`select unit, unit_name from licences.licence where id = ${granted.result!.licences[0]!}`)
  assert.deepEqual([licence!.unit, licence!.unit_name.endsWith('民政局')], [civil, true])

  const seals = await rows<{ state: string; reason: string | null }>(sql`select state, reason from seals.seal where unit = ${police}`)
  assert.ok(seals.length > 0 && seals.every((seal) => seal.state === 'cancelled' && /机构调整：并入.*民政局/.test(seal.reason ?? '')), JSON.stringify(seals))
  const past = await viewOf(api, before_, finished)
  assert.ok(past.unitName.endsWith('公安局'), 'what was done stays under the name of who did it')
  assert.ok((await api.call('decider.civil-affairs.220102', 'GET', `/cases/${finished}`)).status === 200, 'whoever carries on answers for it')
  const found = (await must(api.call('decider.civil-affairs.220102', 'GET', `/cases?text=${past.number}`), 'search')).value['cases'] as { id: string }[]
  assert.deepEqual(found.map((one) => one.id), [finished])
  const head = 'department-head.civil-affairs.220102'
  const held = (await must(api.call(head, 'GET', '/seals'), 'seals')).value['seals'] as { id: string; unit: string }[]
  assert.ok(held.some((seal) => seal.unit === police))
  isProblem(await api.call(head, 'POST', `/seals/${held.find((seal) => seal.unit === police)!.id}/replacement`, { reason: '重新制作' } as Body), 403, 'kernel/forbidden')

  const fresh = await person(api, 44)
  const begun = await submittedCase(api, fresh, withFee)
  assert.ok((await viewOf(api, fresh, begun)).unitName.endsWith('民政局'), 'new matters come to whoever carries on')
  assert.equal((await drive(api, fresh, begun)).outcome, 'granted')
})

test('a unit that has gone takes nobody in, is found no more, and never comes back', async () => {
  isProblem(await api.call(county.system, 'POST', '/staff', { account: 'too-late', name: '来晚了的', unit: police, title: '综合岗', since: today() } as Body), 400, 'organisations/no-unit')
  const units = (await must(api.call(county.system, 'GET', `/staff-units?text=${encodeURIComponent('南关区公安')}`), 'find')).value['units'] as { id: string }[]
  assert.ok(!units.some((one) => one.id === police))
  isProblem(await plan([{ unit: police, into: 'health@220102' }]), 400, 'organisations/wrong-merge')
  isProblem(await plan([{ unit: 'health@220102', into: police }]), 400, 'organisations/wrong-merge')
  const page = (await must(api.call('operator', 'GET', '/staff/moved-1'), 'read')).value as unknown as { posts: { unitName: string; former: { unitName: string }[] }[] }
  assert.deepEqual([page.posts[0]!.unitName.endsWith('民政局'), page.posts[0]!.former.map((one) => one.unitName.endsWith('公安局'))], [true, [true]])
})

test('one line merges a department everywhere below; a county’s hands confirm no more than their county', async () => {
  const wide = (await must(plan([{ unit: 'veterans-affairs@220000', into: 'civil-affairs@220000', below: true }], 'operator'), 'plan')).value as unknown as ReorganisationPlan
  assert.ok(wide.units > 60 && wide.more, String(wide.units))
  isProblem(await act(county.security, wide.id, 'confirmation'), 403, 'organisations/out-of-reach')
  isProblem(await act(county.security, wide.id, 'withdrawal', { reason: '不同意' }), 403, 'organisations/out-of-reach')
})

test('a merge lifts nobody: who administered a county’s unit does not administer the city’s by it, and is told so before', async () => {
  const unit = 'commerce@220102'
  const { value } = await must(api.call(county.system, 'POST', '/staff', { account: 'rises-not', name: '想升权的', unit, title: '管理岗', since: today() } as Body), 'join')
  const post = (value['posts'] as { id: string }[])[0]!.id
  for (const [role, reach] of [['unit-administrator', 'department'], ['reviewer', 'unit']]) await must(api.call(county.security, 'POST', `/posts/${post}/duties`, { role, reach, since: today() } as Body), `give ${role}`)
  const { id } = (await must(plan([{ unit, into: 'commerce@220100' }], 'operator'), 'plan')).value as unknown as ReorganisationPlan
  assert.deepEqual((await seen('security', id)).left.map(({ account, roleName, reach }) => [account, roleName, reach]), [['rises-not', '单位管理员', 'department']])
  await must(act('security', id, 'confirmation'), 'confirm')
  await untilTomorrow()
  const session = (await must(api.call('rises-not', 'GET', '/session'), 'session')).value as unknown as { unit: { id: string }; permissions: string[] }
  assert.deepEqual([session.unit.id, session.permissions.includes('cases:decide'), session.permissions.some((one) => one.startsWith('staff:'))], ['commerce@220100', true, false])
})
