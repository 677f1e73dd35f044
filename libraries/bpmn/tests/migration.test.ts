import assert from 'node:assert/strict'
import test from 'node:test'
import type { Definition, State } from '../index.ts'
import { migrate, planMigration, step } from '../index.ts'
import { act, begin, play } from './driving.ts'
import { boundary, deployedStandard, end, handler, message, model, start, sub, timer, user } from './standard/playing.ts'

const first = (): Promise<Definition> => deployedStandard(model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e'))

/** The new version must take the old one's id. */
function goOn(definition: Definition, state: State, element: string): State {
  const task = state.waits.find((one) => one.element === element)?.id ?? ''
  const done = step(definition, state, { type: 'task-completed', task })
  assert.ok(done.ok, done.ok ? '' : done.message)
  return done.state
}

test('a running process moves to a version with another step before the end, and its task stays open', async () => {
  const to = await deployedStandard(model(`${start}${user('a', 'b', 'c')}${end}`, 's>a\na>c\nc>b\nb>e'))
  const { state } = begin(await first())
  const moved = migrate(await first(), to, state)
  assert.ok(moved.ok)
  assert.deepEqual([moved.state.waits, moved.effects], [state.waits, []])
  assert.deepEqual(goOn(to, moved.state, 'a').waits.map((one) => one.element), ['c'])
})

test('a step that is gone stops the move, with the reason, until a mapping says where to', async () => {
  const from = await first()
  const to = await deployedStandard(model(`${start}${user('a', 'c')}${end}`, 's>a\na>c\nc>e'))
  const { state } = play(from, {}, ['a'])
  const plan = planMigration(from, to, state)
  assert.deepEqual([plan.canMove, plan.obstacles[0]?.element], [false, 'b'])
  assert.match(plan.obstacles[0]?.message ?? '', /新版本没有“b”/)
  assert.equal(migrate(from, to, state).ok, false)
  const moved = migrate(from, to, state, { b: 'c' })
  assert.ok(moved.ok)
  assert.deepEqual(moved.plan.changes[0], { element: 'b', to: 'c', message: '从“b”移到“c”' })
  assert.equal(goOn(to, moved.state, 'c').status, 'ended')
})

test('an element of another kind, or in another sub-process, is no place to go', async () => {
  const from = await first()
  const other = await deployedStandard(model(`${start}<bpmn:serviceTask id="a"/>${end}`, 's>a\na>e'))
  assert.match(planMigration(from, other, begin(from).state).obstacles[0]?.message ?? '', /不是同一种元素/)
  const inside = await deployedStandard(model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${user('a')}`, 'is>a')}${end}`, 's>p1\np1>e'))
  assert.match(planMigration(from, inside, begin(from).state).obstacles[0]?.message ?? '', /别的子流程/)
})

test('boundary events and handlers that are new are armed, those that are gone are cleared', async () => {
  const plain = await deployedStandard(model(`${start}${user('a')}${end}`, 's>a\na>e'))
  const timed = await deployedStandard(model(`${start}${user('a')}${boundary('b', 'a', timer('P3D'))}${end}${handler('h', message('m1'), user('ha'), 'h-start>ha')}`, 's>a\na>e\nb>e'))
  const there = migrate(plain, timed, begin(plain).state)
  assert.ok(there.ok)
  assert.deepEqual(there.effects.map((one) => one.type), ['timer-set', 'message-awaited'])
  const back = migrate(timed, plain, there.state)
  assert.ok(back.ok)
  assert.deepEqual(back.effects.map((one) => one.type), ['message-unawaited', 'timer-cleared'].toSorted().toReversed())
  assert.deepEqual(back.state.waits, begin(plain).state.waits)
})

test('a token that waits at a join keeps the flow by which it came', async () => {
  const fork = (more: string, flows: string): string => model(`${start}<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>${user('a', 'b')}${more}${end}`, `s>f\nf>a\nf>b\n${flows}`)
  const from = await deployedStandard(fork('', 'a>j\nb>j\nj>e'))
  const to = await deployedStandard(fork(user('c'), 'a>j\nb>j\nj>c\nc>e'))
  const { state } = play(from, {}, ['a'])
  const moved = migrate(from, to, state)
  assert.ok(moved.ok)
  assert.deepEqual(goOn(to, moved.state, 'b').waits.map((one) => one.element), ['c'])
  const without = await deployedStandard(fork(user('c'), 'a>c\nb>j\nc>j\nj>e'))
  assert.match(planMigration(from, without, state).obstacles[0]?.message ?? '', /没有通到“j”的那条线/)
})

