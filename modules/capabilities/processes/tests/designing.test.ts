import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Context } from '@xiangyun/kernel/modules'
import { perform } from '@xiangyun/kernel/platform'
import type { Actor } from '@xiangyun/kernel/permissions'
import type { Result } from '@xiangyun/kernel/contract'
import { organisations } from '#modules/data/organisations/module.ts'
import { official, testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import { checkProcess, dropDraft, saveDraft, simulateProcess } from '../designing/designing.ts'
import { processes } from '../module.ts'
import { listProcesses, publishProcess, readProcess } from '../designing/publishing.ts'
import { chain, ledgerHost } from './host.ts'

const { module } = ledgerHost()
const manager = official('government-service@220000', ['processes:design', 'processes:publish'], 'manager')
let platform: TestPlatform
before(async () => { platform = await testPlatform([organisations, processes, module]) })
after(async () => { await platform.end() })

const as = <T>(actor: Actor, act: (context: Context) => Promise<Result<T>>) => perform(platform.environment, actor, act)
const check = async (key: string, xml: string) => { const told = await as(manager, (context) => checkProcess(context, { key, xml })); assert.ok(told.ok); return told.value }

/** Two parallel branches that an exclusive choice may leave waiting for each other. */
const deadlock = chain('stuck', ['a'], '', '').replace('<bpmn:userTask id="a"', '<bpmn:exclusiveGateway id="which" default="which--x"/><bpmn:userTask id="x" name="x" xy:people="reviewer" xy:action="review"/><bpmn:userTask id="y" name="y" xy:people="reviewer" xy:action="review"/><bpmn:parallelGateway id="join" name="会合"/><bpmn:userTask id="a"')
  .replace('<bpmn:sequenceFlow id="begin--a" sourceRef="begin" targetRef="a"/>', '<bpmn:sequenceFlow id="begin--which" sourceRef="begin" targetRef="which"/><bpmn:sequenceFlow id="which--x" sourceRef="which" targetRef="x"/><bpmn:sequenceFlow id="which--y" sourceRef="which" targetRef="y"><bpmn:conditionExpression>big = true</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="x--join" sourceRef="x" targetRef="join"/><bpmn:sequenceFlow id="y--join" sourceRef="y" targetRef="join"/><bpmn:sequenceFlow id="join--a" sourceRef="join" targetRef="a"/>')

test('a planted deadlock is found, with the way to it', async () => {
  const { problems } = await check('stuck', deadlock)
  const found = problems.find((one) => one.code === 'bpmn/deadlock')
  assert.ok(found, JSON.stringify(problems))
  assert.deepEqual([found.element, /会合/.test(found.message)], ['join', true])
  assert.ok(found.trace!.includes('which') && found.trace!.includes('x--join'), String(found.trace))
  const published = await as(manager, (context) => publishProcess(context, { key: 'stuck', xml: deadlock, effectiveFrom: '2026-03-02', note: '带着死锁发布' }))
  assert.equal(!published.ok && published.code, 'processes/mistakes')
})

test('people, services and results that nobody provides are told with the element and what could stand there', async () => {
  const xml = chain('binds', ['a', 'letter']).replace('xy:people="reviewer"', 'xy:people="wizard"').replace('xy:topic="letter"', 'xy:topic="fax"').replace('xy:outcome="granted"', 'xy:outcome="sold"')
  const { problems } = await check('binds', xml)
  assert.deepEqual(problems.map((one) => [one.element, one.code]).sort(), [['a', 'processes/unknown-people'], ['granted', 'processes/unknown-outcome'], ['letter', 'processes/unknown-topic']])
  assert.ok(problems.every((one) => /可选：/.test(one.message)))
})

test('a time that no clock can reckon is told at the element', async () => {
  const timed = (time: string) => chain('timed', ['timer', 'a']).replace('<bpmn:timeDate>2020-01-01T00:00:00Z</bpmn:timeDate>', time)
  for (const time of ['<bpmn:timeDuration>"tomorrow"</bpmn:timeDuration>', '<bpmn:timeDate>2027-13-45</bpmn:timeDate>', '<bpmn:timeDuration>3.5</bpmn:timeDuration>', '<bpmn:timeDuration>P2000000D</bpmn:timeDuration>']) assert.ok((await check('timed', timed(time))).problems.some((one) => one.element === 'timer' && one.code === 'processes/unreadable-time'), time)
  for (const time of ['<bpmn:timeDuration>P1M</bpmn:timeDuration>', '<bpmn:timeDuration>limits.review</bpmn:timeDuration>', '<bpmn:timeDuration>5</bpmn:timeDuration>']) assert.deepEqual((await check('timed', timed(time))).problems, [], time)
})

test('a drawing under another number than its process is refused', async () => {
  assert.deepEqual((await check('one', chain('other', ['a']))).problems.map((one) => one.code), ['processes/other-key'])
})

for (const [what, xml] of Object.entries({ 'no XML': 'hello', 'not BPMN': '<a/>', entities: '<!DOCTYPE x [<!ENTITY e "boom">]><x>&e;</x>', nothing: '' })) {
  test(`a file that is ${what} is told in Chinese, and is no draft`, async () => {
    const { problems } = await check('bad', xml)
    assert.ok(problems.length > 0 && problems.every((one) => /[\u4e00-\u9fff]/.test(one.message)))
    const saved = await as(manager, (context) => saveDraft(context, { key: 'bad', xml, version: 0 }))
    assert.equal(!saved.ok && saved.code, 'processes/mistakes')
  })
}

test('who saves a draft over what somebody else saved meanwhile is told, and nothing is lost', async () => {
  const save = (version: number, steps: string[]) => as(manager, (context) => saveDraft(context, { key: 'drafted', xml: chain('drafted', steps), version }))
  const first = await save(0, ['a'])
  assert.ok(first.ok)
  const second = await save(first.value.version, ['a', 'b'])
  assert.ok(second.ok)
  const late = await save(first.value.version, ['c'])
  assert.equal(!late.ok && late.code, 'processes/changed-meanwhile')
  const read = await as(manager, (context) => readProcess(context, { key: 'drafted' }))
  assert.ok(read.ok)
  assert.deepEqual([read.value.draft?.version, read.value.draft?.xml.includes('id="b"')], [second.value.version, true])
  const county = await as(official('government-service@220102', ['processes:design'], 'county'), (context) => saveDraft(context, { key: 'drafted', xml: chain('drafted', ['a']), version: 2 }))
  assert.equal(!county.ok && county.code, 'processes/province-only')
  assert.ok((await as(manager, (context) => dropDraft(context, { key: 'drafted' }))).ok)
})

test('a new process that is drawn and published is in the list and begins cases from its day', async () => {
  const published = await as(manager, (context) => publishProcess(context, { key: 'fresh', xml: chain('fresh', ['a']), effectiveFrom: '2026-03-09', note: '新的流程' }))
  assert.ok(published.ok)
  const listed = async () => { const told = await as(manager, listProcesses); assert.ok(told.ok); return told.value.processes.find((one) => one.key === 'fresh') }
  assert.deepEqual([(await listed())?.versions, (await listed())?.inForce], [1, null])
  platform.clock.move(8 * 86_400_000)
  assert.equal((await listed())?.inForce, 1)
})

test('a drawing is walked step by step, also one with mistakes, and what does not fit is refused with its element', async () => {
  const walk = (events: unknown[]) => as(manager, (context) => simulateProcess(context, { xml: deadlock, variables: { big: true }, events: events as never }))
  const begun = await walk([])
  assert.ok(begun.ok)
  assert.deepEqual([begun.value.tokens, begun.value.waiting.map((one) => [one.element, one.kind])], [['y'], [['y', 'task']]])
  const stuck = await walk([{ complete: 'y', variables: {} }])
  assert.ok(stuck.ok)
  assert.deepEqual([stuck.value.tokens, stuck.value.waiting, stuck.value.ended], [['join'], [], false])
  const wrong = await walk([{ complete: 'a' }])
  assert.deepEqual([!wrong.ok && wrong.code, !wrong.ok && wrong.errors?.[0]?.at], ['processes/not-possible', 'a'])
})

test('a drawing that would burn the server is refused in time, and others are answered meanwhile', async () => {
  const burning = chain('burns', ['a']).replace('<bpmn:userTask id="a" name="a" xy:people="reviewer" xy:action="review"/>', '<bpmn:scriptTask id="a" name="a" xy:expression="count(for i in 1..900 return for j in 1..1000 return i*j)" xy:result="x"/>')
  let ticks = 0
  const ticking = setInterval(() => { ticks++ }, 20)
  const played = await as(manager, (context) => simulateProcess(context, { xml: burning, variables: {}, events: [] }))
  clearInterval(ticking)
  if (!played.ok) assert.equal(played.code, 'processes/mistakes')
  assert.ok(ticks > 5, `${ticks} ticks`)
  assert.deepEqual((await check('one', chain('one', ['a']))).problems, [], 'the next is served')
})
