import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Definition, Event, State } from '../index.ts'
import { step } from '../index.ts'
import { deployed, drawing, flowLines, replay } from './driving.ts'

/** A block with one way in and one way out; blocks nest into a process that can always end. */
type Block =
  | { readonly kind: 'task' | 'service' | 'script' | 'event' | 'reminded' | 'guarded' | 'many' }
  | { readonly kind: 'sequence' | 'parallel' | 'exclusive' | 'inclusive'; readonly parts: readonly Block[] }
  | { readonly kind: 'loop' | 'sub'; readonly part: Block }

const { block } = fc.letrec<{ block: Block; leaf: Block }>((tie) => ({
  leaf: fc.constantFrom<Block>({ kind: 'task' }, { kind: 'service' }, { kind: 'script' }, { kind: 'event' }, { kind: 'reminded' }, { kind: 'guarded' }, { kind: 'many' }),
  block: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tie('leaf'),
    fc.record({ kind: fc.constantFrom('sequence' as const, 'parallel' as const, 'exclusive' as const, 'inclusive' as const), parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('loop' as const, 'sub' as const), part: tie('block') }),
  ),
}))

class Pen {
  count = 0
  readonly elements: string[] = []
  readonly flows: string[] = []
  id(kind: string): string {
    this.count += 1
    return `${kind}${this.count}`
  }
  add(id: string, xml: string): string {
    this.elements.push(xml.replaceAll('$', id))
    return id
  }
  link(from: string, to: string, condition = ''): void {
    this.flows.push(`${from}>${to}${condition && `?${condition}`}`)
  }
}

/** Draws a block and gives its first and last element. */
function draw(pen: Pen, one: Block): readonly [string, string] {
  switch (one.kind) {
    case 'sequence': return one.parts.map((part) => draw(pen, part)).reduce((left, right) => {
      pen.link(left[1], right[0])
      return [left[0], right[1]]
    })
    case 'parallel': case 'exclusive': case 'inclusive': return drawBranches(pen, one.kind, one.parts)
    case 'loop': return drawLoop(pen, one.part)
    case 'sub': return drawSub(pen, one.part)
    default: return drawLeaf(pen, one.kind)
  }
}

function drawBranches(pen: Pen, kind: 'parallel' | 'exclusive' | 'inclusive', parts: readonly Block[]): readonly [string, string] {
  const [split, join] = [pen.id('split'), pen.id('join')]
  const drawn = parts.map((part) => draw(pen, part))
  const fallback = kind === 'parallel' ? '' : ` default="${split}--${drawn[0]?.[0] ?? ''}"`
  pen.add(split, `<bpmn:${kind}Gateway id="$"${fallback}/>`)
  pen.add(join, `<bpmn:${kind}Gateway id="$"/>`)
  drawn.forEach(([first, last], index) => {
    pen.link(split, first, kind === 'parallel' || index === 0 ? '' : `modulo(n, ${index + 2}) = 0`)
    pen.link(last, join)
  })
  return [split, join]
}

function drawLoop(pen: Pen, part: Block): readonly [string, string] {
  const [merge, check, ask] = [pen.id('merge'), pen.id('check'), pen.id('ask')]
  const [first, last] = draw(pen, part)
  pen.add(merge, '<bpmn:exclusiveGateway id="$"/>')
  pen.add(ask, '<bpmn:userTask id="$"/>')
  const out = pen.add(pen.id('out'), '<bpmn:userTask id="$"/>')
  pen.add(check, `<bpmn:exclusiveGateway id="$" default="$--${out}"/>`)
  pen.link(merge, first)
  pen.link(last, ask)
  pen.link(ask, check)
  pen.link(check, merge, 'modulo(n, 5) = 0')
  pen.link(check, out)
  return [merge, out]
}

