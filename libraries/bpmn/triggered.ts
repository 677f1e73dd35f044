import { complete } from './completing.ts'
import type { NodeOf, Trigger } from './definition.ts'
import { isTrueNow, mapped } from './expressions.ts'
import { branch, leave } from './leaving.ts'
import type { Run } from './run.ts'
import { clearWaits, homeOf, nodeOf, scopeOf, tokenOf } from './run.ts'
import { interrupt, startHandler, tellPause } from './scopes.ts'
import type { Token, Variables, Wait } from './state.ts'
import { arm, armAgain, partsOf } from './triggers.ts'
import { give, seen } from './variables.ts'

/** What was waited for came (BPMN 2.0.2 §13.5): on the path, on a boundary, or for an event sub-process. */
export function triggered(run: Run, wait: Wait, variables: Variables): void {
  const node = nodeOf(run, wait.element)
  if (node.kind === 'start') return startTriggered(run, wait, node, variables)
  const token = tokenOf(run, wait.holder)
  if (!token) throw new Error(`wait ${wait.id} has no token`)
  if (node.kind === 'boundary') return boundaryTriggered(run, wait, token, node, variables)
  spend(run, wait)
  if (node.kind === 'receive' && node.outputs.length) give(run, token.scope, mapped(run, node.id, node.outputs, { ...seen(run, token.scope), ...variables }))
  else give(run, token.scope, variables)
  if (node.kind === 'catch' && needsMore(run, wait, node.trigger)) return
  pathTriggered(run, token, node)
}

/** The event of an event gateway goes on in the place of the gateway; a receive task is completed. */
function pathTriggered(run: Run, token: Token, node: ReturnType<typeof nodeOf>): void {
  const isActivity = node.kind === 'receive'
  if (isActivity && token.at === node.id) return complete(run, token, node)
  if (isActivity) run.trail.push({ element: node.id, what: 'started' }, { element: node.id, what: 'completed' })
  clearWaits(run, token.id, 'not-needed')
  tellPause(run, token, 'clock-resumed')
  leave(run, token, node)
}

function startTriggered(run: Run, wait: Wait, node: NodeOf<'start'>, variables: Variables): void {
  const scope = scopeOf(run, wait.holder)
  give(run, scope.id, variables)
  if (node.interrupting || isSpent(node.trigger, wait)) spend(run, wait)
  if (needsMore(run, wait, node.trigger)) return spend(run, wait)
  if (!node.interrupting) again(run, wait, node.trigger)
  startHandler(run, node.id, scope)
}

function boundaryTriggered(run: Run, wait: Wait, token: Token, node: NodeOf<'boundary'>, variables: Variables): void {
  give(run, token.scope, variables)
  if (node.interrupting || isSpent(node.trigger, wait)) spend(run, wait)
  if (needsMore(run, wait, node.trigger)) return spend(run, wait)
  if (node.interrupting) {
    interrupt(run, token)
    return leave(run, token, node)
  }
  again(run, wait, node.trigger)
  branch(run, token, node)
}

const partOf = (trigger: Trigger | null, wait: Wait): Trigger | undefined => partsOf(trigger)[wait.part ?? 0]

/** A timer that does not repeat fires once. */
function isSpent(trigger: Trigger | null, wait: Wait): boolean {
  const part = partOf(trigger, wait)
  return part?.on === 'timer' && part.timer.kind !== 'cycle'
}

/** Parallel multiple (§10.5.5): the others of the same event are still to come. */
const needsMore = (run: Run, wait: Wait, trigger: Trigger | null): boolean =>
  trigger?.on === 'several' && trigger.all && run.waits.some((one) => one.id !== wait.id && one.element === wait.element && one.holder === wait.holder)

/** What does not interrupt listens again: a cycle with one time less, a parallel multiple anew. */
function again(run: Run, wait: Wait, trigger: Trigger | null): void {
  if (trigger?.on === 'several' && trigger.all) {
    spend(run, wait)
    return arm(run, trigger, wait.element, wait.holder, false)
  }
  const part = partOf(trigger, wait)
  if (part?.on !== 'timer' || part.timer.kind !== 'cycle' || run.definition.edition !== 2) return
  spend(run, wait)
  armAgain(run, part.timer, wait)
}

/** What came needs no withdrawing by the host. */
function spend(run: Run, wait: Wait): void {
  run.waits = run.waits.filter((one) => one.id !== wait.id)
}

/** A signal reaches everybody who waits for it at this moment (§10.5.7). How many. */
export function broadcast(run: Run, name: string, variables: Variables): number {
  const waits = run.waits.filter((one) => one.kind === 'signal' && one.name === name)
  for (const wait of waits) if (run.waits.some((one) => one.id === wait.id)) triggered(run, wait, variables)
  return waits.length
}

/** Lets one condition that became true trigger its event (§13.5.3). True when one did. */
export function settleConditions(run: Run): boolean {
  for (const wait of run.waits) {
    if (wait.kind !== 'condition') continue
    const node = nodeOf(run, wait.element)
    const part = 'trigger' in node ? partOf(node.trigger, wait) : undefined
    const isTrue = part?.on === 'condition' && isTrueNow(part.condition, seen(run, homeOf(run, wait.holder)))
    if (isTrue === (wait.was === true)) continue
    const { was: _, ...rest } = wait
    run.waits = run.waits.map((one) => (one.id === wait.id ? (isTrue ? { ...rest, was: true } : rest) : one))
    if (!isTrue) return settleConditions(run)
    triggered(run, wait, {})
    return true
  }
  return false
}
