import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api, Body } from '#sim/api.ts'
import { county, drive, free, isProblem, must, person, submittedCase, withFee } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { Delegation } from '../acting/contract.ts'

/** Three heads of the same office, who are all 分管负责人: one goes away, one stands in, one has nothing to do with it. */
const away = `decider.public-security.${county}`
const [instead, bystander] = [`${away}.1`, `${away}.2`]
const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

const today = () => localDate(clock.now())
const name = (more: object = {}, by = away) => api.call(by, 'POST', '/stand-ins', { instead, since: today(), until: addDays(today(), 7), ...more } as Body)
const named = async (more: object = {}) => String((await must(name(more), 'name a stand-in')).value['id'])
const end = (by: string, id: string) => api.call(by, 'POST', `/delegations/${id}/withdrawal`, {})
const seenBy = async (who: string): Promise<Delegation[]> => (await must(api.call(who, 'GET', '/delegations'), 'list')).value['delegations'] as Delegation[]
const queueOf = async (who: string) => ((await must(api.call(who, 'GET', '/queue'), 'queue')).value['tasks'] as { id: string; case: { id: string } }[])
const decide = (who: string, task: string): Promise<Answer> => api.call(who, 'POST', `/tasks/${task}/completion`, { decision: 'granted', comment: '符合规定' })

let skip = 10
/** A passport that waits for a decision and is handed to whoever goes away. */
async function handedOver(): Promise<{ id: string; task: string }> {
  skip += 7
  const me = await person(api, skip)
  const id = await submittedCase(api, me, withFee)
  await drive(api, me, id, (view) => view.stage === 'deciding')
  const task = (await queueOf(bystander!)).find((one) => one.case.id === id)!.id
  await must(api.call(bystander, 'POST', `/tasks/${task}/handover`, { to: away, reason: '由分管负责人本人办理' }), 'hand over')
  return { id, task }
}

test('a stand-in does what was handed to the absent one, under their own name; a colleague who was not named does not', async () => {
  const { id, task } = await handedOver()
  isProblem(await decide(instead!, task), 403, 'cases/not-yours')
  const given = await named()
  assert.ok((await queueOf(instead!)).some((one) => one.id === task), 'it waits in the stand-in’s queue')
  assert.ok(!(await queueOf(bystander!)).some((one) => one.id === task))
  isProblem(await decide(bystander!, task), 403, 'cases/not-yours')
  await must(decide(instead!, task), 'decide')
  const page = (await must(api.call(away, 'GET', `/cases/${id}`), 'read')).value as unknown as { timeline: { who: string; text: string }[] }
  assert.ok(page.timeline.some((one) => one.text.includes('准予') && one.who.endsWith('分管负责人1')), JSON.stringify(page.timeline.at(-1)))
  await must(end(away, given), 'end')
})

test('both sides see it and either ends it; it ends at once, also for what is open', async () => {
  const { task } = await handedOver()
  const given = await named()
  const [his, hers] = [(await seenBy(away)).find(({ id }) => id === given), (await seenBy(instead!)).find(({ id }) => id === given)]
  assert.deepEqual([his?.kind, his?.mine, hers?.mine, his?.agentName === hers?.agentName, hers?.until], ['post', true, false, false, addDays(today(), 7)])
  assert.match(String(hers?.principalName), /分管负责人/)
  assert.ok(!(await seenBy(bystander!)).some(({ id }) => id === given))
  isProblem(await end(bystander!, given), 404, 'identity/no-delegation')
  await must(end(instead!, given), 'lay down')
  isProblem(await decide(instead!, task), 403, 'cases/not-yours')
  isProblem(await end(away, given), 404, 'identity/no-delegation')
  assert.equal((await seenBy(away)).find(({ id }) => id === given)?.revoked, true)
})

test('only in the items that were named, and only in its days', async () => {
  const { task } = await handedOver()
  const other = await named({ items: [free.item] })
  assert.ok(!(await queueOf(instead!)).some((one) => one.id === task))
  isProblem(await decide(instead!, task), 403, 'cases/not-yours')
  const fits = await named({ items: [free.item, withFee.item], since: addDays(today(), 1), until: addDays(today(), 2) })
  isProblem(await decide(instead!, task), 403, 'cases/not-yours')
  await api.pass(86_400_000)
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
  assert.ok((await queueOf(instead!)).some((one) => one.id === task))
  await must(decide(instead!, task), 'decide on its day')
  await must(end(away, other), 'end')
  await must(end(away, fits), 'end')
})

test('a stand-in gets no power of their own by it: who could not do the work themselves cannot be named', async () => {
  isProblem(await name({ instead: away }), 404, 'identity/no-colleague')
  isProblem(await name({ instead: 'decider.public-security.220103' }), 404, 'identity/no-colleague')
  isProblem(await name({ instead: `window-clerk.public-security.${county}` }), 404, 'identity/no-colleague')
  isProblem(await name({ instead: 'nobody-at-all' }), 404, 'identity/no-colleague')
  isProblem(await name({ items: ['no-such-item'] }), 400, 'identity/no-item')
  isProblem(await name({ until: addDays(today(), -1) }), 400, 'identity/past-date')
  isProblem(await name({ since: addDays(today(), -1) }), 400, 'identity/past-date')
  isProblem(await name({}, `window-clerk.public-security.${county}`), 403, 'kernel/forbidden')
})

test('one names no flood of stand-ins: whoever was named looks at all of them', async () => {
  const given: string[] = []
  for (let n = 0; n < 50; n++) given.push(await named({ until: today() }))
  isProblem(await name(), 409, 'identity/too-many-delegations')
  for (const one of given) await must(end(away, one), 'end')
  await must(end(away, await named()), 'room again')
})

test('whoever leaves the post has no stand-in any more', async () => {
  const security = `security-administrator.government-service.${county}`
  const system = `operator.government-service.${county}`
  const { value } = await must(api.call(system, 'POST', '/staff', { account: 'leaving-head', name: '将离任者', unit: `public-security@${county}`, title: '分管负责人', since: today() } as Body), 'join')
  const post = (value['posts'] as { id: string }[])[0]!.id
  await must(api.call(security, 'POST', `/posts/${post}/duties`, { role: 'decider', reach: 'unit', since: today() } as Body), 'give')
  await api.pass(6_000)
  const { task } = await handedOver()
  await must(api.call(away, 'POST', `/tasks/${task}/handover`, { to: 'leaving-head', reason: '由其本人办理' }), 'hand over')
  await must(name({}, 'leaving-head'), 'name')
  assert.ok((await queueOf(instead!)).some((one) => one.id === task))
  await must(api.call(system, 'POST', '/staff/leaving-head/leaving', { until: addDays(today(), -1) } as Body), 'leave')
  await province.platform.background.settle()
  assert.ok((await queueOf(bystander!)).some((one) => one.id === task), 'it is the whole office’s again')
  const known = (await seenBy(instead!)).find((one) => one.principalName.includes('将离任者'))
  assert.equal(known?.revoked, false, 'what was given stays readable')
})
