import { enterTask } from './tasks.ts'
import type { Node, NodeOf } from './definition.ts'
import { evaluateJson, mapped } from './expressions.ts'
import { arriveExclusive, arriveInclusive, arriveParallel } from './gateways.ts'
import type { Run } from './run.ts'
import { dropToken, follow, incident, nextId, nodeAs, nodeOf } from './run.ts'
import { abort, emptyScope, openScope, scopeOf, settleScope, tellPause, throwError } from './scopes.ts'
import type { Token } from './state.ts'
import { arm } from './triggers.ts'

/** A token comes to an element: what the element does (BPMN 2.0.2 §13). */
export function arrive(run: Run, token: Token): void {
  const node = nodeOf(run, token.at)
  switch (node.kind) {
    case 'start': return pass(run, token, node)
    case 'end': return arriveEnd(run, token, node)
    case 'exclusive': return arriveExclusive(run, token, node)
    case 'parallel': return arriveParallel(run, token, node)
    case 'inclusive': return arriveInclusive(run, token, node)
    case 'script': {
      run.variables[node.result] = evaluateJson(node.expression, run.variables)
      return pass(run, token, node)
    }
    case 'throw': case 'send': {
      if (node.message !== undefined) run.effects.push({ type: 'message-thrown', element: node.id, name: node.message, variables: mapped(node.inputs, run.variables) })
      return pass(run, token, node)
    }
    default: return enter(run, token, node)
  }
}

/** Elements where a token stays for something. */
function enter(run: Run, token: Token, node: Node): void {
  tellPause(run, token, 'clock-paused')
  for (const id of node.boundary ?? []) arm(run, nodeAs(run, id, 'boundary').trigger, id, token.id, false)
  switch (node.kind) {
    case 'task': return enterTask(run, token, node)
    case 'catch': return arm(run, node.trigger, node.id, token.id, true)
    case 'receive': return arm(run, { on: 'message', message: node.message }, node.id, token.id, true)
    case 'event-gateway': return enterEventGateway(run, token, node)
    case 'sub-process': return openScope(run, node.id, token.scope, token.id)
    case 'service': case 'rule': return askJob(run, token, node)
    default: throw new Error(`no token can be on ${node.kind} ${node.id}`)
  }
}

/** Leaves an element that does not wait. */
export function pass(run: Run, token: Token, node: Node): void {
  const out = node.out[0]
  if (out !== undefined) follow(run, token, out)
}

function askJob(run: Run, token: Token, node: NodeOf<'service'> | NodeOf<'rule'>): void {
  const job = nextId(run, node.id)
  const input = mapped(node.inputs, run.variables)
  if (node.kind === 'service') {
    run.waits.push({ id: job, kind: 'service', element: node.id, holder: token.id })
    run.effects.push({ type: 'service-asked', job, element: node.id, name: node.name, topic: node.topic, input })
    return
  }
  run.waits.push({ id: job, kind: 'decision', element: node.id, holder: token.id })
  run.effects.push({ type: 'decision-asked', job, element: node.id, decision: node.decision, inputs: node.inputs.length ? input : { ...run.variables } })
}

function enterEventGateway(run: Run, token: Token, node: Node): void {
  for (const flow of node.out) {
    const target = nodeOf(run, run.definition.flows[flow]?.to ?? '')
    if (target.kind === 'catch') arm(run, target.trigger, target.id, token.id, true)
    if (target.kind === 'receive') arm(run, { on: 'message', message: target.message }, target.id, token.id, true)
  }
}

function arriveEnd(run: Run, token: Token, node: NodeOf<'end'>): void {
  dropToken(run, token)
  if (countsForOutcome(run, token.scope)) {
    run.end = node.id
    run.outcome = node.outcome
  }
  if (node.does === 'message') run.effects.push({ type: 'message-thrown', element: node.id, name: node.message ?? '', variables: {} })
  if (node.does === 'error') return endWithError(run, token, node)
  if (node.does === 'terminate') emptyScope(run, scopeOf(run, token.scope), 'not-needed')
  settleScope(run, token.scope)
}

function endWithError(run: Run, token: Token, node: NodeOf<'end'>): void {
  const code = node.error ?? ''
  if (throwError(run, token.scope, code)) return
  incident(run, node.id, 'error-not-caught', `错误“${code}”没有被处理，流程终止`)
  abort(run, `error:${code}`, 'interrupted')
}

/** An end inside an embedded sub-process, or beside the main path, is not the end of the matter. */
function countsForOutcome(run: Run, scopeId: string): boolean {
  const scope = scopeOf(run, scopeId)
  if (scope.parent === null) return true
  if (scope.token !== null) return false
  const start = nodeAs(run, nodeAs(run, scope.element, 'event-sub-process').start, 'start')
  return start.interrupting && countsForOutcome(run, scope.parent)
}
