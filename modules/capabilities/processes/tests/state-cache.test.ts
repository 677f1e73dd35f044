import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { fail } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import { systemActor } from '@xiangyun/kernel/permissions'
import { organisations } from '#modules/data/organisations/module.ts'
import { testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import { processes } from '../module.ts'
import { processesPort } from '../ports.ts'
import type { State, Variables } from '../ports.ts'
import { replayAll } from '../running/replaying-all.ts'
import { stateCache } from '../running/state-cache.ts'
import { instanceStore } from '../watching/instance-store.ts'
import { chain, ledgerHost } from './host.ts'

const { module, ledger } = ledgerHost()
let platform: TestPlatform
before(async () => { platform = await testPlatform([organisations, processes, module]) })
after(() => platform.end())

const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const form = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`field${n}`, `内容${n}`.padEnd(20, '。')]))

async function begun(id: string, steps: readonly string[], variables: Variables = {}): Promise<{ instance: string; state: State }> {
  return work(async (context) => {
    const deployed = await context.ask(processesPort).deploy(id, chain(id, steps))
    assert.ok(deployed.ok)
    const started = await context.ask(processesPort).start(deployed.definition, { id: randomUUID(), division: '220102', about: 'trial', label: `N${randomUUID().slice(0, 8)}` }, variables)
    assert.ok(started.ok)
    return started.value
  })
}
const doing = (context: Context, instance: string, task: string, variables: Variables = {}) => context.ask(processesPort).send(instance, { type: 'task-completed', task, variables })
const stateOf = async (instance: string) => (await work((context) => context.ask(processesPort).state(instance)))!
const taskOf = async (instance: string) => (await stateOf(instance)).waits[0]!.id
const versionOf = async (instance: string) => (await platform.environment.database.one<{ version: number }>(sql`select version from processes.instance where id = ${instance}`))!.version
/** As another process would do it: nothing of it is known here. */
const elsewhere = async (instance: string, task: string) => {
  const known = await work(async (context) => stateCache(context).take(instance))
  assert.ok((await work((context) => doing(context, instance, task))).ok)
  await work(async (context) => {
    stateCache(context).take(instance)
    if (known) stateCache(context).put(known)
  })
}

test('a step that another process made meanwhile is not lost: the one that comes too late is thought over again', async () => {
  const { instance } = await begun('races', ['a', 'b', 'c'])
  await elsewhere(instance, await taskOf(instance))
  const done = await work(async (context) => doing(context, instance, await taskOf(instance)))
  assert.ok(done.ok)
  assert.deepEqual([done.value.state.waits.map((wait) => wait.element), await versionOf(instance)], [['c'], 3])
})

test('a task that another process did meanwhile is refused, though it is still open in what is known here', async () => {
  const { instance, state } = await begun('outdated', ['a', 'b'])
  const task = state.waits[0]!.id
  await elsewhere(instance, task)
  const again = await work((context) => doing(context, instance, task))
  assert.equal(!again.ok && again.code, 'processes/not-possible')
  assert.equal(await versionOf(instance), 2)
})

test('a refusal that rests on an outdated state is thought over again', async () => {
  const { instance, state } = await begun('refuses', ['a', 'b', 'c'])
  const task = state.waits[0]!.id
  await elsewhere(instance, task)
  let seen: string[] = []
  const refused = await perform(platform.environment, systemActor, async (context) => {
    const done = await doing(context, instance, task)
    seen = [...seen, done.ok ? 'done' : done.code]
    return fail('kernel/conflict')
  })
  assert.deepEqual([refused.ok, seen], [false, ['done', 'processes/not-possible']])
})

test('of two who do the same task at once one is refused, and it is done once', async () => {
  const { instance, state } = await begun('both', ['a', 'b'])
  const both = await Promise.all([1, 2].map(() => work((context) => doing(context, instance, state.waits[0]!.id))))
  assert.deepEqual(both.map((one) => one.ok).sort(), [false, true])
  assert.equal(await versionOf(instance), 2)
})

test('a step that was undone is never seen again, neither after a failure nor after a refusal', async () => {
  const { instance, state } = await begun('undone', ['a', 'b'], { form })
  const task = state.waits[0]!.id
  await assert.rejects(work(async (context) => { await doing(context, instance, task, { decision: 'wrong' }); throw new Error('no') }), /no/)
  await perform(platform.environment, systemActor, async (context) => { await doing(context, instance, task, { decision: 'wrong' }); return fail('kernel/conflict') })
  await assert.rejects(work(async (context) => { await doing(context, instance, task); await context.db.later(sql`select 1 / 0`) }))
  const done = await work((context) => doing(context, instance, task, { other: 1 }))
  assert.ok(done.ok)
  assert.deepEqual(done.value.state.variables, { form, other: 1 })
  assert.deepEqual(await stateOf(instance), { ...done.value.state })
})

test('two steps in one transaction build on each other, and a third on what was committed', async () => {
  const { instance, state } = await begun('twofold', ['a', 'b', 'c'])
  const last = await work(async (context) => {
    const first = await doing(context, instance, state.waits[0]!.id)
    assert.ok(first.ok)
    return doing(context, instance, first.value.state.waits[0]!.id)
  })
  assert.ok(last.ok && (await work((context) => doing(context, instance, last.value.state.waits[0]!.id))).ok)
  assert.deepEqual([(await stateOf(instance)).status, await versionOf(instance)], ['ended', 4])
})

test('a timer that is not known here fires all the same', async () => {
  const { instance, state } = await begun('late', ['a', 'timer', 'b'])
  await elsewhere(instance, state.waits[0]!.id)
  await platform.background.settle()
  assert.deepEqual((await stateOf(instance)).waits.map((wait) => wait.element), ['b'])
  assert.equal(ledger.told.at(-1)?.cause, 'timer')
})

test('a large value is written when it changes, stands once, and is read with the others everywhere', async () => {
  const large = async () => (await platform.environment.database.one<{ large: Variables; inside: boolean; place: string }>(sql`select large, state->'variables' ? 'form' as inside, pg_column_size(large)::text as place from processes.instance where id = ${instance}`))!
  const { instance, state } = await begun('forms', ['a', 'b', 'c'], { form, note: '短' })
  assert.deepEqual([(await large()).large, (await large()).inside], [{ form }, false])
  const changed = { ...form, field1: '改过' }
  const second = await work((context) => doing(context, instance, state.waits[0]!.id, { form: changed }))
  assert.ok(second.ok)
  assert.deepEqual((await large()).large, { form: changed })
  assert.ok((await work((context) => doing(context, instance, second.value.state.waits[0]!.id, { form: '撤回' }))).ok)
  assert.deepEqual([(await large()).large, (await stateOf(instance)).variables], [{}, { form: '撤回', note: '短' }])
  assert.deepEqual((await instanceStore(platform.environment.database).find(instance))!.state.variables, { form: '撤回', note: '短' })
})

test('a state from before large values stood apart goes on, and is read whole', async () => {
  const { instance, state } = await begun('elder', ['a', 'b'], { form })
  await platform.environment.database.run(sql`update processes.instance set state = jsonb_set(state, '{variables}', (state->'variables') || large), large = '{}' where id = ${instance}`)
  await work(async (context) => stateCache(context).take(instance))
  assert.deepEqual((await stateOf(instance)).variables, { form })
  assert.ok((await work((context) => doing(context, instance, state.waits[0]!.id))).ok)
  assert.deepEqual((await stateOf(instance)).variables, { form })
})

test('every history replays to the state that is kept', async () => {
  assert.deepEqual((await replayAll(platform.environment.database)).different, [])
})