function drawSub(pen: Pen, part: Block): readonly [string, string] {
  const inner = new Pen()
  inner.count = pen.count + 1
  const [start, end, id] = [inner.id('start'), inner.id('end'), inner.id('sub')]
  const [first, last] = draw(inner, part)
  inner.link(start, first)
  inner.link(last, end)
  const aside = `<bpmn:subProcess id="aside${id}" triggeredByEvent="true"><bpmn:startEvent id="as${id}" isInterrupting="false"><bpmn:messageEventDefinition messageRef="m1"/></bpmn:startEvent><bpmn:userTask id="at${id}"/><bpmn:endEvent id="ae${id}"/>${flowLines(`as${id}>at${id}\nat${id}>ae${id}`)}</bpmn:subProcess>`
  pen.add(id, `<bpmn:subProcess id="$" xy:pauses="调查"><bpmn:startEvent id="${start}"/><bpmn:endEvent id="${end}"/>${inner.elements.join('')}${flowLines(inner.flows.join('\n'))}${aside}</bpmn:subProcess>`)
  pen.count = inner.count
  return [id, id]
}

const boundary = (id: string, cancel: boolean): string => `<bpmn:boundaryEvent id="b${id}" attachedToRef="${id}" cancelActivity="${cancel}"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`

function drawLeaf(pen: Pen, kind: Block['kind']): readonly [string, string] {
  const id = pen.id(kind)
  const same = [id, id] as const
  switch (kind) {
    case 'service': pen.add(id, '<bpmn:serviceTask id="$" xy:topic="t" xy:pauses="核对"/>'); return same
    case 'script': pen.add(id, '<bpmn:scriptTask id="$" xy:expression="n + 1" xy:result="n"/>'); return same
    case 'many': pen.add(id, '<bpmn:userTask id="$" xy:two="true" xy:collect="both"/>'); return same
    case 'event': {
      const [t, m, join] = [pen.id('t'), pen.id('m'), pen.id('j')]
      pen.add(id, '<bpmn:eventBasedGateway id="$" xy:pauses="公示"/>')
      pen.add(t, '<bpmn:intermediateCatchEvent id="$"><bpmn:timerEventDefinition><bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>')
      pen.add(m, '<bpmn:receiveTask id="$" messageRef="m1"/>')
      pen.add(join, '<bpmn:exclusiveGateway id="$"/>')
      for (const one of [t, m]) {
        pen.link(id, one)
        pen.link(one, join)
      }
      return [id, join]
    }
    case 'reminded': {
      pen.add(id, `<bpmn:userTask id="$"/>${boundary(id, false)}<bpmn:endEvent id="e${id}"/>`)
      pen.link(`b${id}`, `e${id}`)
      return same
    }
    case 'guarded': {
      const join = pen.add(pen.id('j'), '<bpmn:exclusiveGateway id="$"/>')
      pen.add(id, `<bpmn:userTask id="$"/>${boundary(id, true)}`)
      pen.link(id, join)
      pen.link(`b${id}`, join)
      return [id, join]
    }
    default: pen.add(id, '<bpmn:userTask id="$" xy:limit="n"/>'); return same
  }
}

function processOf(one: Block): string {
  const pen = new Pen()
  const [first, last] = draw(pen, one)
  pen.link('s', first)
  pen.link(last, 'e')
  return drawing(`<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${pen.elements.join('')}`, pen.flows.join('\n'), '<bpmn:message id="m1" name="m"/>')
}

/** Answers one open wait, chosen by a number. */
function answer(state: State, choice: number): Event {
  const wait = state.waits[choice % state.waits.length]
  assert.ok(wait)
  switch (wait.kind) {
    case 'task': return { type: 'task-completed', task: wait.id, variables: { n: choice } }
    case 'timer': return { type: 'timer-fired', timer: wait.id }
    case 'message': return { type: 'message', name: wait.name ?? '', subscription: wait.id }
    case 'service': return { type: 'service-completed', job: wait.id }
    case 'decision': return { type: 'decision-made', job: wait.id, value: choice }
    case 'signal': return { type: 'signal', name: wait.name ?? '' }
    case 'condition': return { type: 'data-changed', variables: { n: choice } }
    case 'choice': return { type: 'activity-chosen', choice: wait.id }
  }
}

