import type { Run } from './run.ts'
import { clearWaits, dropToken, follow, nextId, nodeAs, nodeOf, placeToken } from './run.ts'
import type { CloseReason, Scope, Token } from './state.ts'
import { arm, catches } from './triggers.ts'

/** Starts a process or sub-process: its event sub-processes listen, then a token is on the start. */
export function openScope(run: Run, element: string, parent: string | null, token: string | null, start?: string): void {
  const scope: Scope = { id: nextId(run, element), element, parent, token }
  run.scopes.push(scope)
  const definition = run.definition.scopes[element]
  for (const handler of definition?.handlers ?? []) arm(run, nodeAs(run, handler, 'start').trigger, handler, scope.id, false)
  const first = start ?? definition?.starts[0]
  if (first !== undefined) placeToken(run, first, scope.id, null)
}

export function scopeOf(run: Run, id: string): Scope {
  const scope = run.scopes.find((one) => one.id === id)
  if (!scope) throw new Error(`no scope ${id}`)
  return scope
}

export const tokenOf = (run: Run, id: string): Token | undefined => run.tokens.find((one) => one.id === id)

/** An element was entered or left that stops the statutory clock. */
export function tellPause(run: Run, token: Token, type: 'clock-paused' | 'clock-resumed'): void {
  const { pauses } = nodeOf(run, token.at)
  if (pauses !== undefined) run.effects.push({ type, pause: token.id, element: token.at, reason: pauses })
}

/** Ends what a token does here, with its sub-process; the token itself stays. */
export function quit(run: Run, token: Token, reason: CloseReason): void {
  const inner = run.scopes.find((scope) => scope.token === token.id)
  if (inner) dropScope(run, inner, reason)
  clearWaits(run, token.id, reason)
  tellPause(run, token, 'clock-resumed')
}

/** Removes all that happens inside a scope; the scope stays. */
export function emptyScope(run: Run, scope: Scope, reason: CloseReason): void {
  for (const inner of run.scopes.filter((one) => one.parent === scope.id && one.token === null)) dropScope(run, inner, reason)
  for (const token of run.tokens.filter((one) => one.scope === scope.id)) {
    if (isActive(run, token)) quit(run, token, reason)
    dropToken(run, token)
  }
}

/** A token that waits at a join or has yet to move has nothing to quit. */
const isActive = (run: Run, token: Token): boolean =>
  run.waits.some((wait) => wait.holder === token.id) || run.scopes.some((scope) => scope.token === token.id)

export function dropScope(run: Run, scope: Scope, reason: CloseReason): void {
  emptyScope(run, scope, reason)
  clearWaits(run, scope.id, reason)
  run.scopes = run.scopes.filter((one) => one.id !== scope.id)
}

/** After a token ended: a scope without tokens and event sub-processes is complete (BPMN 2.0.2 §13.3.4). */
export function settleScope(run: Run, scopeId: string): void {
  const scope = run.scopes.find((one) => one.id === scopeId)
  if (!scope) return
  const busy = run.tokens.some((token) => token.scope === scopeId) || run.scopes.some((one) => one.parent === scopeId && one.token === null)
  if (busy) return
  clearWaits(run, scopeId, 'not-needed')
  run.scopes = run.scopes.filter((one) => one.id !== scopeId)
  if (scope.token !== null) return leaveSubProcess(run, scope.token)
  if (scope.parent !== null) return settleScope(run, scope.parent)
  finish(run)
}

function leaveSubProcess(run: Run, tokenId: string): void {
  const token = tokenOf(run, tokenId)
  if (!token) return
  quit(run, token, 'not-needed')
  const out = nodeOf(run, token.at).out[0]
  if (out !== undefined) follow(run, token, out)
}

/** The process is over. */
export function finish(run: Run): void {
  run.ended = true
  run.outcome ??= 'completed'
  run.effects.push({ type: 'ended', end: run.end, outcome: run.outcome })
}

/** Ends everything at once: cancelled from outside, or an error nobody caught. */
export function abort(run: Run, outcome: string, reason: CloseReason): void {
  const root = run.scopes.find((scope) => scope.parent === null)
  if (root) dropScope(run, root, reason)
  run.queue.length = 0
  run.outcome = outcome
  finish(run)
}

/** Starts an event sub-process in the scope that listened (BPMN 2.0.2 §13.5.4). */
export function startHandler(run: Run, startId: string, scope: Scope): void {
  const start = nodeAs(run, startId, 'start')
  if (start.interrupting) {
    clearWaits(run, scope.id, 'interrupted')
    emptyScope(run, scope, 'interrupted')
  }
  openScope(run, start.scope, scope.id, null, startId)
}

/** Looks outwards for whoever catches an error: an event sub-process, then a boundary event. False when nobody does. */
export function throwError(run: Run, from: string, code: string): boolean {
  let scope: Scope | undefined = scopeOf(run, from)
  let listens = true
  while (scope) {
    const current: Scope = scope
    const handler = listens ? run.definition.scopes[current.element]?.handlers.find((id) => catches(nodeAs(run, id, 'start').trigger, code)) : undefined
    if (handler !== undefined) {
      startHandler(run, handler, current)
      return true
    }
    listens = current.token !== null
    const token: Token | undefined = current.token === null ? undefined : tokenOf(run, current.token)
    if (token && catchOnBoundary(run, token, code)) return true
    scope = current.parent === null ? undefined : scopeOf(run, current.parent)
  }
  return false
}

/** Lets an error boundary event of the token's activity catch a code. */
export function catchOnBoundary(run: Run, token: Token, code: string): boolean {
  const boundary = (nodeOf(run, token.at).boundary ?? []).map((id) => nodeAs(run, id, 'boundary')).find((one) => catches(one.trigger, code))
  const out = boundary?.out[0]
  if (out === undefined) return false
  quit(run, token, 'interrupted')
  follow(run, token, out)
  return true
}
