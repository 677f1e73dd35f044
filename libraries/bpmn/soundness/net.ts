import type { Definition, Node, ScopeDefinition } from '../definition.ts'
import { isActivity } from '../scopes.ts'

/** A place for a token between two vertices; `via` are the elements passed on it, for traces. */
export interface Arc {
  readonly id: number
  readonly from: number
  readonly to: number
  readonly via: readonly string[]
  /** To an event beside the normal way. */
  readonly side?: boolean
  /** To an event instead of the normal way. */
  readonly exception?: boolean
  /** To an end, where tokens may come one after another. */
  readonly free?: boolean
}

type Kind = Pick<Arc, 'side' | 'exception' | 'free'>

/** What consumes tokens: `any` one, `all` together, `some` as an inclusive join, and the two ways to end. */
export type Join = 'any' | 'all' | 'some' | 'sink' | 'clear'

/** An element without its data: what it takes and the sets of arcs that it may give. */
export interface Vertex {
  readonly id: number
  readonly elements: readonly string[]
  readonly join: Join
  readonly options: readonly (readonly number[])[]
  /** An end event: tokens may come to it one after another. */
  readonly isEnd?: boolean
}

export interface Net {
  readonly vertices: Map<number, Vertex>
  readonly arcs: Map<number, Arc>
}

export const SOURCE = 0
export const SINK = 1
export const CLEAR = 2

/** The net of one scope (BPMN 2.0.2 §13): sub-processes are single steps, conditions may come out either way. */
export function netOf(definition: Definition, scope: ScopeDefinition, mergeEnds: boolean): Net {
  const nodes = Object.values(definition.nodes).filter((node) => node.scope === scope.id && isInFlow(node))
  const net: Net = { vertices: new Map(), arcs: new Map() }
  const ids = new Map(nodes.map((node, index) => [node.id, index + 3] as const))
  let next = 1
  const arc = (from: number, to: string, via: readonly string[], kind: Kind): number => {
    const id = next
    next += 1
    net.arcs.set(id, { id, from, to: ids.get(to) ?? SINK, via, ...kind })
    return id
  }
  for (const node of nodes) {
    const id = ids.get(node.id) ?? SINK
    const flows = node.out.filter((flow) => ids.has(definition.flows[flow]?.to ?? '')).map((flow) => [flow, arc(id, definition.flows[flow]?.to ?? '', [flow], { free: definition.nodes[definition.flows[flow]?.to ?? '']?.kind === 'end' && !(node.in.length > 1 && isActivity(node.kind)) })] as const)
    const over = (): number => ended(net, id, clears(node) && !mergeEnds, () => next++, node.kind === 'end')
    const normal = flows.length > 0 ? optionsOf(definition, node, new Map(flows)) : [[over()]]
    const options = withBoundary(definition, node, (to, kind) => arc(id, to, [], kind), normal)
    net.vertices.set(id, { id, elements: [node.id], join: joinOf(node), options, isEnd: node.kind === 'end' })
  }
  const begins = startsOf(definition, scope).map((set) => set.filter((one) => ids.has(one)).map((one) => arc(SOURCE, one, [], {})))
  net.vertices.set(SOURCE, { id: SOURCE, elements: [], join: 'any', options: begins.filter((one) => one.length > 0) })
  net.vertices.set(SINK, { id: SINK, elements: [], join: 'sink', options: [] })
  net.vertices.set(CLEAR, { id: CLEAR, elements: [], join: 'clear', options: [] })
  return net
}

const isInFlow = (node: Node): boolean => node.kind !== 'event-sub-process' && !node.forCompensation && !(node.kind === 'boundary' && node.trigger.on === 'compensation')

function ended(net: Net, from: number, clear: boolean, number: () => number, free: boolean): number {
  const id = number()
  net.arcs.set(id, { id, from, to: clear ? CLEAR : SINK, via: [], free })
  return id
}

/** Ends that stop everything in their scope. */
const clears = (node: Node): boolean => node.kind === 'end' && (node.does === 'terminate' || node.does === 'error' || (node.throws ?? []).some((one) => one.what === 'cancel' || one.what === 'terminate' || one.what === 'error'))

function joinOf(node: Node): Join {
  if (node.kind === 'parallel') return 'all'
  return node.kind === 'inclusive' || node.kind === 'complex' ? 'some' : 'any'
}

/** Every set of outgoing flows that the element may take. */
function optionsOf(definition: Definition, node: Node, arcs: ReadonlyMap<string, number>): (readonly number[])[] {
  const all = [...arcs.values()]
  if (all.length === 0) return []
  if (node.kind === 'parallel') return [all]
  if (node.kind === 'exclusive' || (node.kind === 'event-gateway' && node.instantiate !== 'all')) return all.map((one) => [one])
  const isChoice = node.kind === 'inclusive' || node.kind === 'complex'
  const fallback = isChoice ? node.default : node.fallback
  const always: number[] = []
  const maybe: number[] = []
  for (const [flow, id] of arcs) {
    if (flow === fallback) continue
    const target = definition.flows[flow]?.condition ? maybe : always
    target.push(id)
  }
  const sets = subsets(maybe).map((set) => [...always, ...set])
  const other = fallback === undefined ? undefined : arcs.get(fallback)
  return sets.flatMap((set) => (set.length > 0 ? [set] : other === undefined ? [] : [[other]]))
}

/** All subsets of a few; of many only the small ones and the whole. */
export function subsets(all: readonly number[]): number[][] {
  if (all.length <= 6) return all.reduce<number[][]>((sets, one) => sets.flatMap((set) => [set, [...set, one]]), [[]])
  return [[], ...all.map((one) => [one]), [...all]]
}

/** Boundary events: an interrupting one instead of the normal way, the others beside it. */
function withBoundary(definition: Definition, node: Node, arc: (to: string, kind: Kind) => number, options: readonly (readonly number[])[]): (readonly number[])[] {
  const boundary = (node.boundary ?? []).map((id) => definition.nodes[id]).filter((one) => one?.kind === 'boundary' && one.trigger.on !== 'compensation')
  if (boundary.length === 0) return [...options]
  const side: number[] = []
  const instead: number[][] = []
  for (const one of boundary) {
    const isInstead = one?.kind === 'boundary' && one.interrupting
    const id = arc(one?.id ?? '', isInstead ? { exception: true } : { side: true })
    if (isInstead) instead.push([id])
    else side.push(id)
  }
  return [...options, ...instead].flatMap((option) => subsets(side).map((set) => [...option, ...set]))
}

/** Sets of elements that begin together: each start event alone, or all that no flow leads to. */
function startsOf(definition: Definition, scope: ScopeDefinition): (readonly string[])[] {
  if (scope.implicit) return [scope.starts]
  return scope.starts.map((id) => [id])
}

/** What two arcs are together, one after the other. */
export const chained = (first: Arc, second: Arc): Kind => ({ side: first.side || second.side, exception: first.exception || second.exception, free: first.free && second.free })

/** What two arcs are as one. */
export const besides = (a: Arc, b: Arc): Kind => ({ side: a.side && b.side, exception: a.exception && b.exception, free: a.free && b.free })
