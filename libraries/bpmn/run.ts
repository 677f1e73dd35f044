import type { Json } from '@xiangyun/feel/to-json'
import type { Definition, Node, NodeKind, NodeOf } from './definition.ts'
import type { CloseReason, Effect, Scope, State, Token, Trail, Variables, Wait } from './state.ts'

/** One step under way: its own copy of the state, what it told the outside so far, and tokens yet to move. */
export interface Run {
  readonly definition: Definition
  readonly effects: Effect[]
  readonly trail: Trail[]
  readonly queue: string[]
  /** Names that the drawing declares. */
  readonly declared: ReadonlySet<string>
  /** Whether any scope has variables of its own. */
  hasLocals: boolean
  keys: Variables | undefined
  variables: Record<string, Json>
  tokens: Token[]
  scopes: Scope[]
  waits: Wait[]
  next: number
  end: string | null
  outcome: string | null
  ended: boolean
}

const declared = new WeakMap<Definition, ReadonlySet<string>>()

function declaredBy(definition: Definition): ReadonlySet<string> {
  let found = declared.get(definition)
  if (!found) declared.set(definition, (found = new Set(definition.data)))
  return found
}

/** Opens a step on a state; the state itself is never changed. */
export function openRun(definition: Definition, state: State | undefined): Run {
  return {
    definition, effects: [], trail: [], queue: [], declared: declaredBy(definition),
    hasLocals: state?.scopes.some((scope) => scope.vars !== undefined) ?? false, keys: state?.keys,
    variables: { ...state?.variables }, tokens: [...(state?.tokens ?? [])], scopes: [...(state?.scopes ?? [])], waits: [...(state?.waits ?? [])],
    next: state?.next ?? 1, end: state?.end ?? null, outcome: state?.outcome ?? null, ended: false,
  }
}

/** The state after a step. */
export function closeRun(run: Run): State {
  return {
    version: 1, definition: run.definition.id, status: run.ended ? 'ended' : 'active', outcome: run.outcome, end: run.end, next: run.next,
    variables: run.variables, tokens: run.tokens, scopes: run.scopes, waits: run.waits,
    ...(run.keys ? { keys: run.keys } : {}),
  }
}

/** The next id of an element: the same history gives the same ids. */
export function nextId(run: Run, element: string): string {
  const id = `${element}.${run.next}`
  run.next += 1
  return id
}

export function nodeOf(run: Run, id: string): Node {
  const node = run.definition.nodes[id]
  if (!node) throw new Error(`definition ${run.definition.id} has no element ${id}`)
  return node
}

export function nodeAs<K extends NodeKind>(run: Run, id: string, kind: K): NodeOf<K> {
  const node = nodeOf(run, id)
  if (node.kind !== kind) throw new Error(`element ${id} is ${node.kind}, not ${kind}`)
  return node as NodeOf<K>
}

export function flowTarget(run: Run, flow: string): string {
  const found = run.definition.flows[flow]
  if (!found) throw new Error(`definition ${run.definition.id} has no flow ${flow}`)
  return found.to
}

/** Puts a new token on an element and lets it move. */
export function placeToken(run: Run, at: string, scope: string, via: string | null, more: { readonly body?: true } = {}): Token {
  const token = { id: nextId(run, at), at, scope, via, ...more }
  run.tokens.push(token)
  run.queue.push(token.id)
  return token
}

/** Moves a token that is done here along one flow. */
export function follow(run: Run, token: Token, flow: string): void {
  const { many: _, loop: __, ...rest } = token
  replaceToken(run, { ...rest, at: flowTarget(run, flow), via: flow })
  run.queue.push(token.id)
}

export function replaceToken(run: Run, token: Token): void {
  run.tokens = run.tokens.map((one) => (one.id === token.id ? token : one))
}

export function replaceScope(run: Run, scope: Scope): void {
  if (scope.vars) run.hasLocals = true
  run.scopes = run.scopes.map((one) => (one.id === scope.id ? scope : one))
}

export function dropToken(run: Run, token: Token): void {
  run.tokens = run.tokens.filter((one) => one.id !== token.id)
}

/** Withdraws everything that a token or scope still waits for. */
export function clearWaits(run: Run, holder: string, reason: CloseReason): void {
  const gone = run.waits.filter((wait) => wait.holder === holder)
  if (gone.length === 0) return
  run.waits = run.waits.filter((wait) => wait.holder !== holder)
  for (const wait of gone) tellCleared(run, wait, reason)
}

/** Withdraws one wait. */
export function clearWait(run: Run, wait: Wait, reason: CloseReason): void {
  run.waits = run.waits.filter((one) => one.id !== wait.id)
  tellCleared(run, wait, reason)
}

function tellCleared(run: Run, wait: Wait, reason: CloseReason): void {
  const { id, element } = wait
  switch (wait.kind) {
    case 'task': run.effects.push({ type: 'task-closed', task: id, element, reason }); return
    case 'timer': run.effects.push({ type: 'timer-cleared', timer: id, element }); return
    case 'message': run.effects.push({ type: 'message-unawaited', subscription: id, element, name: wait.name ?? '' }); return
    case 'signal': run.effects.push({ type: 'signal-unawaited', subscription: id, element, name: wait.name ?? '' }); return
    case 'choice': run.effects.push({ type: 'offer-withdrawn', choice: id, element }); return
    case 'condition': return
    default: if (reason !== 'completed') run.effects.push({ type: 'job-cancelled', job: id, element })
  }
}

export function incident(run: Run, element: string, code: string, message: string): void {
  run.effects.push({ type: 'incident', element, code, message })
}

export const tokenOf = (run: Run, id: string): Token | undefined => run.tokens.find((one) => one.id === id)

export function scopeOf(run: Run, id: string): Scope {
  const scope = run.scopes.find((one) => one.id === id)
  if (!scope) throw new Error(`no scope ${id}`)
  return scope
}

/** Which scope a wait's holder is in, or is. */
export const homeOf = (run: Run, holder: string): string => tokenOf(run, holder)?.scope ?? holder
