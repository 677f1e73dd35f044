import assert from 'node:assert/strict'
import test from 'node:test'
import { relocationTargets, step } from '../index.ts'
import type { Definition, State } from '../index.ts'
import { begin, play } from './driving.ts'
import { deployedStandard, end, model, start, sub, user } from './standard/playing.ts'

const tokenAt = (state: State, element: string): string => state.tokens.find((one) => one.at === element)?.id ?? ''
const move = (definition: Definition, state: State, element: string, to: string) => step(definition, state, { type: 'relocated', token: tokenAt(state, element), to, reason: '误办' })

test('a token that is moved back opens that step anew, and what it did is broken off', async () => {
  const definition = await deployedStandard(model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e'))
  const { state } = play(definition, {}, ['a'])
  const moved = move(definition, state, 'b', 'a')
  assert.ok(moved.ok)
  assert.deepEqual(moved.state.waits.map((one) => one.element), ['a'])
  assert.deepEqual(moved.effects.map((one) => one.type), ['task-closed', 'task-opened'])
  assert.deepEqual(moved.trail, [{ element: 'b', what: 'interrupted' }, { element: 'a', what: 'started' }])
})

test('a token moved to the end ends the process when nothing else is open', async () => {
  const definition = await deployedStandard(model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e'))
  const moved = move(definition, begin(definition).state, 'a', 'e')
  assert.ok(moved.ok)
  assert.equal(moved.state.status, 'ended')
})

test('a sub-process that is left by hand takes all inside with it', async () => {
  const definition = await deployedStandard(model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${user('x')}`, 'is>x')}${user('b')}${end}`, 's>p1\np1>b\nb>e'))
  const { state } = begin(definition)
  const moved = move(definition, state, 'p1', 'b')
  assert.ok(moved.ok)
  assert.deepEqual([moved.state.waits.map((one) => one.element), moved.state.scopes.length, moved.state.tokens.length], [['b'], 1, 1])
})

test('no token is moved into a join or another sub-process, nor one that is not there', async () => {
  const definition = await deployedStandard(model(`${start}<bpmn:parallelGateway id="fork"/>${user('a', 'b')}<bpmn:parallelGateway id="join"/>${sub('p1', `<bpmn:startEvent id="is"/>${user('x')}`, 'is>x')}${end}`, 's>fork\nfork>a\nfork>b\na>join\nb>join\njoin>p1\np1>e'))
  const { state } = begin(definition)
  for (const to of ['join', 'x', 'is', 'nowhere']) {
    const refused = move(definition, state, 'a', to)
    assert.deepEqual([refused.ok, !refused.ok && refused.code], [false, 'not-movable'], to)
    assert.equal(refused.state, state)
  }
  const none = step(definition, state, { type: 'relocated', token: 'a.99', to: 'b' })
  assert.equal(!none.ok && none.code, 'activity-not-open')
  assert.deepEqual(relocationTargets(definition, state, tokenAt(state, 'a')).map((one) => one.id).sort(), ['a', 'b', 'e', 'p1'])
})
