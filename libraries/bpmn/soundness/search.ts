import type { Arc, Net, Vertex } from './net.ts'
import { SINK, SOURCE } from './net.ts'
import { incoming } from './reduce.ts'

export interface Defect {
  readonly code: 'deadlock' | 'missing-join' | 'no-way-to-end'
  readonly element: string
  readonly trace: readonly string[]
}

export interface Found {
  readonly defects: readonly Defect[]
  /** Whether some way comes to the end. */
  readonly canEnd: boolean
  /** Whether every state was looked at. */
  readonly isComplete: boolean
  /** Elements on no way that was found. */
  readonly fired: ReadonlySet<string>
}

type Marking = readonly number[]

interface Seen {
  readonly marking: Marking
  readonly from: Seen | undefined
  readonly passed: readonly string[]
  readonly next: Seen[]
}

interface Space {
  readonly net: Net
  readonly into: ReadonlyMap<number, readonly Arc[]>
  readonly side: ReadonlySet<number>
  readonly ways: Map<string, ReadonlySet<number>>
}

/** Looks through the states of a net, nearest first, up to a bound; the first of each kind of defect is told with the way to it. */
export function search(net: Net, most: number): Found {
  const space: Space = { net, into: incoming(net), side: sideArcs(net), ways: new Map() }
  const known = new Map<string, Seen>()
  const queue: Seen[] = []
  const defects = new Map<string, Defect>()
  const fired = new Set<string>()
  const add = (marking: Marking, from: Seen | undefined, passed: readonly string[]): void => {
    const key = marking.join(' ')
    const one = known.get(key) ?? { marking, from, passed, next: [] }
    from?.next.push(one)
    if (known.has(key)) return
    known.set(key, one)
    queue.push(one)
  }
  for (const option of net.vertices.get(SOURCE)?.options ?? []) add([...option].sort((a, b) => a - b), undefined, [])
  let at = 0
  for (; at < queue.length && known.size < most; at += 1) expand(space, queue[at] as Seen, add, fired, (defect) => void (defects.has(defect.code) || defects.set(defect.code, defect)))
  const isComplete = at >= queue.length
  const ends = [...known.values()].filter((one) => one.marking.length === 0)
  if (isComplete && defects.size === 0) {
    const lost = livelock(known, ends, net)
    if (lost) defects.set(lost.code, lost)
  }
  return { defects: [...defects.values()], canEnd: ends.length > 0 || !isComplete, isComplete, fired }
}

function expand(space: Space, one: Seen, add: (marking: Marking, from: Seen, passed: readonly string[]) => void, fired: Set<string>, tell: (defect: Defect) => void): void {
  let moved = one.marking.length === 0
  for (const { vertex, takes } of enabled(space, one.marking)) {
    moved = true
    const passed = [...takes.flatMap((id) => space.net.arcs.get(id)?.via ?? []), ...vertex.elements]
    for (const element of passed) fired.add(element)
    if (vertex.join === 'clear') { add([], one, passed); continue }
    const rest = one.marking.filter((id) => !takes.includes(id))
    for (const option of vertex.options.length > 0 ? vertex.options : [[]]) {
      const twice = option.find((id) => rest.includes(id) && !space.side.has(id) && space.net.arcs.get(id)?.free !== true)
      if (twice !== undefined) { tell({ code: 'missing-join', element: vertex.elements[0] ?? '', trace: traceTo(one, passed) }); continue }
      add([...new Set([...rest, ...option])].sort((a, b) => a - b), one, passed)
    }
  }
  if (!moved) tell({ code: 'deadlock', element: waitingAt(space, one.marking), trace: traceTo(one, one.marking.flatMap((id) => space.net.arcs.get(id)?.via ?? [])) })
}

/** The gateway that waits in vain. */
function waitingAt(space: Space, marking: Marking): string {
  const stuck = marking.map((id) => space.net.vertices.get(space.net.arcs.get(id)?.to ?? SINK)).find((vertex) => vertex?.join === 'all' || vertex?.join === 'some')
  return stuck?.elements[0] ?? ''
}

function traceTo(one: Seen, last: readonly string[]): readonly string[] {
  const parts: (readonly string[])[] = [last]
  for (let at: Seen | undefined = one; at; at = at.from) parts.unshift(at.passed)
  return [...new Set(parts.flat())]
}