/** Goes towards the end: no loop again, no message that starts something beside. */
function answerPlainly(state: State): Event {
  const index = Math.max(0, state.waits.findIndex((wait) => wait.kind !== 'message'))
  const event = answer(state, index)
  return event.type === 'task-completed' ? { ...event, variables: { n: 1 } } : event
}

function checkState(state: State): void {
  if (state.status === 'ended') return assert.deepEqual([state.tokens, state.waits, state.scopes], [[], [], []])
  assert.ok(state.waits.length > 0, 'a process either has open work or has ended')
  const holders = new Set([...state.tokens, ...state.scopes].map((one) => one.id))
  assert.ok(state.waits.every((wait) => holders.has(wait.holder)), 'every wait belongs to somebody')
  assert.ok(state.tokens.every((token) => state.scopes.some((scope) => scope.id === token.scope)), 'every token is in a scope')
}

/** Plays until the process ends; gives the history. */
function playOut(definition: Definition, choices: readonly number[]): Event[] {
  const history: Event[] = [{ type: 'start', variables: { n: choices[0] ?? 1 } }]
  let state: State | undefined
  const open = { paused: 0, tasks: 0 }
  for (let at = 0; ; at += 1) {
    const done = step(definition, state, history.at(-1) as Event)
    assert.ok(done.ok, done.ok ? '' : done.code)
    for (const effect of done.effects) {
      if (effect.type === 'clock-paused' || effect.type === 'clock-resumed') open.paused += effect.type === 'clock-paused' ? 1 : -1
      if (effect.type === 'task-opened' || effect.type === 'task-closed') open.tasks += effect.type === 'task-opened' ? 1 : -1
      assert.notEqual(effect.type, 'incident')
    }
    state = done.state
    checkState(state)
    assert.equal(open.tasks, state.waits.filter((wait) => wait.kind === 'task').length)
    if (state.status === 'ended') break
    history.push(at < choices.length ? answer(state, choices[at] ?? 1) : answerPlainly(state))
    assert.ok(at < 3000, 'a process of blocks ends')
  }
  assert.equal(open.paused, 0)
  return history
}

test('random processes run to an end, lose no token, and replay to the same state through JSON', async () => {
  await fc.assert(fc.asyncProperty(block, fc.array(fc.nat(60), { maxLength: 40 }), async (one, choices) => {
    const definition = await deployed(processOf(one))
    const history = playOut(definition, choices)
    const copy = JSON.parse(JSON.stringify(definition)) as Definition
    assert.deepEqual(replay(copy, history), replay(definition, history))
  }), { numRuns: 300 })
})

test('events that do not fit never throw and never change the state', async () => {
  const anyEvent = fc.oneof(
    fc.record({ type: fc.constant('task-completed' as const), task: fc.string() }), fc.record({ type: fc.constant('timer-fired' as const), timer: fc.string() }),
    fc.record({ type: fc.constant('message' as const), name: fc.string() }), fc.record({ type: fc.constant('service-completed' as const), job: fc.string() }),
    fc.record({ type: fc.constant('decision-made' as const), job: fc.string(), value: fc.constant(null) }), fc.record({ type: fc.constant('start' as const) }),
  )
  await fc.assert(fc.asyncProperty(block, anyEvent, async (one, event) => {
    const definition = await deployed(processOf(one))
    const first = step(definition, undefined, { type: 'start', variables: { n: 3 } })
    assert.ok(first.ok)
    const before = JSON.stringify(first.state)
    const next = step(definition, first.state, event)
    assert.ok(!next.ok && next.state === first.state && JSON.stringify(next.state) === before)
  }), { numRuns: 60 })
})
