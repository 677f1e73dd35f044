import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { defineEvent, fail, ok, Type } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import { defineDeadline, defineModule, listen, onDeadline } from '@xiangyun/kernel/modules'
import { systemActor } from '@xiangyun/kernel/permissions'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import { testPlatform } from '../../../tests/support/platform.ts'
import type { TestPlatform } from '../../../tests/support/platform.ts'

const happened = defineEvent('tests.happened', 1, Type.Object({ n: Type.Integer() }))
const due = defineDeadline<{ n: number; clears?: string; moves?: string }>('tests.due')
let failing = new Set<string>()
let fired: string[] = []
let hanging: Promise<void> | undefined

/** What was heard is kept where deliveries are made, so that a rollback takes it away again. */
const hear = (name: string) => listen(happened, name, async (context, { n }, event) => {
  context.audit({ act: 'tests.heard', object: `${name}/${n}/${event.id}` })
  if (failing.has(name)) throw new Error('not now')
})
const tests = defineModule({
  name: 'tests', tier: 'operations', title: '测试', publishes: [happened],
  listens: [hear('tests.first'), hear('tests.second')],
  workers: [{ name: 'outside', pace: 'apart', run: async () => { await hanging; return 0 } }],
  deadlines: [onDeadline(due, async (context, { n, clears, moves }, key) => {
    context.audit({ act: 'tests.due', object: `${key}/${n}` })
    if (clears) await context.deadlines.clear(due as never, clears)
    if (moves) await context.deadlines.set(due, moves, new Date(context.now.getTime() + 60_000), { n: n + 1 })
    if (failing.has(key)) throw new Error('not now')
    fired.push(`${key}/${n}`)
  })],
})

let platform: TestPlatform
before(async () => { platform = await testPlatform([tests]) })
after(() => platform.end())

