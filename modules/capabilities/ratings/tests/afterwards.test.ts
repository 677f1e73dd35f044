import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { drive, free, isProblem, must, person, submittedCase, taskOf, viewOf, withFee } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'

const clock = movable()
const DAY = 86_400_000
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())
const rows = <Row>(query: ReturnType<typeof sql>) => province.platform.environment.database.rows<Row>(query)
const told = async (name: string, id: string) => (await rows(sql`select 1 from kernel.outbox where name = ${name} and payload->>'case' = ${id}`)).length

test('one rating a case, after its end; a good one asks nothing of the office', async () => {
  const me = await person(api, 3)
  const rate = (id: string, grade: number) => api.call(me.identityNumber, 'POST', `/cases/${id}/rating`, { grade })
  const open = await submittedCase(api, me, withFee)
  isProblem(await rate(open, 5), 409, 'ratings/not-yet')
  const view = await drive(api, me, await submittedCase(api, me, free))
  const both = await Promise.all([rate(view.id, 4), rate(view.id, 5)])
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409])
  assert.equal(both.find((a) => a.status === 200)!.value['rectification'], null)
  for (const grade of [0, 6, 2.5, '5']) isProblem(await rate(view.id, grade as number), 400, 'kernel/invalid-input')
})
test('a bad rating gives the office fifteen workdays; unanswered it is late, once, on the day after', async () => {
  const me = await person(api, 5)
  const view = await drive(api, me, await submittedCase(api, me, free))
  const rated = await must(api.call(me.identityNumber, 'POST', `/cases/${view.id}/rating`, { grade: 1, words: '等得太久' }), 'rate')
  const { due } = rated.value['rectification'] as { due: string }
  const { calendar } = province.platform.environment
  assert.equal(due, calendar.add(localDate(clock.now()), 15))
  const state = async () => ((await api.call(me.identityNumber, 'GET', `/cases/${view.id}/rating`)).value['rectification'] as { state: string }).state
  while (localDate(clock.now()) < due) await api.pass(DAY)
  assert.deepEqual([await state(), await told('ratings.rectification-late', view.id)], ['open', 0])
  await api.pass(DAY)
  assert.deepEqual([await state(), await told('ratings.rectification-late', view.id)], ['late', 1])
  const head = `department-head.${view.unit.replace('@', '.')}`
  const reply = () => api.call(head, 'POST', `/rectifications/${view.id}/reply`, { reply: '已向申请人说明情况并改进了流程' })
  assert.equal((await reply()).status, 200)
  isProblem(await reply(), 409, 'ratings/already-replied')
  assert.equal(await state(), 'replied')
  await api.pass(30 * DAY)
  assert.equal(await told('ratings.rectification-late', view.id), 1)
})
test('lamps go from green over yellow to red as days pass, one warning of each kind, and supervision sees what the case shows', async () => {
  const me = await person(api, 6)
  const id = await submittedCase(api, me, withFee)
  const task = await taskOf(api, await viewOf(api, me, id))
  await must(api.call(`window-clerk.${task.unit.replace('@', '.')}`, 'POST', `/tasks/${task.id}/completion`, { decision: 'accepted' }), 'accept')
  await api.settle()
  const { dueOn, promiseOn } = await viewOf(api, me, id)
  const seen: string[] = []
  for (let days = 0; localDate(clock.now()) <= dueOn! || days < 2; days++) {
    const view = await viewOf(api, me, id)
    const today = localDate(clock.now())
    if (seen.at(-1) !== view.lamp) seen.push(view.lamp)
    if (today < promiseOn!) assert.equal(view.lamp, 'green', today)
    const [watched] = await rows<{ lamp: string }>(sql`select lamp from supervision.watched where case_id = ${id}`)
    assert.equal(watched!.lamp, view.lamp, `${today}: supervision shows another lamp than the case`)
    await api.pass(DAY)
  }
  assert.equal((await viewOf(api, me, id)).lamp, 'red')
  assert.deepEqual(seen, ['green', 'yellow', ...(seen.includes('red') ? ['red'] : [])])
  const warnings = await rows<{ kind: string }>(sql`select kind from supervision.warning where case_id = ${id} order by kind`)
  assert.deepEqual(warnings.map((w) => w.kind), ['red', 'yellow'])
  const red = await api.call('supervisor', 'GET', '/supervision/warnings?lamp=red')
  assert.ok((red.value['cases'] as { case: string }[]).some((c) => c.case === id))
})
