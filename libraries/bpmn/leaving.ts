import type { Node } from './definition.ts'
import { holds } from './expressions.ts'
import { StepFailure } from './failure.ts'
import type { Run } from './run.ts'
import { dropToken, flowTarget, follow, placeToken } from './run.ts'
import { settleScope } from './scopes.ts'
import type { Token } from './state.ts'
import { seen } from './variables.ts'

/** Sends a token on (BPMN 2.0.2 §13.3.2): along every outgoing flow whose condition holds; without flows it ends here. */
export function leave(run: Run, token: Token, node: Node): void {
  const [first, ...others] = outOf(run, token, node)
  if (first === undefined) return endToken(run, token)
  follow(run, token, first)
  for (const flow of others) placeToken(run, flowTarget(run, flow), token.scope, flow)
}

/** New tokens on what follows, while the one that is here stays. */
export function branch(run: Run, token: Token, node: Node): void {
  for (const flow of outOf(run, token, node)) placeToken(run, flowTarget(run, flow), token.scope, flow)
}

function outOf(run: Run, token: Token, node: Node): readonly string[] {
  const { out, fallback } = node
  if (out.length <= 1 && fallback === undefined && run.definition.flows[out[0] ?? '']?.condition === undefined) return out
  const variables = seen(run, token.scope)
  const chosen = out.filter((flow) => {
    const condition = run.definition.flows[flow]?.condition
    return flow !== fallback && (condition === undefined || holds(run, flow, condition, variables))
  })
  if (chosen.length > 0) return chosen
  if (fallback === undefined) throw noWayOut(node.id)
  return [fallback]
}

export const noWayOut = (element: string): StepFailure => new StepFailure('no-way-out', element, '没有一个条件成立，也没有默认走向')

/** The end of a path. */
export function endToken(run: Run, token: Token): void {
  dropToken(run, token)
  settleScope(run, token.scope)
}
