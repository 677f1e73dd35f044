import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import type { Definition, Event, State, Variables } from '../index.ts'
import { step } from '../index.ts'
import { deployedStandard, end, model, start, undoLinks, undoable, user } from './standard/playing.ts'

const folder = new URL('./histories/', import.meta.url)
const kept = readdirSync(folder).filter((name) => name.startsWith('edition-2')).flatMap((name) => {
  const { definitions, runs } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { definitions: Definition[]; runs: { definition: number; history: Event[] }[] }
  return runs.map((run) => ({ definition: definitions[run.definition] as Definition, first: run.history[0] as Event }))
})

const GIVEN: readonly Variables[] = [{ n: 1 }, { n: 6, again: false, a: true, b: true, c: false, leave: false, done: true, stop: true }, { again: true, n: 3 }]

/** Something that may happen to a process: one of its open waits is answered, well or badly, or a signal comes. */
function happening(state: State, choice: number): Event {
  const variables = GIVEN[choice % GIVEN.length] as Variables
  const wait = state.waits[choice % Math.max(1, state.waits.length)]
  if (!wait || choice % 17 === 0) return choice % 2 === 0 ? { type: 'signal', name: 'g1' } : { type: 'data-changed', variables }
  if (choice % 13 === 0) return { type: 'thrown', wait: wait.id, ...(choice % 2 === 0 ? { error: 'broken' } : { escalation: 'raise' }) }
  switch (wait.kind) {
    case 'task': return { type: 'task-completed', task: wait.id, variables }
    case 'timer': return { type: 'timer-fired', timer: wait.id }
    case 'message': return { type: 'message', name: wait.name ?? '', subscription: wait.id, variables }
    case 'service': return { type: 'service-completed', job: wait.id, variables }
    case 'decision': return { type: 'decision-made', job: wait.id, value: choice }
    case 'signal': return { type: 'signal', name: wait.name ?? '' }
    case 'condition': return { type: 'data-changed', variables }
    case 'choice': return { type: 'activity-chosen', choice: wait.id }
  }
}

/** Nothing is lost and nothing is left over: every token is in a scope, every wait and scope belongs to somebody. */
function checkWhole(definition: Definition, state: State): void {
  if (state.status === 'ended') return assert.deepEqual([state.tokens, state.waits, state.scopes], [[], [], []])
  const [tokens, scopes] = [new Set(state.tokens.map((one) => one.id)), new Set(state.scopes.map((one) => one.id))]
  assert.equal(tokens.size, state.tokens.length)
  for (const token of state.tokens) assert.ok(scopes.has(token.scope) && definition.nodes[token.at], `token ${token.id}`)
  for (const scope of state.scopes) assert.ok((scope.parent === null || scopes.has(scope.parent)) && (scope.token === null || tokens.has(scope.token)), `scope ${scope.id}`)
  for (const wait of state.waits) assert.ok(tokens.has(wait.holder) || scopes.has(wait.holder), `wait ${wait.id}`)
  for (const scope of state.scopes) assert.ok((scope.done?.length ?? 0) <= 32 + Object.keys(definition.nodes).length)
}

test('random walks over all test models: a refused event changes nothing, tokens are conserved, histories replay', () => {
  fc.assert(fc.property(fc.nat(kept.length - 1), fc.array(fc.nat(1000), { maxLength: 40 }), (at, choices) => {
    const { definition, first } = kept[at] as (typeof kept)[number]
    const history: Event[] = []
    const take = (before: State | undefined, event: Event): State | undefined => {
      const text = JSON.stringify(before)
      const done = step(definition, before, event)
      assert.equal(JSON.stringify(before), text, 'a step never changes the state it was given')
      if (!done.ok) {
        assert.equal(done.state, before)
        return before
      }
      history.push(event)
      checkWhole(definition, done.state)
      return done.state
    }
    let state = take(undefined, first)
    for (const choice of choices) if (state?.status === 'active') state = take(state, happening(state, choice))
    const copy = JSON.parse(JSON.stringify(definition)) as Definition
    let again: State | undefined
    for (const event of history) {
      const done = step(copy, again && (JSON.parse(JSON.stringify(again)) as State), JSON.parse(JSON.stringify(event)) as Event)
      assert.ok(done.ok)
      again = done.state
    }
    assert.deepEqual(again, state)
  }), { numRuns: 3000 })
})

const throwing = '<bpmn:intermediateThrowEvent id="t"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>'

test('compensation undoes exactly once what was completed, in reverse order, whatever the order of completion', async () => {
  const ids = ['a', 'b', 'c', 'd']
  const xml = model(`${start}<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>${ids.map(undoable).join('')}${user('w')}${throwing}${end}${undoLinks(...ids)}`,
    `s>f\n${ids.map((id) => `f>${id}\n${id}>j`).join('\n')}\nf>w\nw>t\nt>e\nj>e`.replace('t>e', 't>k').replace('j>e', 'j>k\nk>e')).replace('<bpmn:endEvent id="e"/>', '<bpmn:exclusiveGateway id="k"/><bpmn:endEvent id="e"/>')
  const definition = await deployedStandard(xml)
  fc.assert(fc.property(fc.shuffledSubarray(ids, { maxLength: 4 }), (order) => {
    let state = (step(definition, undefined, { type: 'start' }) as { state: State }).state
    const trail: string[] = []
    const answer = (element: string): void => {
      const wait = state.waits.find((one) => one.element === element)
      assert.ok(wait, element)
      const done = step(definition, state, wait.kind === 'task' ? { type: 'task-completed', task: wait.id } : { type: 'service-completed', job: wait.id })
      assert.ok(done.ok)
      state = done.state
      trail.push(...done.trail.filter((one) => one.what === 'completed' && one.element.startsWith('undo')).map((one) => one.element))
    }
    for (const id of [...order, 'w']) answer(id)
    for (let next = state.waits.find((one) => one.kind === 'service'); next; next = state.waits.find((one) => one.kind === 'service')) answer(next.element)
    assert.deepEqual(trail, order.toReversed().map((id) => `undo-${id}`))
  }))
})

test('the state of a loop does not grow with its rounds, even when each round can be undone', async () => {
  const xml = model(`${start}<bpmn:exclusiveGateway id="m"/>${undoable('a')}${undoable('b')}<bpmn:exclusiveGateway id="x" default="x--m"/>${end}${undoLinks('a', 'b')}`, 's>m\nm>a\na>b\nb>x\nx>e?done = true\nx>m')
  const definition = await deployedStandard(xml)
  let state = (step(definition, undefined, { type: 'start', variables: { done: false } }) as { state: State }).state
  const sizes: number[] = []
  for (let round = 0; round < 600; round += 1) {
    const done = step(definition, state, { type: 'task-completed', task: state.waits.find((one) => one.kind === 'task')?.id ?? '' })
    assert.ok(done.ok)
    state = done.state
    sizes.push(JSON.stringify(state).replaceAll(/\d+/g, '0').length)
  }
  assert.equal(Math.max(...sizes.slice(200)), Math.max(...sizes.slice(100, 200)))
})
