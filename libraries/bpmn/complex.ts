import { freeNames } from '@xiangyun/feel/free-names'
import type { NodeOf } from './definition.ts'
import { holds } from './expressions.ts'
import { chosenFlows, join, mayCome, waiting } from './gateways.ts'
import type { Run } from './run.ts'
import { dropToken, nodeOf, placeToken, flowTarget, replaceScope, scopeOf } from './run.ts'
import { settleScope } from './scopes.ts'
import type { Token } from './state.ts'
import { seen } from './variables.ts'

type Complex = NodeOf<'complex'>

/**
 * Complex gateway (BPMN 2.0.2 §13.4.5). Waiting for start: fires when `activationCondition` holds over
 * `activationCount`. Waiting for reset: absorbs what comes late on the flows it has not had yet.
 */
export function arriveComplex(run: Run, token: Token, node: Complex): void {
  if (node.in.length <= 1) return join(run, token, [token], chosenFlows(run, token, node))
  const had = scopeOf(run, token.scope).reset?.[node.id]
  if (!had) return tryStart(run, token, node)
  if (token.via === null || had.includes(token.via)) return
  dropToken(run, token)
  setReset(run, token.scope, node, [...had, token.via].sort())
}

function tryStart(run: Run, token: Token, node: Complex): void {
  const here = waiting(run, token)
  const firsts = node.in.map((flow) => here.find((one) => one.via === flow)).filter((one) => one !== undefined)
  const inside = { ...seen(run, token.scope), activationCount: firsts.length, waitingForStart: true }
  if (node.activation ? !holds(run, node.id, node.activation, inside) : firsts.length < node.in.length) return
  setReset(run, token.scope, node, firsts.map((one) => one.via ?? '').sort())
  const variables = { ...seen(run, token.scope), waitingForStart: true }
  const out = node.out.filter((flow) => flow !== node.default && open(run, flow, variables))
  join(run, token, firsts, out.length > 0 || node.default === undefined ? out : [node.default])
}

function open(run: Run, flow: string, variables: Parameters<typeof holds>[3]): boolean {
  const condition = run.definition.flows[flow]?.condition
  return condition === undefined || holds(run, flow, condition, variables)
}

function setReset(run: Run, scopeId: string, node: Complex, had: readonly string[] | undefined): void {
  const scope = scopeOf(run, scopeId)
  const { [node.id]: _, ...others } = scope.reset ?? {}
  const reset = had ? { ...others, [node.id]: had } : others
  const { reset: __, ...rest } = scope
  replaceScope(run, Object.keys(reset).length > 0 ? { ...rest, reset } : rest)
}

/** Resets one complex gateway to which nothing more can come. True when one was reset. */
export function settleComplex(run: Run): boolean {
  for (const scope of run.scopes) {
    for (const [id, had] of Object.entries(scope.reset ?? {})) {
      const node = nodeOf(run, id) as Complex
      if (mayCome(run, { at: id, scope: scope.id }, node.in.filter((flow) => !had.includes(flow)), had)) continue
      setReset(run, scope.id, node, undefined)
      reset(run, scope.id, node)
      return true
    }
  }
  return false
}

/** On reset only flows that ask for `waitingForStart` get a token; late tokens begin the next round. */
function reset(run: Run, scopeId: string, node: Complex): void {
  const variables = { ...seen(run, scopeId), waitingForStart: false }
  for (const flow of node.out) {
    const condition = run.definition.flows[flow]?.condition
    if (!condition || !freeNames(condition).includes('waitingForStart') || !holds(run, flow, condition, variables)) continue
    placeToken(run, flowTarget(run, flow), scopeId, flow)
  }
  const next = run.tokens.find((one) => one.at === node.id && one.scope === scopeId)
  if (next) return tryStart(run, next, node)
  settleScope(run, scopeId)
}
