import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import type { Actor } from '@xiangyun/kernel/permissions'
import type { Result } from '@xiangyun/kernel/contract'
import { organisations } from '#modules/data/organisations/module.ts'
import { official, testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import { processes } from '../module.ts'
import { cancelInstance, listIncidents, relocateToken, retryCause, retryInstance } from '../watching/operating.ts'
import { processesPort } from '../ports.ts'
import type { Event } from '../ports.ts'
import { publishProcess, withdrawProcess } from '../designing/publishing.ts'
import { replayAll } from '../running/replaying-all.ts'
import { chain, ledgerHost, paid, signal } from './host.ts'

const { module, ledger } = ledgerHost()
let platform: TestPlatform
const manager = official('government-service@220000', ['processes:publish', 'processes:operate'], 'manager')
const county = official('government-service@220102', ['processes:operate'], 'county')

before(async () => { platform = await testPlatform([organisations, processes, module]) })
after(async () => { await platform.end() })

const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const as = <T>(actor: Actor, act: (context: Context) => Promise<Result<T>>) => perform(platform.environment, actor, act)
const settle = () => platform.background.settle()
async function begun(id: string, xml: string, variables = {}): Promise<string> {
  return work(async (context) => {
    const deployed = await context.ask(processesPort).deploy(id, xml)
    assert.ok(deployed.ok, deployed.ok ? '' : JSON.stringify(deployed.problems))
    const started = await context.ask(processesPort).start(deployed.definition, { id: randomUUID(), division: '220102', about: 'trial', label: `N${randomUUID().slice(0, 8)}` }, variables)
    assert.ok(started.ok)
    return started.value.instance
  })
}
const send = (instance: string, event: Event) => as(manager, (context) => context.ask(processesPort).send(instance, event))
const stateOf = async (instance: string) => (await work((context) => context.ask(processesPort).state(instance)))!
const standing = async (instance: string) => (await stateOf(instance)).waits.map((wait) => wait.element)

test('a signal reaches every other process that waits for it, exactly once', async () => {
  const waiting = [await begun('hears', chain('hears', ['wait-flood', 'a'], '', signal('flood'))), await begun('hears', chain('hears', ['wait-flood', 'a'], '', signal('flood')))]
  const thrower = await begun('tells', chain('tells', ['tell-flood', 'b'], '', signal('flood')))
  await settle()
  for (const instance of waiting) {
    assert.deepEqual(await standing(instance), ['a'])
    assert.equal((await work((context) => context.ask(processesPort).history(instance))).filter((one) => one.event.type === 'signal').length, 1)
  }
  assert.deepEqual(await standing(thrower), ['b'])
  assert.deepEqual(await platform.environment.database.rows(sql`select * from processes.subscription`), [])
})

test('a message with a key comes to the process that waits for that key, and to no other', async () => {
  const [mine, other] = [await begun('pays', chain('pays', ['key-1', 'a'], '', paid), { order: 'A1' }), await begun('pays', chain('pays', ['key-1', 'a'], '', paid), { order: 'B2' })]
  await begun('sends', chain('sends', ['send-1', 'b'], '', paid), { order: 'A1' })
  await settle()
  assert.deepEqual([await standing(mine), await standing(other)], [['a'], ['key-1']])
})

test('a timer whose moment has passed fires at once, and once', async () => {
  const instance = await begun('late', chain('late', ['timer', 'a']))
  await settle()
  assert.deepEqual(await standing(instance), ['a'])
  assert.equal((await work((context) => context.ask(processesPort).history(instance))).filter((one) => one.event.type === 'timer-fired').length, 1)
})

test('a task that was done is not done again', async () => {
  const instance = await begun('twice', chain('twice', ['a', 'b']))
  const task = (await stateOf(instance)).waits[0]!.id
  assert.ok((await send(instance, { type: 'task-completed', task })).ok)
  const again = await send(instance, { type: 'task-completed', task })
  assert.deepEqual([again.ok, !again.ok && again.code, !again.ok && again.detail], [false, 'processes/not-possible', '该任务不在办理中'])
})

test('service work that says it cannot be done opens an incident; a retry with a reason closes it, and a second is refused', async () => {
  ledger.performs = () => ({ ok: false, code: 'no-paper', message: '打印机没有纸' })
  const instance = await begun('serves', chain('serves', ['letter', 'a']))
  await settle()
  const incident = async () => (await platform.environment.database.one<{ incident: boolean }>(sql`select incident from processes.instance where id = ${instance}`))!.incident
  assert.equal(await incident(), true)
  ledger.performs = () => ({ ok: true, variables: { sent: true } })
  const refused = await as(official('x@220103', ['processes:operate'], 'elsewhere'), (context) => retryInstance(context, { id: instance, reason: '已经加纸' }))
  assert.equal(!refused.ok && refused.code, 'processes/no-instance')
  assert.ok((await as(county, (context) => retryInstance(context, { id: instance, reason: '已经加纸' }))).ok)
  await settle()
  assert.deepEqual([await standing(instance), await incident()], [['a'], false])
  const none = await as(county, (context) => retryInstance(context, { id: instance, reason: '再来一次' }))
  assert.equal(!none.ok && none.code, 'processes/nothing-failed')
})

test('one cause that is mended lets all go on that it stopped, within one’s place', async () => {
  ledger.performs = () => ({ ok: false, code: 'no-line', message: '专线断了' })
  const stopped = [await begun('many', chain('many', ['letter', 'a'])), await begun('many', chain('many', ['letter', 'a']))]
  await settle()
  const causes = await as(county, (context) => listIncidents(context, { key: 'many' }))
  assert.ok(causes.ok)
  assert.deepEqual(causes.value.causes.map((one) => [one.topic, one.error, one.count]), [['letter', '专线断了', 2]])
  ledger.performs = () => ({ ok: true, variables: {} })
  const ask = (actor: Actor) => as(actor, (context) => retryCause(context, { key: 'many', topic: 'letter', error: '专线断了', reason: '专线已经修好' }))
  const elsewhere = await ask(official('x@220103', ['processes:operate'], 'elsewhere'))
  assert.equal(!elsewhere.ok && elsewhere.code, 'processes/nothing-failed')
  const done = await ask(county)
  assert.equal(done.ok && done.value.retried, 2)
  await settle()
  for (const instance of stopped) assert.deepEqual(await standing(instance), ['a'])
  assert.deepEqual(await platform.environment.database.rows(sql`select id from processes.instance where incident`), [])
})

test('an operator moves a token with a reason, its owner is told, and a place that does not fit is refused', async () => {
  const instance = await begun('moves', chain('moves', ['a', 'b', 'c']))
  const { tokens } = await stateOf(instance)
  const moved = await as(county, (context) => relocateToken(context, { id: instance, token: tokens[0]!.id, from: 'a', to: 'c', reason: '前两步已在线下办完' }))
  assert.ok(moved.ok)
  assert.deepEqual(await standing(instance), ['c'])
  assert.deepEqual([ledger.told.at(-1)?.cause, ledger.told.at(-1)?.reason], ['operator', '环节调整：前两步已在线下办完'])
  const wrong = await as(county, (context) => relocateToken(context, { id: instance, token: tokens[0]!.id, from: 'c', to: 'begin', reason: '移到开始' }))
  assert.equal(!wrong.ok && wrong.code, 'processes/not-movable')
  const late = await as(county, (context) => relocateToken(context, { id: instance, token: tokens[0]!.id, from: 'a', to: 'b', reason: '移到下一步' }))
  assert.equal(!late.ok && late.code, 'processes/not-possible', 'it stands elsewhere by now')
  const gone = await as(county, (context) => relocateToken(context, { id: instance, token: 'a.77', from: 'a', to: 'b', reason: '移到下一步' }))
  assert.equal(!gone.ok && gone.code, 'processes/not-possible')
})

test('a cancelled process ends with its reason, and cannot be cancelled again', async () => {
  const instance = await begun('ends', chain('ends', ['a']))
  assert.ok((await as(county, (context) => cancelInstance(context, { id: instance, reason: '重复建立' }))).ok)
  assert.deepEqual([(await stateOf(instance)).status, (await stateOf(instance)).outcome], ['ended', 'cancelled'])
  const again = await as(county, (context) => cancelInstance(context, { id: instance, reason: '重复建立' }))
  assert.equal(!again.ok && again.code, 'processes/not-possible')
})

test('new cases begin with the version in force; what is withdrawn serves those under way, and the last is not withdrawn', async () => {
  const first = chain('grows', ['a'])
  const old = await begun('grows', first)
  const published = await as(manager, (context) => publishProcess(context, { key: 'grows', xml: chain('grows', ['a', 'b']), effectiveFrom: '2026-03-02', note: '增加复核' }))
  assert.ok(published.ok, published.ok ? '' : published.detail)
  const inForce = () => work(async (context) => context.ask(processesPort).inForce((await context.ask(processesPort).deploy('grows', first) as { definition: string }).definition))
  assert.equal(await inForce(), published.value.definition)
  const withdraw = (version: number) => as(manager, (context) => withdrawProcess(context, { key: 'grows', version, reason: '画错了' }))
  assert.ok((await withdraw(2)).ok)
  assert.notEqual(await inForce(), published.value.definition)
  const last = await withdraw(1)
  assert.equal(!last.ok && last.code, 'processes/last-version')
  assert.ok((await send(old, { type: 'task-completed', task: (await stateOf(old)).waits[0]!.id })).ok)
  const same = await as(manager, (context) => publishProcess(context, { key: 'grows', xml: first, effectiveFrom: '2026-03-02', note: '再发一次' }))
  assert.equal(!same.ok && same.code, 'processes/same-as-published')
  const below = await as(county, (context) => publishProcess(context, { key: 'grows', xml: chain('grows', ['c']), effectiveFrom: '2026-03-02', note: '县里的' }))
  assert.equal(!below.ok && below.code, 'processes/province-only')
})

test('every history replays to the state that is kept', async () => {
  const report = await replayAll(platform.environment.database)
  assert.ok(report.checked >= 10)
  assert.deepEqual(report.different, [])
})