test('planning changes nothing, and what has ended stays', async () => {
  const from = await first()
  const drive = begin(from)
  const before = JSON.stringify(drive.state)
  planMigration(from, from, drive.state)
  assert.equal(JSON.stringify(drive.state), before)
  assert.deepEqual(migrate(from, from, drive.state), { ok: true, state: drive.state, effects: [], plan: { canMove: true, changes: [], obstacles: [] } })
  act(from, drive, 'a')
  act(from, drive, 'b')
  assert.equal(planMigration(from, from, drive.state).canMove, false)
})

test('the statutory clock stands still in the new version exactly where that says so', async () => {
  const plain = await first()
  const pausing = await deployedStandard(model(`${start}${user('a', 'b').replace('id="a"', 'id="a" xy:pauses="公示"')}${end}`, 's>a\na>b\nb>e'))
  const into = migrate(plain, pausing, begin(plain).state)
  assert.ok(into.ok)
  const token = into.state.tokens[0]?.id ?? ''
  assert.deepEqual([into.effects, into.plan.changes.map((one) => one.message)], [[{ type: 'clock-paused', pause: token, element: 'a', reason: '公示' }], ['“a”起依法不计时（公示）']])
  const out = migrate(pausing, plain, begin(pausing).state)
  assert.ok(out.ok)
  assert.deepEqual([out.effects, out.plan.changes.map((one) => one.message)], [[{ type: 'clock-resumed', pause: token, element: 'a', reason: '公示' }], ['“a”起恢复计时']])
})

const gate = (id: string): string => `<bpmn:parallelGateway id="${id}"/>`
const two = (): Promise<Definition> => deployedStandard(model(`${start}${gate('fork')}${user('a', 'b', 'c')}${gate('join')}${end}`, 's>fork\nfork>a\nfork>b\na>join\nb>join\njoin>c\nc>e'))
const reasons = (from: Definition, to: Definition, state: State, mapping = {}): string => planMigration(from, to, state, mapping).obstacles.map((one) => one.message).join('；')

test('what runs in parallel moves only while it comes together as before', async () => {
  const from = await two()
  const { state } = play(from, {}, ['a'])
  const longer = await deployedStandard(model(`${start}${gate('fork')}${user('a', 'b', 'x', 'c')}${gate('join')}${end}`, 's>fork\nfork>a\nfork>b\na>join\nb>x\nx>join\njoin>c\nc>e'))
  assert.equal(reasons(from, longer, state), '')
  const third = await deployedStandard(model(`${start}${gate('fork')}${user('a', 'b', 'x', 'c')}${gate('join')}${end}`, 's>fork\nfork>a\nfork>b\nfork>x\na>join\nb>join\nx>join\njoin>c\nc>e'))
  assert.match(reasons(from, third, state), /分合变了/)
  const inRow = await deployedStandard(model(`${start}${user('a', 'b', 'c')}${end}`, 's>a\na>b\nb>c\nc>e'))
  assert.match(reasons(from, inRow, begin(from).state), /分合变了/)
  assert.match(reasons(from, from, begin(from).state, { b: 'a' }), /同一个环节/)
})

test('what stands alone comes into no join that would wait in vain', async () => {
  const inRow = await deployedStandard(model(`${start}${user('a', 'c')}${end}`, 's>a\na>c\nc>e'))
  assert.match(reasons(inRow, await two(), begin(inRow).state), /只走其中的 1 条/)
  const { state } = play(inRow, {}, ['a'])
  assert.equal(reasons(inRow, await two(), state), '', 'behind the join nothing is waited for')
})

test('a token that waits for something goes on waiting for the same', async () => {
  const waiting = (trigger: string): Promise<Definition> => deployedStandard(model(`${start}<bpmn:intermediateCatchEvent id="w">${trigger}</bpmn:intermediateCatchEvent>${end}`, 's>w\nw>e'))
  const from = await waiting(message('m1'))
  assert.match(reasons(from, await waiting(message('m2')), begin(from).state), /等的是别的/)
  assert.match(reasons(from, await waiting(timer('P1D')), begin(from).state), /等的是别的/)
  assert.equal(reasons(from, await waiting(message('m1')), begin(from).state), '')
})
