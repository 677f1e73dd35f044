import { listOf } from '@xiangyun/feel/values'
import type { Json } from '@xiangyun/feel/to-json'
import { toJson } from '@xiangyun/feel/to-json'
import { complete } from './completing.ts'
import type { Loop, Node } from './definition.ts'
import { evaluate, evaluateJson, holds } from './expressions.ts'
import { StepFailure } from './failure.ts'
import type { Run } from './run.ts'
import { nextId, nodeOf, placeToken, replaceToken, tokenOf } from './run.ts'
import { dropScope } from './scopes.ts'
import type { LoopState, Scope, Token, Variables } from './state.ts'
import { give, seen } from './variables.ts'

const MOST_INSTANCES = 1000

/** Starts a looping activity (BPMN 2.0.2 §13.3.6 standard loop, §13.3.7 multi-instance): its token stays, instances run inside. */
export function startLoop(run: Run, token: Token, node: Node, loop: Loop): void {
  if (loop.kind === 'while') return startWhile(run, token, node, loop)
  const items = itemsOf(run, token, node, loop)
  const total = items.length
  const results = loop.result === undefined ? {} : { results: Array<Json>(total).fill(null) }
  const rest = loop.kind === 'sequential' ? { items: items.slice(1) } : {}
  const now = loop.kind === 'sequential' ? items.slice(0, 1) : items
  const outer: Token = { ...token, loop: { total, started: now.length, done: 0, ...rest, ...results } }
  replaceToken(run, outer)
  if (total === 0) return finishLoop(run, outer, node, loop)
  now.forEach((item, index) => startInstance(run, outer, loop, index + 1, item))
}

function startWhile(run: Run, token: Token, node: Node, loop: Loop): void {
  const outer: Token = { ...token, loop: { total: null, started: 1, done: 0 } }
  const skips = loop.testBefore === true && !goesOn(run, outer, node, loop, 0)
  replaceToken(run, skips ? { ...outer, loop: { total: null, started: 0, done: 0 } } : outer)
  if (skips) return finishLoop(run, outer, node, loop)
  startInstance(run, outer, loop, 1, null)
}

/** `loopCondition` is told how often the activity was done; `loopMaximum` ends the loop as well. */
function goesOn(run: Run, token: Token, node: Node, loop: Loop, done: number): boolean {
  if (loop.maximum !== undefined && done >= loop.maximum) return false
  return loop.condition === undefined || holds(run, node.id, loop.condition, { ...seen(run, token.scope), loopCounter: done })
}

function itemsOf(run: Run, token: Token, node: Node, loop: Loop): readonly Json[] {
  const variables = seen(run, token.scope)
  if (loop.collection) {
    const found = evaluate(run, node.id, loop.collection, variables)
    const items = found === null ? null : listOf(found).map(toJson)
    if (items && items.length <= MOST_INSTANCES) return items
  }
  const count = loop.count ? evaluateJson(run, node.id, loop.count, variables) : null
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_INSTANCES) return Array<Json>(count).fill(null)
  throw new StepFailure('instances-unknown', node.id, `无法确定“${node.name}”要办几次（须是 0 到 ${MOST_INSTANCES} 之间的个数或一个列表）`)
}

/** One instance: a scope with its own counter and item, and a token that does the activity once. */
function startInstance(run: Run, outer: Token, loop: Loop, index: number, item: Json): void {
  const vars: Variables = { ...(loop.result === undefined ? {} : { [loop.result]: null }), ...(loop.item === undefined ? {} : { [loop.item]: item }), loopCounter: index }
  const scope: Scope = { id: nextId(run, outer.at), element: outer.at, parent: outer.scope, token: outer.id, index, vars }
  run.scopes.push(scope)
  run.hasLocals = true
  placeToken(run, outer.at, scope.id, null, { body: true })
}

/** An instance is done: the next one, or the end of the loop. */
export function instanceDone(run: Run, scope: Scope): void {
  const outer = tokenOf(run, scope.token ?? '')
  if (!outer?.loop) throw new Error(`instance ${scope.id} has no loop`)
  const node = nodeOf(run, outer.at)
  const loop = node.loop
  if (!loop) throw new Error(`element ${node.id} does not loop`)
  const after = counted(outer.loop, scope, loop)
  const enough = isEnough(run, scope, node, loop, after)
  run.scopes = run.scopes.filter((one) => one.id !== scope.id)
  const token: Token = { ...outer, loop: after }
  replaceToken(run, token)
  if (enough) return finishLoop(run, token, node, loop)
  if (loop.kind === 'parallel') return
  const [item = null, ...items] = after.items ?? []
  const next: Token = { ...token, loop: { ...after, started: after.started + 1, ...(loop.kind === 'sequential' ? { items } : {}) } }
  replaceToken(run, next)
  startInstance(run, next, loop, after.started + 1, item)
}

function counted(state: LoopState, scope: Scope, loop: Loop): LoopState {
  const { result } = loop
  if (result === undefined || !state.results) return { ...state, done: state.done + 1 }
  return { ...state, done: state.done + 1, results: state.results.map((one, index) => (index + 1 === scope.index ? (scope.vars?.[result] ?? null) : one)) }
}

/** Whether no further instance is needed: all done, or the completion condition holds (table 10.30). */
function isEnough(run: Run, scope: Scope, node: Node, loop: Loop, after: LoopState): boolean {
  if (loop.kind === 'while') return !goesOn(run, { ...(tokenOf(run, scope.token ?? '') as Token) }, node, loop, after.done)
  if (after.done >= (after.total ?? 0)) return true
  if (!loop.until) return false
  const gathered = loop.collect === undefined || !after.results ? {} : { [loop.collect]: after.results }
  const counts = { numberOfInstances: after.total, numberOfCompletedInstances: after.done, numberOfActiveInstances: after.started - after.done, numberOfTerminatedInstances: 0 }
  return holds(run, node.id, loop.until, { ...seen(run, scope.id), ...gathered, ...counts })
}

function finishLoop(run: Run, token: Token, node: Node, loop: Loop): void {
  for (const scope of run.scopes.filter((one) => one.token === token.id)) dropScope(run, scope, 'not-needed')
  if (loop.collect !== undefined && token.loop?.results) give(run, token.scope, { [loop.collect]: token.loop.results })
  complete(run, token, node)
}
