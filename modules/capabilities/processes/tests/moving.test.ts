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
import { executeMigration, readMigration, rehearseMigration, stopMigration, suggestMapping } from '../moving/migrations.ts'
import { processes } from '../module.ts'
import { processesPort } from '../ports.ts'
import { publishProcess } from '../designing/publishing.ts'
import { replayAll } from '../running/replaying-all.ts'
import { chain, ledgerHost } from './host.ts'

const { module, ledger } = ledgerHost()
const manager = official('government-service@220000', ['processes:publish', 'processes:migrate'], 'manager')
const county = official('government-service@220102', ['processes:migrate'], 'county')
let platform: TestPlatform
let from: string
let to: string
const instances: Record<string, string[]> = {}

const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const as = <T>(actor: Actor, act: (context: Context) => Promise<Result<T>>) => perform(platform.environment, actor, act)
const settle = () => platform.background.settle()
const standing = async (instance: string) => (await work((context) => context.ask(processesPort).state(instance)))!.waits.map((wait) => wait.element)
const definitionsOf = async () => Object.fromEntries((await platform.environment.database.rows<{ definition: string; n: number }>(sql`select definition, count(*)::int as n from processes.instance group by definition`)).map((one) => [one.definition, one.n]))

/** Ten cases in each of two counties, every other one a step further. */
before(async () => {
  platform = await testPlatform([organisations, processes, module])
  const xml = chain('permit', ['review', 'check', 'decide'])
  for (const division of ['220102', '220103']) {
    instances[division] = []
    for (let i = 0; i < 10; i++) {
      await work(async (context) => {
        const port = context.ask(processesPort)
        const deployed = await port.deploy('permit', xml)
        assert.ok(deployed.ok)
        from = deployed.definition
        const started = await port.start(from, { id: randomUUID(), division, about: 'permit', label: `${division}-${i}` }, {})
        assert.ok(started.ok)
        if (i % 2 === 1) await port.send(started.value.instance, { type: 'task-completed', task: started.value.state.waits[0]!.id })
        instances[division]!.push(started.value.instance)
      })
    }
  }
  const published = await as(manager, (context) => publishProcess(context, { key: 'permit', xml: chain('permit', ['review', 'joint-check', 'expert', 'decide']), effectiveFrom: '2026-03-02', note: '新办法要求专家评审' }))
  assert.ok(published.ok)
  to = published.value.definition
})
after(async () => { await platform.end() })

const rehearse = (actor: Actor, choice: Record<string, unknown>, mapping: Record<string, string> = {}) => as(actor, (context) => rehearseMigration(context, { from, to, mapping, choice, reason: '新办法施行', law: '示例办法 第三条' }))
const read = async (id: string) => { const found = await as(manager, (context) => readMigration(context, { id })); assert.ok(found.ok); return found.value }

test('what the new version lacks is told beforehand, with what could stand for it', async () => {
  const told = await as(manager, (context) => suggestMapping(context, { from, to }))
  assert.ok(told.ok)
  assert.deepEqual(told.value.elements.map((one) => [one.element, one.here, one.to]), [['check', 10, null]])
  assert.ok(told.value.elements[0]!.options.some((one) => one.id === 'joint-check'))
})

test('a rehearsal tells of each case what would change and what cannot move and why, and changes nothing', async () => {
  const before = await definitionsOf()
  const started = await rehearse(manager, { division: '220102' })
  assert.ok(started.ok)
  await settle()
  const told = await read(started.value.id)
  assert.deepEqual([told.status, told.chosen, told.can, told.cannot], ['rehearsed', 10, 5, 5])
  assert.match(told.obstacles[0]!.message, /新版本没有“check”/)
  assert.equal(told.cases.length, 10)
  assert.deepEqual(await definitionsOf(), before)
  assert.ok((await as(manager, (context) => stopMigration(context, { id: started.value.id }))).ok)
})

