import { complete } from './completing.ts'
import { keyIn, learnKey } from './correlation.ts'
import type { Definition, Node, Trigger } from './definition.ts'
import { leave } from './leaving.ts'
import type { Run } from './run.ts'
import { nodeOf, placeToken } from './run.ts'
import { openScope } from './scopes.ts'
import type { Event } from './state.ts'
import { partsOf } from './triggers.ts'

type Start = Event & { readonly type: 'start' }

/** Ways to start a process (BPMN 2.0.2 §10.5.2, §13.2): start events, instantiating receive tasks, targets of instantiating event gateways. */
export interface Entry {
  readonly element: string
  readonly trigger: Trigger | null
  readonly gateway?: string
}

/** Every way in which a process can be started. */
export function entriesOf(definition: Definition): readonly Entry[] {
  const scope = definition.scopes[definition.id]
  const found = (scope?.starts ?? []).flatMap((id) => entriesAt(definition, definition.nodes[id]))
  return scope?.implicit ? [...found, ...(scope.starts.length > found.length ? [{ element: definition.id, trigger: null }] : [])] : found
}

function entriesAt(definition: Definition, node: Node | undefined): readonly Entry[] {
  if (node?.kind === 'start') return [{ element: node.id, trigger: node.trigger }]
  if (node?.kind === 'receive' && node.instantiate) return [{ element: node.id, trigger: { on: 'message', message: node.message } }]
  if (node?.kind !== 'event-gateway' || !node.instantiate) return []
  return node.out.flatMap((flow) => {
    const target = definition.nodes[definition.flows[flow]?.to ?? '']
    if (target?.kind === 'catch') return [{ element: target.id, trigger: target.trigger, gateway: node.id }]
    return target?.kind === 'receive' ? [{ element: target.id, trigger: { on: 'message' as const, message: target.message }, gateway: node.id }] : []
  })
}

function fits(entry: Entry, event: Start): boolean {
  if (event.element !== undefined) return entry.element === event.element
  if (event.message !== undefined) return partsOf(entry.trigger).some((one) => one.on === 'message' && one.message === event.message)
  if (event.signal !== undefined) return partsOf(entry.trigger).some((one) => one.on === 'signal' && one.signal === event.signal)
  return entry.trigger === null
}

/** Starts the process. False when nothing in it is started by this. */
export function begin(run: Run, event: Start): boolean {
  const entry = entriesOf(run.definition).find((one) => fits(one, event))
  if (!entry) return false
  Object.assign(run.variables, event.variables)
  if (event.message !== undefined) learnKey(run, event.message, keyIn(run, { name: event.message, ...event }))
  const { id } = run.definition
  if (entry.element === id) { openScope(run, { element: id, parent: null, token: null }); return true }
  const scope = openScope(run, { element: id, parent: null, token: null, start: entry.element })
  const node = nodeOf(run, entry.element)
  if (node.kind !== 'start') enterTriggered(run, scope.id, node, entry.gateway)
  return true
}

/** The element that started the process has had its event; of a parallel event gateway the others are still awaited. */
function enterTriggered(run: Run, scopeId: string, node: Node, gateway: string | undefined): void {
  run.queue.length = 0
  const token = run.tokens.find((one) => one.scope === scopeId && one.at === node.id)
  const from = gateway === undefined ? undefined : nodeOf(run, gateway)
  if (from?.kind === 'event-gateway' && from.instantiate === 'all') {
    for (const flow of from.out) {
      const to = run.definition.flows[flow]?.to ?? ''
      if (to !== node.id) placeToken(run, to, scopeId, flow)
    }
  }
  if (!token) return
  if (node.kind !== 'receive') return leave(run, token, node)
  run.trail.push({ element: node.id, what: 'started' })
  complete(run, token, node)
}
