import type { AdHoc, Node } from './definition.ts'
import { holds } from './expressions.ts'
import type { Run } from './run.ts'
import { clearWaits, dropToken, nextId, nodeOf, placeToken, replaceScope } from './run.ts'
import { closeScope, emptyScope, isScopeBusy, openScope } from './scopes.ts'
import type { Scope, Token, Variables, Wait } from './state.ts'
import { seen } from './variables.ts'

/** Opens an ad-hoc sub-process (BPMN 2.0.2 §13.3.5): every activity without incoming flow is offered. */
export function openAdHoc(run: Run, token: Token, vars: Variables | undefined): void {
  const scope = openScope(run, { element: token.at, parent: token.scope, token: token.id, ...(vars ? { vars } : {}) })
  for (const id of offered(run, scope)) {
    const choice = nextId(run, id)
    run.waits.push({ id: choice, kind: 'choice', element: id, holder: scope.id })
    run.effects.push({ type: 'activity-offered', choice, element: id })
  }
}

const offered = (run: Run, scope: Scope): readonly string[] => run.definition.scopes[scope.element]?.offers ?? []

/** Somebody chose an activity. False when in sequential order another is not done yet. */
export function choose(run: Run, wait: Wait, scope: Scope): boolean {
  if (adHocOf(run, scope)?.sequential && isScopeBusy(run, scope.id)) return false
  placeToken(run, wait.element, scope.id, null)
  return true
}

function adHocOf(run: Run, scope: Scope): AdHoc | undefined {
  if (scope.token === null || scope.index !== undefined || scope.undo) return undefined
  const node = run.definition.nodes[scope.element]
  return node?.kind === 'sub-process' ? node.adHoc : undefined
}

/** After each activity the completion condition is asked. True when it ended the sub-process, and the token with it. */
export function afterPerformed(run: Run, scope: Scope, token: Token, node: Node): boolean {
  const adHoc = adHocOf(run, scope)
  if (!adHoc) return false
  const performed = offered(run, scope).filter((id) => id === node.id || scope.performed?.includes(id))
  replaceScope(run, { ...scope, performed })
  if (!adHoc.until || !holds(run, scope.element, adHoc.until, seen(run, scope.id))) return false
  clearWaits(run, scope.id, 'not-needed')
  replaceScope(run, { ...scope, performed, closing: true })
  if (!adHoc.cancelRest) return false
  dropToken(run, token)
  const current = run.scopes.find((one) => one.id === scope.id) ?? scope
  emptyScope(run, current, 'not-needed')
  closeScope(run, current)
  return true
}

/** Whether a scope in which nothing happens may close: not while an ad-hoc sub-process has something to offer. */
export function settleAdHoc(run: Run, scope: Scope, host: Token): boolean {
  const adHoc = adHocOf(run, scope)
  if (!adHoc || nodeOf(run, host.at).id !== scope.element || scope.closing) return true
  return !adHoc.until && offered(run, scope).every((id) => scope.performed?.includes(id))
}
