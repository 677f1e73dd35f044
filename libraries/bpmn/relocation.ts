import type { Definition, Node, NodeKind } from './definition.ts'
import type { Run } from './run.ts'
import { nodeOf, replaceToken, scopeOf, tokenOf } from './run.ts'
import { interrupt } from './scopes.ts'
import type { State, StepCode, Token } from './state.ts'

/** Where a token can be put by hand: joins would wait for flows that it never came by. */
const PLACES: ReadonlySet<NodeKind> = new Set(['task', 'service', 'send', 'receive', 'script', 'rule', 'abstract', 'sub-process', 'call', 'catch', 'throw', 'event-gateway', 'exclusive', 'end'])

/**
 * Elements that an operator may move a token to (not in BPMN; process instance modification in the field): of the same
 * scope, so that nothing is entered or left half. Nothing for an instance of a loop or while something is being undone.
 */
export function relocationTargets(definition: Definition, state: Pick<State, 'tokens' | 'scopes'>, id: string): readonly Node[] {
  const token = state.tokens.find((one) => one.id === id)
  const scope = state.scopes.find((one) => one.id === token?.scope)
  if (!token || !scope || !canLeave(token) || scope.undo || scope.index !== undefined) return []
  return Object.values(definition.nodes).filter((node) => node.scope === scope.element && PLACES.has(node.kind) && !node.forCompensation)
}

const canLeave = (token: Token): boolean => !token.body

/** Breaks off what a token does and lets it go on at another element of its scope. */
export function relocate(run: Run, id: string, to: string): readonly [StepCode, string, string?] | undefined {
  const token = tokenOf(run, id)
  if (!token) return ['activity-not-open', '该活动不在进行中']
  if (!relocationTargets(run.definition, run, id).some((node) => node.id === to)) return ['not-movable', `不能从“${nodeOf(run, token.at).name}”移到“${run.definition.nodes[to]?.name ?? to}”`, token.at]
  interrupt(run, token)
  replaceToken(run, { id: token.id, at: to, scope: scopeOf(run, token.scope).id, via: null })
  run.queue.push(token.id)
  return undefined
}