interface Firing {
  readonly vertex: Vertex
  readonly takes: readonly number[]
}

function enabled(space: Space, marking: Marking): Firing[] {
  const full = new Set(marking)
  return [...new Set(marking.map((id) => space.net.arcs.get(id)?.to ?? SINK))].flatMap((id): Firing[] => {
    const vertex = space.net.vertices.get(id)
    if (!vertex) return []
    const arcs = (space.into.get(id) ?? []).map((arc) => arc.id)
    const filled = arcs.filter((arc) => full.has(arc))
    if (vertex.join === 'all') return filled.length === arcs.length ? [{ vertex, takes: filled }] : []
    if (vertex.join === 'some' && arcs.length > 1) return canJoin(space, vertex, marking, arcs.filter((arc) => !full.has(arc)), filled) ? [{ vertex, takes: filled }] : []
    return filled.map((arc) => ({ vertex, takes: [arc] }))
  })
}

/** BPMN 2.0.2 table 13.3: no token elsewhere may come to an empty arc, unless it may come to a filled one as well. */
function canJoin(space: Space, vertex: Vertex, marking: Marking, empty: readonly number[], filled: readonly number[]): boolean {
  return marking.every((id) => {
    if (space.net.arcs.get(id)?.to === vertex.id) return true
    const ways = waysFrom(space, id, vertex.id)
    return !empty.some((arc) => ways.has(arc)) || filled.some((arc) => ways.has(arc))
  })
}

/** Arcs that a token on an arc may come to without passing a vertex. */
function waysFrom(space: Space, arc: number, avoid: number): ReadonlySet<number> {
  const key = `${arc} ${avoid}`
  const known = space.ways.get(key)
  if (known) return known
  const found = new Set<number>([arc])
  for (const id of found) {
    const to = space.net.arcs.get(id)?.to ?? SINK
    if (to === avoid) continue
    for (const option of space.net.vertices.get(to)?.options ?? []) for (const next of option) found.add(next)
  }
  space.ways.set(key, found)
  return found
}

/**
 * Arcs on which a second token is no mistake: those that only events beside the normal way lead to, which may
 * happen again and again, and exceptional ways that lead only to where everything is terminated.
 */
function sideArcs(net: Net): ReadonlySet<number> {
  const beside = reachedBy(net, (arc) => arc.side !== true)
  const normal = reachedBy(net, (arc) => arc.side !== true && arc.exception !== true)
  return new Set([...net.arcs.keys()].filter((id) => !beside.has(id) || (!normal.has(id) && isFatal(net, id))))
}

/** Arcs that are reached from the start over arcs that fit. */
function reachedBy(net: Net, fits: (arc: Arc) => boolean): ReadonlySet<number> {
  const isOpen = (id: number): boolean => fits(net.arcs.get(id) as Arc)
  const found = new Set<number>((net.vertices.get(SOURCE)?.options.flat() ?? []).filter(isOpen))
  for (const id of found) for (const next of net.vertices.get(net.arcs.get(id)?.to ?? SINK)?.options.flat() ?? []) if (isOpen(next)) found.add(next)
  return found
}

/** Whether every way from an arc ends in termination. */
function isFatal(net: Net, arc: number): boolean {
  const found = new Set([arc])
  for (const id of found) {
    const to = net.arcs.get(id)?.to ?? SINK
    if (to === SINK) return false
    for (const next of net.vertices.get(to)?.options.flat() ?? []) found.add(next)
  }
  return true
}

/** A state from which no way leads to the end although none is stuck. */
function livelock(known: ReadonlyMap<string, Seen>, ends: readonly Seen[], net: Net): Defect | undefined {
  const before = new Map<Seen, Seen[]>()
  for (const one of known.values()) for (const next of one.next) before.set(next, [...before.get(next) ?? [], one])
  const finishing = new Set(ends)
  for (const one of finishing) for (const previous of before.get(one) ?? []) finishing.add(previous)
  const lost = [...known.values()].find((one) => !finishing.has(one))
  if (!lost) return undefined
  const arc = net.arcs.get(lost.marking[0] ?? -1)
  const elements = net.vertices.get(arc?.to ?? SINK)?.elements ?? []
  return { code: 'no-way-to-end', element: elements[0] ?? '', trace: traceTo(lost, [...arc?.via ?? [], ...elements]) }
}
