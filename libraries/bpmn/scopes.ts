import { settleAdHoc } from './ad-hoc.ts'
import { branchDone } from './compensation.ts'
import { complete } from './completing.ts'
import type { NodeKind } from './definition.ts'
import { mapped } from './expressions.ts'
import { instanceDone } from './loops.ts'
import type { Run } from './run.ts'
import { clearWaits, dropToken, nextId, nodeAs, nodeOf, placeToken, scopeOf, tokenOf } from './run.ts'
import type { CloseReason, Scope, Token, Variables } from './state.ts'
import { arm } from './triggers.ts'
import { give, seen } from './variables.ts'

interface Opening {
  readonly element: string
  readonly parent: string | null
  readonly token: string | null
  /** Starts here, instead of at the scope's own start. */
  readonly start?: string
  readonly vars?: Variables
  readonly frame?: true
}

/** Starts a process or sub-process (BPMN 2.0.2 §13.3.4): its event sub-processes listen, then a token is on each start. */
export function openScope(run: Run, { element, parent, token, start, vars, frame }: Opening): Scope {
  const definition = run.definition.scopes[element]
  const own = ownVariables(definition?.data, parent, vars)
  const scope: Scope = { id: nextId(run, element), element, parent, token, ...(own ? { vars: own } : {}), ...(frame ? { frame } : {}) }
  run.scopes.push(scope)
  if (own) run.hasLocals = true
  for (const handler of definition?.handlers ?? []) arm(run, nodeAs(run, handler, 'start').trigger, handler, scope.id, false)
  const starts = start !== undefined ? [start] : definition?.implicit ? definition.starts : plainStart(run, definition?.starts ?? [])
  for (const one of starts) placeToken(run, one, scope.id, null)
  return scope
}

/** A sub-process has one start; a called process begins at the one without trigger. */
function plainStart(run: Run, starts: readonly string[]): readonly string[] {
  const plain = starts.find((id) => {
    const node = run.definition.nodes[id]
    return node?.kind === 'start' && node.trigger === null
  })
  return plain === undefined ? starts.slice(0, 1) : [plain]
}

function ownVariables(data: readonly string[] | undefined, parent: string | null, vars: Variables | undefined): Variables | undefined {
  if (parent === null || !data?.length) return vars
  return { ...Object.fromEntries(data.map((name) => [name, null])), ...vars }
}

/** An element was entered or left that stops the statutory clock. */
export function tellPause(run: Run, token: Token, type: 'clock-paused' | 'clock-resumed'): void {
  const { pauses } = nodeOf(run, token.at)
  if (pauses !== undefined) run.effects.push({ type, pause: token.id, element: token.at, reason: pauses })
}

/** Ends what a token does here, with its sub-process or instances; the token itself stays. */
export function quit(run: Run, token: Token, reason: CloseReason): void {
  for (const inner of run.scopes.filter((scope) => scope.token === token.id)) dropScope(run, inner, reason)
  clearWaits(run, token.id, reason)
  if (!token.body) tellPause(run, token, 'clock-resumed')
}

/** Breaks an activity off: as `quit`, and told in the trail. */
export function interrupt(run: Run, token: Token): void {
  if (isBusy(run, token)) tellInterrupted(run, token)
  quit(run, token, 'interrupted')
}

/** Instances speak for their loop. */
function tellInterrupted(run: Run, token: Token): void {
  if (!token.loop && isActivity(nodeOf(run, token.at).kind)) run.trail.push({ element: token.at, what: 'interrupted' })
}

const ACTIVITIES: ReadonlySet<NodeKind> = new Set(['task', 'service', 'send', 'receive', 'script', 'rule', 'abstract', 'sub-process', 'call'])
/** Tasks, sub-processes and call activities. */
export const isActivity = (kind: NodeKind): boolean => ACTIVITIES.has(kind)

/** Removes all that happens inside a scope; the scope stays. */
export function emptyScope(run: Run, scope: Scope, reason: CloseReason): void {
  for (const inner of run.scopes.filter((one) => one.parent === scope.id && one.token === null)) dropScope(run, inner, reason)
  for (const token of run.tokens.filter((one) => one.scope === scope.id)) {
    if (isBusy(run, token)) {
      tellInterrupted(run, token)
      quit(run, token, reason)
    }
    dropToken(run, token)
  }
}

/** A token that waits at a join or has yet to move has nothing to quit. */
const isBusy = (run: Run, token: Token): boolean =>
  run.waits.some((wait) => wait.holder === token.id) || run.scopes.some((scope) => scope.token === token.id)

export function dropScope(run: Run, scope: Scope, reason: CloseReason): void {
  emptyScope(run, scope, reason)
  clearWaits(run, scope.id, reason)
  run.scopes = run.scopes.filter((one) => one.id !== scope.id)
}

/** After a token ended: a scope without tokens and event sub-processes is complete (BPMN 2.0.2 §13.3.4). */
export function settleScope(run: Run, scopeId: string): void {
  const scope = run.scopes.find((one) => one.id === scopeId)
  if (!scope || isScopeBusy(run, scopeId)) return
  if (scope.undo) return branchDone(run, scope)
  if (scope.index !== undefined) return instanceDone(run, scope)
  const host = scope.token === null ? undefined : tokenOf(run, scope.token)
  if (host && !settleAdHoc(run, scope, host)) return
  closeScope(run, scope)
}

export const isScopeBusy = (run: Run, scopeId: string): boolean =>
  run.tokens.some((token) => token.scope === scopeId) || run.scopes.some((one) => one.parent === scopeId && one.token === null)

/** A sub-process or process is done: its outputs are taken over, and its host goes on. */
export function closeScope(run: Run, scope: Scope): void {
  const host = scope.token === null ? undefined : tokenOf(run, scope.token)
  const outputs = host && outputsOf(run, scope, host)
  clearWaits(run, scope.id, 'not-needed')
  const last = run.scopes.find((one) => one.id === scope.id) ?? scope
  run.scopes = run.scopes.filter((one) => one.id !== scope.id)
  if (host) {
    if (outputs) give(run, host.scope, outputs)
    return complete(run, host, nodeOf(run, host.at), last.done)
  }
  if (scope.token !== null) return
  if (scope.parent !== null) return settleScope(run, scope.parent)
  finish(run)
}

/** What a call or sub-process hands out: its mappings; a call without mappings hands out everything. */
function outputsOf(run: Run, scope: Scope, host: Token): Variables | undefined {
  const node = nodeOf(run, host.at)
  const outputs = node.kind === 'call' || node.kind === 'sub-process' ? node.outputs : undefined
  if (outputs?.length) return mapped(run, node.id, outputs, seen(run, scope.id))
  return node.kind === 'call' && scope.vars ? scope.vars : undefined
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
  run.trail.push({ element: start.scope, what: 'started' })
  openScope(run, { element: start.scope, parent: scope.id, token: null, start: startId })
}

/** The scope that a scope's host stands in, or its parent: one step outwards. */
export const outwards = (run: Run, scope: Scope): Scope | undefined => (scope.parent === null ? undefined : scopeOf(run, scope.parent))
