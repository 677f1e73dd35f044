import { openAdHoc } from './ad-hoc.ts'
import { complete } from './completing.ts'
import { arriveComplex } from './complex.ts'
import type { Node, NodeOf } from './definition.ts'
import { evaluateJson, mapped } from './expressions.ts'
import { arriveExclusive, arriveInclusive, arriveParallel } from './gateways.ts'
import { leave } from './leaving.ts'
import { startLoop } from './loops.ts'
import type { Run } from './run.ts'
import { nextId, nodeAs, nodeOf } from './run.ts'
import { isActivity, openScope, tellPause } from './scopes.ts'
import type { Token, Variables } from './state.ts'
import { enterTask } from './tasks.ts'
import { arriveEnd, arriveThrow, tellMessage } from './throwing.ts'
import { arm } from './triggers.ts'
import { give, seen } from './variables.ts'

/** A token comes to an element: what the element does (BPMN 2.0.2 §13). */
export function arrive(run: Run, token: Token): void {
  const node = nodeOf(run, token.at)
  switch (node.kind) {
    case 'start': return leave(run, token, node)
    case 'end': return arriveEnd(run, token, node)
    case 'exclusive': return arriveExclusive(run, token, node)
    case 'parallel': return arriveParallel(run, token, node)
    case 'inclusive': return arriveInclusive(run, token, node)
    case 'complex': return arriveComplex(run, token, node)
    case 'throw': return arriveThrow(run, token, node)
    default: return enter(run, token, node)
  }
}

/** Elements where a token stays for something. An instance leaves clock and boundary to the token of its loop. */
function enter(run: Run, token: Token, node: Node): void {
  if (!token.body) {
    tellPause(run, token, 'clock-paused')
    for (const id of node.boundary ?? []) arm(run, nodeAs(run, id, 'boundary').trigger, id, token.id, false)
    if (node.loop) return startLoop(run, token, node, node.loop)
  }
  if (isActivity(node.kind) && !(node.kind === 'task' && node.many)) run.trail.push({ element: node.id, what: 'started' })
  act(run, token, node)
}

function act(run: Run, token: Token, node: Node): void {
  switch (node.kind) {
    case 'task': return enterTask(run, token, node)
    case 'catch': return arm(run, node.trigger, node.id, token.id, true)
    case 'receive': return arm(run, { on: 'message', message: node.message, ...(node.key ? { key: node.key } : {}) }, node.id, token.id, true)
    case 'event-gateway': return enterEventGateway(run, token, node)
    case 'sub-process': return openInside(run, token, node)
    case 'call': return openCalled(run, token, node)
    case 'service': case 'rule': return askJob(run, token, node)
    case 'script': return runScript(run, token, node)
    case 'send': {
      tellMessage(run, node.id, node.message, mapped(run, node.id, node.inputs, seen(run, token.scope)))
      return complete(run, token, node)
    }
    case 'abstract': return complete(run, token, node)
    default: throw new Error(`no token can be on ${node.kind} ${node.id}`)
  }
}

function openInside(run: Run, token: Token, node: NodeOf<'sub-process'>): void {
  const vars = node.inputs?.length ? mapped(run, node.id, node.inputs, seen(run, token.scope)) : undefined
  if (node.adHoc) return openAdHoc(run, token, vars)
  openScope(run, { element: node.id, parent: token.scope, token: token.id, ...(vars ? { vars } : {}) })
}

/** A called process (§13.3.4) sees only what it is given; without mappings that is everything. */
function openCalled(run: Run, token: Token, node: NodeOf<'call'>): void {
  const around = seen(run, token.scope)
  const vars: Variables = node.inputs.length ? mapped(run, node.id, node.inputs, around) : { ...around }
  openScope(run, { element: node.called, parent: token.scope, token: token.id, vars, frame: true })
}

function runScript(run: Run, token: Token, node: NodeOf<'script'>): void {
  const around = seen(run, token.scope)
  const inside = node.inputs?.length ? { ...around, ...mapped(run, node.id, node.inputs, around) } : around
  const value = evaluateJson(run, node.id, node.expression, inside)
  if (node.result !== null) give(run, token.scope, { [node.result]: value })
  if (node.result === null && typeof value === 'object' && value !== null && !Array.isArray(value)) give(run, token.scope, value as Variables)
  complete(run, token, node)
}

function askJob(run: Run, token: Token, node: NodeOf<'service'> | NodeOf<'rule'>): void {
  const job = nextId(run, node.id)
  const around = seen(run, token.scope)
  const input = mapped(run, node.id, node.inputs, around)
  if (node.kind === 'service') {
    run.waits.push({ id: job, kind: 'service', element: node.id, holder: token.id })
    run.effects.push({ type: 'service-asked', job, element: node.id, name: node.name, topic: node.topic, input })
    return
  }
  run.waits.push({ id: job, kind: 'decision', element: node.id, holder: token.id })
  run.effects.push({ type: 'decision-asked', job, element: node.id, decision: node.decision, inputs: node.inputs.length ? input : { ...around } })
}

function enterEventGateway(run: Run, token: Token, node: Node): void {
  for (const flow of node.out) {
    const target = nodeOf(run, run.definition.flows[flow]?.to ?? '')
    if (target.kind === 'catch') arm(run, target.trigger, target.id, token.id, true)
    if (target.kind === 'receive') arm(run, { on: 'message', message: target.message, ...(target.key ? { key: target.key } : {}) }, target.id, token.id, true)
  }
}
