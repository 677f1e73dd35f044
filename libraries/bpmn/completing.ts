import { afterPerformed } from './ad-hoc.ts'
import { remember } from './compensation.ts'
import type { Node } from './definition.ts'
import { endToken, leave } from './leaving.ts'
import type { Run } from './run.ts'
import { clearWaits, scopeOf } from './run.ts'
import { tellPause } from './scopes.ts'
import type { Token, Undo } from './state.ts'

/**
 * An activity is done (BPMN 2.0.2 §13.3.2): what can be compensated is remembered, what it still waited for is
 * withdrawn, and its token goes on. The token of one instance ends instead, and the loop goes on.
 */
export function complete(run: Run, token: Token, node: Node, inner?: readonly Undo[]): void {
  const isWhole = token.loop !== undefined
  if (!isWhole && !token.many) run.trail.push({ element: node.id, what: 'completed' })
  if (!isWhole) remember(run, token, node, inner)
  clearWaits(run, token.id, 'not-needed')
  if (token.body) return endToken(run, token)
  tellPause(run, token, 'clock-resumed')
  if (afterPerformed(run, scopeOf(run, token.scope), token, node)) return
  leave(run, token, node)
}
