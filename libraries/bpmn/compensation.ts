import type { Node, NodeOf } from './definition.ts'
import { endToken, leave } from './leaving.ts'
import type { Run } from './run.ts'
import { clearWaits, dropToken, nextId, nodeAs, nodeOf, placeToken, replaceScope, scopeOf, tokenOf } from './run.ts'
import { dropScope, emptyScope, interrupt, openScope, settleScope } from './scopes.ts'
import type { Scope, Token, Undo } from './state.ts'

/** So many completions are kept in their exact order; older ones of the same activity are counted together. */
const MOST_IN_ORDER = 32

/** Remembers a completed activity that can be compensated (BPMN 2.0.2 §13.5.5), in the scope around its loop. */
export function remember(run: Run, token: Token, node: Node, inner: readonly Undo[] | undefined): void {
  const canUndo = node.undo !== undefined || (node.kind === 'sub-process' && run.definition.scopes[node.id]?.undoneBy !== undefined)
  if (!canUndo && !inner?.length) return
  const own = scopeOf(run, token.scope)
  const scope = own.index === undefined ? own : scopeOf(run, own.parent ?? '')
  const record: Undo = { element: node.id, ...(inner?.length ? { inner } : {}), ...(own.index === undefined || !own.vars ? {} : { vars: own.vars }) }
  replaceScope(run, { ...scope, done: bounded([...scope.done ?? [], record]) })
}

/** Keeps the list within bounds, so that the state of a loop does not grow with its rounds. */
function bounded(records: readonly Undo[]): readonly Undo[] {
  if (records.length <= MOST_IN_ORDER) return records
  for (const [index, one] of records.entries()) {
    const later = records.findIndex((other, at) => at > index && other.element === one.element)
    if (later < 0) continue
    return records.flatMap((record, at) => (at === index ? [] : at === later ? [{ ...record, times: (record.times ?? 1) + (one.times ?? 1) }] : [record]))
  }
  return records
}

/** Throws compensation: of one activity, or of all that was completed in this scope, in reverse order. True when it must be waited for. */
export function compensate(run: Run, token: Token, activity: string | null, wait: boolean): boolean {
  const from = contextOf(run, scopeOf(run, token.scope))
  const records = takeRecords(run, from, activity)
  if (records.length === 0) return false
  const parent = from[0] as Scope
  startUndoing(run, { id: nextId(run, token.at), element: token.at, parent: parent.id, token: wait ? token.id : null, undo: records })
  return wait
}

/** A handler speaks for the scope that it handles; an activity is looked for outwards. */
function contextOf(run: Run, scope: Scope): Scope[] {
  const isHandler = scope.token === null && scope.parent !== null && !scope.undo
  if (!isHandler && scope.index === undefined) return [scope]
  return [scope, ...contextOf(run, scopeOf(run, scope.parent ?? ''))]
}

/** Takes records out of their scopes: what is undone is undone once. Newest first. */
function takeRecords(run: Run, scopes: readonly Scope[], activity: string | null): readonly Undo[] {
  const taken: Undo[] = []
  for (const scope of scopes) {
    const fits = (one: Undo): boolean => activity === null || one.element === activity
    taken.push(...(scope.done ?? []).filter(fits).reverse())
    if (scope.done) replaceScope(run, { ...scopeOf(run, scope.id), done: scope.done.filter((one) => !fits(one)) })
  }
  const last = scopes.at(-1)
  if (taken.length > 0 || activity === null || !last || last.parent === null || last.frame) return taken
  return takeRecords(run, [scopeOf(run, last.parent)], activity)
}

function startUndoing(run: Run, scope: Scope): void {
  run.scopes.push(scope)
  undoNext(run, scope)
}

/** Starts the next compensation, one after the other. */
function undoNext(run: Run, scope: Scope): void {
  const [next, ...rest] = scope.undo ?? []
  if (!next) return undone(run, scope)
  const times = (next.times ?? 1) - 1
  replaceScope(run, { ...scope, undo: times > 0 ? [{ ...next, times }, ...rest] : rest })
  const node = nodeOf(run, next.element)
  const by = run.definition.scopes[next.element]?.undoneBy
  const vars = next.vars ? { vars: next.vars } : {}
  if (vars.vars) run.hasLocals = true
  if (node.undo === undefined && by === undefined) return startUndoing(run, { id: nextId(run, next.element), element: next.element, parent: scope.id, token: null, undo: [...next.inner ?? []].reverse(), ...vars })
  const around: Scope = { id: nextId(run, next.element), element: next.element, parent: scope.id, token: null, undo: [], ...vars, ...(next.inner ? { done: next.inner } : {}) }
  run.scopes.push(around)
  if (node.undo !== undefined) return void placeToken(run, node.undo, around.id, null)
  const start = nodeAs(run, by ?? '', 'start')
  run.trail.push({ element: start.scope, what: 'started' })
  openScope(run, { element: start.scope, parent: around.id, token: null, start: start.id })
}

/** One compensation is done. */
export function branchDone(run: Run, scope: Scope): void {
  undoNext(run, scope)
}

/** All of a list is undone: its thrower goes on, its transaction is left, or the list around it continues. */
function undone(run: Run, scope: Scope): void {
  clearWaits(run, scope.id, 'not-needed')
  run.scopes = run.scopes.filter((one) => one.id !== scope.id)
  if (scope.cancels) return leaveTransaction(run, scopeOf(run, scope.parent ?? ''))
  const thrower = scope.token === null ? undefined : tokenOf(run, scope.token)
  if (!thrower) return settleScope(run, scope.parent ?? '')
  const node = nodeOf(run, thrower.at)
  if (node.kind === 'end') return endToken(run, thrower)
  leave(run, thrower, node)
}

/** A cancel end event (§13.5.6): the transaction stops, undoes what it did, and is left by its cancel boundary event. */
export function cancelTransaction(run: Run, token: Token): void {
  let scope = scopeOf(run, token.scope)
  while (!isTransaction(run, scope)) scope = scopeOf(run, scope.parent ?? '')
  emptyScope(run, scope, 'interrupted')
  clearWaits(run, scope.id, 'interrupted')
  const { done = [], ...rest } = scopeOf(run, scope.id)
  replaceScope(run, rest)
  startUndoing(run, { id: nextId(run, token.at), element: token.at, parent: scope.id, token: null, undo: [...done].reverse(), cancels: true })
}

function isTransaction(run: Run, scope: Scope): boolean {
  const node = run.definition.nodes[scope.element]
  return scope.token !== null && scope.index === undefined && !scope.undo && node?.kind === 'sub-process' && node.transaction === true
}

function leaveTransaction(run: Run, scope: Scope): void {
  const inner = tokenOf(run, scope.token ?? '')
  if (!inner) return dropScope(run, scope, 'interrupted')
  const host = inner.body ? tokenOf(run, scopeOf(run, inner.scope).token ?? '') ?? inner : inner
  const node = nodeOf(run, host.at)
  const boundary = (node.boundary ?? []).map((id) => nodeAs(run, id, 'boundary')).find((one: NodeOf<'boundary'>) => one.trigger.on === 'cancel')
  interrupt(run, host)
  if (boundary) return leave(run, host, boundary)
  dropToken(run, host)
  settleScope(run, host.scope)
}