test('half of one county moves, nobody is lost, and every one goes on where it stood', async () => {
  const started = await rehearse(manager, { division: '220102', share: 50 }, { check: 'joint-check' })
  assert.ok(started.ok)
  await settle()
  assert.equal((await read(started.value.id)).can, 5)
  assert.ok((await as(manager, (context) => executeMigration(context, { id: started.value.id }))).ok)
  await settle()
  const told = await read(started.value.id)
  assert.deepEqual([told.status, told.moved, told.left, told.can], ['done', 5, 0, 0])
  assert.deepEqual(await definitionsOf(), { [from]: 15, [to]: 5 })
  assert.deepEqual(await standing(instances['220102']![1]!), ['joint-check'])
  assert.deepEqual(await standing(instances['220103']![1]!), ['check'])
  const moved = ledger.told.filter((one) => one.cause === 'migration')
  assert.deepEqual([moved.length, moved[0]!.reason], [5, '第 1 版 → 第 2 版：新办法施行（示例办法 第三条）'])
  assert.deepEqual(moved.find((one) => one.advanced.instance === instances['220102']![1])!.advanced.renamed, [{ task: 'check.4', element: 'joint-check', name: 'joint-check', action: 'review' }])
  const again = await as(manager, (context) => executeMigration(context, { id: started.value.id }))
  assert.equal(!again.ok && again.code, 'processes/not-rehearsed')
})

test('a case that went on since the rehearsal is judged anew when its turn comes', async () => {
  const started = await rehearse(manager, { division: '220103', most: 2 })
  assert.ok(started.ok)
  await settle()
  const told = await read(started.value.id)
  const oldest = told.cases.find((one) => one.state === 'can')!.instance
  await work(async (context) => {
    const port = context.ask(processesPort)
    await port.send(oldest, { type: 'task-completed', task: (await port.state(oldest))!.waits[0]!.id })
  })
  assert.ok((await as(manager, (context) => executeMigration(context, { id: started.value.id }))).ok)
  await settle()
  const after = await read(started.value.id)
  const left = after.cases.find((one) => one.instance === oldest)!
  assert.equal(left.state, 'left')
  assert.match(left.result!, /新版本没有“check”/)
  assert.deepEqual(await standing(oldest), ['check'])
})

test('a county moves its own cases only, and a migration of others is not there for it', async () => {
  const beyond = await rehearse(county, { division: '220103' })
  assert.equal(!beyond.ok && beyond.code, 'processes/beyond-reach')
  const own = await rehearse(county, {}, { check: 'joint-check' })
  assert.ok(own.ok)
  await settle()
  assert.deepEqual([(await read(own.value.id)).chosen, (await read(own.value.id)).cases.every((one) => one.division === '220102')], [5, true])
  const others = await rehearse(manager, { division: '220103' })
  assert.ok(others.ok)
  const seen = await as(county, (context) => readMigration(context, { id: others.value.id }))
  assert.equal(!seen.ok && seen.code, 'processes/no-migration')
  const both = await rehearse(manager, {}, { check: 'joint-check' })
  assert.ok(both.ok)
  await settle()
  const part = await as(county, (context) => readMigration(context, { id: both.value.id }))
  assert.ok(part.ok, 'what touches its own cases a county may read')
  assert.deepEqual([part.value.chosen, part.value.cases.every((one) => one.division === '220102')], [5, true])
  const order = await as(county, (context) => executeMigration(context, { id: both.value.id }))
  assert.equal(!order.ok && order.code, 'processes/no-migration', 'but not order')
})

test('who was moved can be chosen for the way back', async () => {
  const first = await as(manager, (context) => rehearseMigration(context, { from, to, mapping: { check: 'joint-check' }, choice: { division: '220103', element: 'review', most: 1 }, reason: '新办法施行' }))
  assert.ok(first.ok)
  await settle()
  await as(manager, (context) => executeMigration(context, { id: first.value.id }))
  await settle()
  const back = await as(manager, (context) => rehearseMigration(context, { from: to, to: from, mapping: {}, choice: { movedBy: first.value.id }, reason: '退回原来的版本' }))
  assert.ok(back.ok)
  await settle()
  assert.deepEqual([(await read(back.value.id)).chosen, (await read(back.value.id)).can], [1, 1])
})

test('histories with a move in them replay to the state that is kept', async () => {
  const report = await replayAll(platform.environment.database)
  assert.deepEqual([report.checked, report.different], [20, []])
})
