import type { NodeOf } from './definition.ts'
import { holds } from './expressions.ts'
import { reaches } from './graph.ts'
import { noWayOut } from './leaving.ts'
import type { Run } from './run.ts'
import { dropToken, flowTarget, follow, incident, nodeAs, placeToken } from './run.ts'
import type { Token } from './state.ts'
import { seen } from './variables.ts'

/** Takes the first flow whose condition is true, else the default (BPMN 2.0.2 §13.4.2). */
export function arriveExclusive(run: Run, token: Token, node: NodeOf<'exclusive'>): void {
  const chosen = node.out.length === 1 && !isConditional(run, node.out) ? node.out[0] : (node.out.find((flow) => flow !== node.default && isTrue(run, token, flow)) ?? node.default)
  if (chosen !== undefined) return follow(run, token, chosen)
  dead(run, node.id)
}

const isConditional = (run: Run, flows: readonly string[]): boolean => flows.some((flow) => run.definition.flows[flow]?.condition !== undefined)

/** A flow without condition is always open. */
function isTrue(run: Run, token: Token, flow: string): boolean {
  const condition = run.definition.flows[flow]?.condition
  return condition === undefined || holds(run, flow, condition, seen(run, token.scope))
}

/** §13.4.2: an exception when nothing can be taken. Older definitions tell an incident instead. */
function dead(run: Run, element: string): void {
  if (run.definition.edition === 2) throw noWayOut(element)
  incident(run, element, 'no-way-out', '没有一个条件成立，也没有默认走向')
}

/** Waits for a token on every incoming flow, then goes on along all outgoing ones (BPMN 2.0.2 §13.4.1). */
export function arriveParallel(run: Run, token: Token, node: NodeOf<'parallel'>): void {
  const here = waiting(run, token)
  const chosen = node.in.map((flow) => here.find((one) => one.via === flow))
  if (chosen.some((one) => one === undefined)) return
  join(run, token, chosen.filter((one) => one !== undefined), node.out)
}

/** A split takes every true flow, or the default; a join is settled once nothing else moves (BPMN 2.0.2 §13.4.3). */
export function arriveInclusive(run: Run, token: Token, node: NodeOf<'inclusive'>): void {
  if (node.in.length <= 1) join(run, token, [token], chosenFlows(run, token, node))
}

export function chosenFlows(run: Run, token: Token, node: NodeOf<'inclusive'> | NodeOf<'complex'>): readonly string[] {
  if (node.out.length === 1 && !isConditional(run, node.out)) return node.out
  const chosen = node.out.filter((flow) => flow !== node.default && isTrue(run, token, flow))
  if (chosen.length > 0 || node.default === undefined) return chosen
  return [node.default]
}

/** Tokens that stand at the same gateway in the same scope. */
export const waiting = (run: Run, token: Token): Token[] => run.tokens.filter((one) => one.at === token.at && one.scope === token.scope)

/** Many tokens become one, which goes on along the given flows. */
export function join(run: Run, last: Token, tokens: readonly Token[], out: readonly string[]): void {
  const [first, ...others] = out
  if (first === undefined) return dead(run, last.at)
  const kept = tokens[0] ?? last
  for (const token of tokens) if (token.id !== kept.id) dropToken(run, token)
  follow(run, kept, first)
  for (const flow of others) placeToken(run, flowTarget(run, flow), kept.scope, flow)
}

/**
 * Settles one inclusive join that waits and can go on (BPMN 2.0.2 table 13.3): no token elsewhere may still
 * come to an empty incoming flow, unless it may as well come to one that has its token. True when one went on.
 */
export function settleInclusive(run: Run): boolean {
  const first = run.tokens.filter((token) => isJoin(run, token)).find((token) => canJoin(run, token))
  if (first) joinInclusive(run, first)
  return first !== undefined
}

/** When joins wait only for each other the oldest goes on, so that a process is never stuck in silence. */
export function forceInclusive(run: Run): boolean {
  const first = run.tokens.find((token) => isJoin(run, token))
  if (first) joinInclusive(run, first)
  return first !== undefined
}

function isJoin(run: Run, token: Token): boolean {
  const node = run.definition.nodes[token.at]
  return node?.kind === 'inclusive' && node.in.length > 1
}

function joinInclusive(run: Run, token: Token): void {
  const node = nodeAs(run, token.at, 'inclusive')
  const here = waiting(run, token)
  const firsts = node.in.map((flow) => here.find((one) => one.via === flow)).filter((one) => one !== undefined)
  join(run, token, firsts, chosenFlows(run, token, node))
}

function canJoin(run: Run, token: Token): boolean {
  const node = nodeAs(run, token.at, 'inclusive')
  const full = new Set(waiting(run, token).map((one) => one.via))
  return !mayCome(run, token, node.in.filter((flow) => !full.has(flow)), node.in.filter((flow) => full.has(flow)))
}

/** Whether a token elsewhere may come to an empty flow of the gateway and to none of the filled ones. */
export function mayCome(run: Run, token: Pick<Token, 'at' | 'scope'>, empty: readonly string[], filled: readonly string[]): boolean {
  if (empty.length === 0) return false
  return run.tokens.some((one) => one.scope === token.scope && one.at !== token.at && reaches(run.definition, one.at, empty, token.at) && !reaches(run.definition, one.at, filled, token.at))
}
