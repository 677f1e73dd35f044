import type { NodeOf, Trigger } from './definition.ts'
import { branch, leave } from './leaving.ts'
import type { Run } from './run.ts'
import { nodeAs, nodeOf, scopeOf, tokenOf } from './run.ts'
import { interrupt, startHandler } from './scopes.ts'
import type { Scope, Token } from './state.ts'
import { catches, catchesEscalation } from './triggers.ts'

type Catching = (trigger: Trigger | null) => boolean

/** A handler or boundary event that catches, with where it listens. */
type Catcher = { readonly handler: string; readonly scope: Scope } | { readonly boundary: NodeOf<'boundary'>; readonly token: Token }

/** Looks outwards for whoever catches (BPMN 2.0.2 §10.5.7): an event sub-process, then a boundary event. */
function findCatcher(run: Run, from: string, fits: Catching): Catcher | undefined {
  let scope: Scope | undefined = scopeOf(run, from)
  let listens = true
  while (scope) {
    const current: Scope = scope
    const handler = listens && current.index === undefined ? run.definition.scopes[current.element]?.handlers.find((id) => fits(nodeAs(run, id, 'start').trigger)) : undefined
    if (handler !== undefined) return { handler, scope: current }
    listens = current.token !== null
    const token: Token | undefined = current.token === null ? undefined : tokenOf(run, current.token)
    const boundary = token && boundaryOf(run, token, fits)
    if (boundary) return { boundary, token }
    scope = current.parent === null ? undefined : scopeOf(run, current.parent)
  }
  return undefined
}

/** The boundary event of a token's activity that catches; instances have none, their loop has. */
function boundaryOf(run: Run, token: Token, fits: Catching): NodeOf<'boundary'> | undefined {
  if (token.body) return undefined
  return (nodeOf(run, token.at).boundary ?? []).map((id) => nodeAs(run, id, 'boundary')).find((one) => fits(one.trigger))
}

/** Throws an error outwards. False when nobody catches it. */
export function throwError(run: Run, from: string, code: string): boolean {
  const exact = run.definition.edition === 2 && code !== '' ? nearest(run, from, code) : findCatcher(run, from, (trigger) => catches(trigger, code))
  if (!exact) return false
  takeError(run, exact)
  return true
}

/** The nearest scope decides; in it a catch that names the code comes before one that takes all. */
function nearest(run: Run, from: string, code: string): Catcher | undefined {
  const every = findCatcher(run, from, (trigger) => catches(trigger, code))
  const exact = findCatcher(run, from, (trigger) => catches(trigger, code, true))
  const place = (one: Catcher): string => ('handler' in one ? one.scope.id : one.token.id)
  return every && exact && place(every) === place(exact) ? exact : every
}

function takeError(run: Run, catcher: Catcher): void {
  if ('handler' in catcher) return startHandler(run, catcher.handler, catcher.scope)
  interrupt(run, catcher.token)
  leave(run, catcher.token, catcher.boundary)
}

/** Lets an error boundary event of the token's activity catch a code. */
export function catchOnBoundary(run: Run, token: Token, code: string): boolean {
  const exact = run.definition.edition === 2 ? boundaryOf(run, token, (trigger) => catches(trigger, code, true)) : undefined
  const boundary = exact ?? boundaryOf(run, token, (trigger) => catches(trigger, code))
  if (!boundary) return false
  takeError(run, { boundary, token })
  return true
}

/** Throws an escalation outwards (BPMN 2.0.2 §10.5.7); what does not interrupt runs beside. Nobody need catch it. */
export function throwEscalation(run: Run, element: string, from: string, code: string, token?: Token): void {
  const fits: Catching = (trigger) => catchesEscalation(trigger, code)
  const own = token && boundaryOf(run, token, fits)
  const catcher: Catcher | undefined = own && token ? { boundary: own, token } : findCatcher(run, from, fits)
  run.effects.push({ type: 'escalated', element, code, caught: catcher !== undefined })
  if (!catcher) return
  if ('handler' in catcher) return startHandler(run, catcher.handler, catcher.scope)
  if (!catcher.boundary.interrupting) return branch(run, catcher.token, catcher.boundary)
  interrupt(run, catcher.token)
  leave(run, catcher.token, catcher.boundary)
}