const emit = (n: number) => systemWork(platform.environment)(async (context) => context.emit(happened, { n }))
const heard = async (name: string, n: number) => (await platform.environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit where starts_with(object, ${`${name}/${n}/`})`))!.n
const settle = () => platform.background.settle()

test('every listener hears an event once, however often the relay runs', async () => {
  await emit(1)
  await Promise.all([settle(), settle(), settle()])
  await settle()
  assert.deepEqual([await heard('tests.first', 1), await heard('tests.second', 1)], [1, 1])
})
test('an event of work that was undone is never heard', async () => {
  await perform(platform.environment, systemActor, async (context) => {
    context.emit(happened, { n: 2 })
    return fail('kernel/conflict')
  })
  await assert.rejects(systemWork(platform.environment)(async (context) => {
    context.emit(happened, { n: 2 })
    throw new Error('crash before the commit')
  }))
  await settle()
  assert.equal(await heard('tests.first', 2), 0)
})
test('a listener that fails is undone alone and tried again; the other hears at once', async () => {
  failing = new Set(['tests.first'])
  await emit(3)
  await settle()
  assert.deepEqual([await heard('tests.first', 3), await heard('tests.second', 3)], [0, 1])
  failing = new Set()
  platform.clock.move(3000)
  await settle()
  await settle()
  assert.deepEqual([await heard('tests.first', 3), await heard('tests.second', 3)], [1, 1])
  assert.deepEqual(await platform.environment.database.rows(sql`select * from kernel.delivery`), [])
})
test('what fails for good is left for an operator, and stops nobody else', async () => {
  failing = new Set(['tests.first'])
  await emit(4)
  for (let tries = 0; tries < 12; tries++) { await settle(); platform.clock.move(3_600_000) }
  const [parked] = await platform.environment.database.rows<{ attempts: number; next_at: Date | null; error: string }>(sql`select attempts, next_at, error from kernel.delivery`)
  assert.deepEqual({ ...parked }, { attempts: 8, next_at: null, error: 'not now' })
  failing = new Set()
  await emit(5)
  await settle()
  assert.deepEqual([await heard('tests.first', 5), await heard('tests.second', 5)], [1, 1])
})
test('events are heard in the order in which they were told', async () => {
  for (let n = 100; n < 130; n++) await emit(n)
  await settle()
  const rows = await platform.environment.database.rows<{ object: string }>(sql`select object from kernel.audit where starts_with(object, 'tests.second/1') order by id`)
  const order = rows.map((r) => Number(r.object.split('/')[1])).filter((n) => n >= 100)
  assert.deepEqual(order, Array.from({ length: 30 }, (_, i) => 100 + i))
})
test('a deadline fires once when its time has come, not before, and moved or cleared it keeps the last word', async () => {
  fired = []
  const at = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * 60_000)
  await systemWork(platform.environment)(async (context) => {
    await context.deadlines.set(due, 'soon', at(10), { n: 1 })
    await context.deadlines.set(due, 'moved', at(10), { n: 1 })
    await context.deadlines.set(due, 'moved', at(60), { n: 2 })
    await context.deadlines.set(due, 'cleared', at(10), { n: 1 })
    await context.deadlines.clear(due as never, 'cleared')
  })
  await settle()
  assert.deepEqual(fired, [])
  platform.clock.move(11 * 60_000)
  await Promise.all([settle(), settle()])
  assert.deepEqual(fired, ['soon/1'])
  platform.clock.move(60 * 60_000)
  await settle()
  assert.deepEqual(fired, ['soon/1', 'moved/2'])
})
test('a deadline that fails is undone, kept and tried again later', async () => {
  fired = []
  failing = new Set(['later'])
  await systemWork(platform.environment)((context) => context.deadlines.set(due, 'later', context.now, { n: 7 }))
  await settle()
  assert.equal((await platform.environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit where object = 'later/7'`))!.n, 0)
  failing = new Set()
  await settle()
  assert.deepEqual(fired, [], 'not at once')
  platform.clock.move(31_000)
  await settle()
  assert.deepEqual(fired, ['later/7'])
})
test('of many deadlines due at once one that fails loses none of the others and doubles none', async () => {
  const keys = Array.from({ length: 130 }, (_, n) => `many-${n}`)
  failing = new Set(['many-3', 'many-77'])
  await systemWork(platform.environment)(async (context) => { for (const key of keys) await context.deadlines.set(due, key, context.now, { n: 1 }) })
  await Promise.all([settle(), settle()])
  const acted = async () => (await platform.environment.database.rows<{ object: string }>(sql`select object from kernel.audit where act = 'tests.due' and starts_with(object, 'many-') order by object`)).map((row) => row.object)
  assert.deepEqual(await acted(), keys.filter((key) => !failing.has(key)).map((key) => `${key}/1`).sort())
  failing = new Set()
  platform.clock.move(31_000)
  await settle()
  assert.deepEqual(await acted(), keys.map((key) => `${key}/1`).sort())
  assert.deepEqual(await platform.environment.database.rows(sql`select * from kernel.deadline`), [])
})
test('a deadline that another one due with it clears does not fire, and one that it moves fires then', async () => {
  fired = []
  const at = platform.clock.now().getTime()
  await systemWork(platform.environment)(async (context) => {
    await context.deadlines.set(due, 'a', new Date(at), { n: 1, clears: 'b', moves: 'c' })
    await context.deadlines.set(due, 'b', new Date(at + 1), { n: 1 })
    await context.deadlines.set(due, 'c', new Date(at + 2), { n: 1 })
  })
  platform.clock.move(1_000)
  await settle()
  assert.deepEqual(fired, ['a/1'])
  platform.clock.move(61_000)
  await settle()
  assert.deepEqual(fired, ['a/1', 'c/2'])
})
test('a request repeated under its key has its effect once and the same reply, also when both come at once', async () => {
  let runs = 0
  const send = (hash: string, key = 'one-key') => perform(platform.environment, systemActor, async (context) => {
    context.audit({ act: 'tests.did', object: 'once' })
    return ok({ run: ++runs })
  }, { actor: 'somebody', key, route: '/x', hash: async () => hash })
  const replies = await Promise.all([send('a'), send('a'), send('a')])
  for (const reply of replies) assert.deepEqual(reply, replies[0])
  assert.equal((await platform.environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit where act = 'tests.did'`))!.n, 1)
  assert.deepEqual(await send('b'), { ok: false, code: 'kernel/key-reused' })
  assert.notDeepEqual(await send('a', 'another-key'), replies[0])
})
test('a failed request keeps no key: it may be sent again and succeed', async () => {
  const send = (works: boolean) => perform(platform.environment, systemActor, async () => (works ? ok({ done: true }) : fail('kernel/conflict')), { actor: 'somebody', key: 'failed-first', route: '/x', hash: async () => 'a' })
  assert.equal((await send(false)).ok, false)
  assert.deepEqual(await send(true), { ok: true, value: { done: true } })
})
test('a server outside that hangs holds up no event and no deadline', async () => {
  let answer = () => {}
  hanging = new Promise<void>((done) => { answer = done })
  platform.background.start()
  await emit(77)
  await systemWork(platform.environment)((context) => context.deadlines.set(due, 'beside', context.now, { n: 77 }))
  const until = Date.now() + 10_000
  while (Date.now() < until && !(fired.includes('beside/77') && (await heard('tests.second', 77)) === 1)) await new Promise((done) => { setTimeout(done, 20) })
  assert.deepEqual([fired.includes('beside/77'), await heard('tests.second', 77)], [true, 1])
  answer()
  hanging = undefined
  await platform.background.stop()
})
