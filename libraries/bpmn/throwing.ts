import { throwError, throwEscalation } from './catching.ts'
import { cancelTransaction, compensate } from './compensation.ts'
import { keyIn, learnKey } from './correlation.ts'
import type { NodeOf, Throw } from './definition.ts'
import { mapped } from './expressions.ts'
import { leave } from './leaving.ts'
import type { Run } from './run.ts'
import { dropToken, incident, nodeAs, scopeOf, tokenOf } from './run.ts'
import { abort, emptyScope, settleScope } from './scopes.ts'
import type { Token, Variables } from './state.ts'
import { broadcast } from './triggered.ts'
import { seen } from './variables.ts'

export function tellMessage(run: Run, element: string, name: string, variables: Variables): void {
  run.effects.push({ type: 'message-thrown', element, name, variables })
  learnKey(run, name, run.definition.correlations ? keyIn(run, { name, variables }) : undefined)
}

/** An intermediate throw event (BPMN 2.0.2 §13.5.2): what it throws, then on; waited compensation holds the token. */
export function arriveThrow(run: Run, token: Token, node: NodeOf<'throw'>): void {
  if (node.message !== undefined) tellMessage(run, node.id, node.message, mapped(run, node.id, node.inputs, seen(run, token.scope)))
  if (!node.throws) return leave(run, token, node)
  const undoing = node.throws.find((one) => one.what === 'compensation')
  for (const one of node.throws) tell(run, token, node.id, one)
  if (tokenOf(run, token.id) === undefined) return
  if (undoing?.what === 'compensation' && compensate(run, token, undoing.activity, undoing.wait)) return
  leave(run, token, node)
}

/** Messages, signals and escalations; what ends a scope is seen to last. */
function tell(run: Run, token: Token, element: string, one: Throw): void {
  if (one.what === 'message') return tellMessage(run, element, one.name, {})
  if (one.what === 'escalation') return throwEscalation(run, element, token.scope, one.code)
  if (one.what !== 'signal') return
  run.effects.push({ type: 'signal-thrown', element, name: one.name })
  broadcast(run, one.name, {})
}

/** An end event (§13.5.6): its results, and the end of its scope when nothing else is in it. */
export function arriveEnd(run: Run, token: Token, node: NodeOf<'end'>): void {
  const throws = throwsOf(node)
  const undoing = throws.find((one) => one.what === 'compensation')
  if (countsForOutcome(run, token.scope)) {
    run.end = node.id
    run.outcome = node.outcome
  }
  for (const one of throws) {
    tell(run, token, node.id, one)
    if (run.ended || tokenOf(run, token.id) === undefined) return
  }
  if (undoing?.what === 'compensation' && compensate(run, token, undoing.activity, true)) return
  dropToken(run, token)
  if (throws.some((one) => one.what === 'cancel')) return cancelTransaction(run, token)
  const error = throws.find((one) => one.what === 'error')
  if (error?.what === 'error') return endWithError(run, token, node, error.code)
  if (throws.some((one) => one.what === 'terminate')) emptyScope(run, scopeOf(run, token.scope), 'not-needed')
  settleScope(run, token.scope)
}

function throwsOf(node: NodeOf<'end'>): readonly Throw[] {
  switch (node.does) {
    case 'none': return []
    case 'terminate': return [{ what: 'terminate' }]
    case 'error': return [{ what: 'error', code: node.error ?? '' }]
    case 'message': return [{ what: 'message', name: node.message ?? '' }]
    case 'throw': return node.throws ?? []
  }
}

function endWithError(run: Run, token: Token, node: NodeOf<'end'>, code: string): void {
  if (throwError(run, token.scope, code)) return
  incident(run, node.id, 'error-not-caught', `错误“${code}”没有被处理，流程终止`)
  abort(run, `error:${code}`, 'interrupted')
}

/** An end inside an embedded sub-process, or beside the main path, is not the end of the matter. */
function countsForOutcome(run: Run, scopeId: string): boolean {
  const scope = scopeOf(run, scopeId)
  if (scope.parent === null) return true
  if (scope.token !== null || scope.undo) return false
  const handler = run.definition.nodes[scope.element]
  if (handler?.kind !== 'event-sub-process') return false
  return nodeAs(run, handler.start, 'start').interrupting && countsForOutcome(run, scope.parent)
}
