import type { Arc, Net, Vertex } from './net.ts'
import { besides, chained, SINK, SOURCE } from './net.ts'

/** Incoming arcs of each vertex. */
export function incoming(net: Net): Map<number, Arc[]> {
  return Map.groupBy(net.arcs.values(), (arc) => arc.to)
}

/**
 * Reduces what is structured to nothing: sequences, splits with their joins, and loops. Each rule keeps soundness
 * (in the manner of the reduction rules for workflow nets), so a net of which only begin and end remain is sound.
 */
export function reduce(net: Net): boolean {
  for (let changed = true; changed;) changed = dropInert(net) || mergeParallel(net) || dropLoop(net) || flattenSplit(net) || flattenJoin(net)
  return [...net.vertices.values()].every((one) => one.id <= 2) && [...net.arcs.values()].every((one) => one.from === SOURCE)
}

const setOptions = (net: Net, vertex: Vertex, options: readonly (readonly number[])[]): void => {
  const distinct = new Map(options.map((one) => [...new Set(one)].sort((a, b) => a - b)).map((one) => [one.join(' '), one] as const))
  net.vertices.set(vertex.id, { ...vertex, options: [...distinct.values()] })
}

/** A token that only goes to the end beside others changes nothing. */
function dropInert(net: Net): boolean {
  for (const arc of net.arcs.values()) {
    const from = net.vertices.get(arc.from)
    if (arc.to !== SINK || !from || from.options.some((one) => one.length === 1 && one[0] === arc.id)) continue
    setOptions(net, from, from.options.map((one) => one.filter((id) => id !== arc.id)))
    net.arcs.delete(arc.id)
    return true
  }
  return false
}

/** Two arcs between the same vertices that the join takes as one. */
function mergeParallel(net: Net): boolean {
  for (const arcs of Map.groupBy(net.arcs.values(), (arc) => `${arc.from} ${arc.to}`).values()) {
    for (const [index, a] of arcs.entries()) {
      const b = arcs.slice(index + 1).find((other) => mayMerge(net, a, other))
      if (!b) continue
      const from = net.vertices.get(a.from) as Vertex
      const together = from.options.some((one) => one.includes(a.id) && one.includes(b.id))
      setOptions(net, from, from.options.map((one) => one.map((id) => (id === b.id ? a.id : id))))
      net.arcs.delete(b.id)
      net.arcs.set(a.id, { ...a, via: together ? [...a.via, ...b.via] : a.via, ...besides(a, b) })
      return true
    }
  }
  return false
}

function mayMerge(net: Net, a: Arc, b: Arc): boolean {
  const [from, to] = [net.vertices.get(a.from), net.vertices.get(a.to)]
  if (!from || !to) return false
  const both = from.options.map((one) => Number(one.includes(a.id)) + Number(one.includes(b.id)))
  if (to.join === 'any') return both.every((count) => count < 2)
  if (to.join === 'all') return both.every((count) => count !== 1)
  return true
}

/** A choice to come back to where one is. */
function dropLoop(net: Net): boolean {
  for (const arc of net.arcs.values()) {
    const vertex = net.vertices.get(arc.from)
    if (arc.from !== arc.to || !vertex || vertex.join !== 'any') continue
    const others = vertex.options.filter((one) => !one.includes(arc.id))
    if (others.length === 0 || vertex.options.some((one) => one.includes(arc.id) && one.length > 1)) continue
    net.arcs.delete(arc.id)
    setOptions(net, vertex, others)
    return true
  }
  return false
}

/** A vertex with one way in is taken together with the one before it; all such in one pass. */
function flattenSplit(net: Net): boolean {
  let changed = false
  for (const [id, arcs] of incoming(net)) {
    const vertex = net.vertices.get(id)
    const [known, second] = arcs
    const arc = known && net.arcs.get(known.id)
    const before = arc && net.vertices.get(arc.from)
    if (!vertex || id <= 2 || !arc || second || !before || before.id === id) continue
    if (vertex.options.length !== 1 && before.options.some((one) => one.length > 1)) continue
    setOptions(net, before, before.options.flatMap((one) => (one.includes(arc.id) ? vertex.options.map((option) => [...one.filter((each) => each !== arc.id), ...option]) : [one])))
    for (const each of new Set(vertex.options.flat())) {
      const out = net.arcs.get(each) as Arc
      net.arcs.set(each, { ...out, from: before.id, via: [...arc.via, ...vertex.elements, ...out.via], ...chained(arc, out) })
    }
    net.arcs.delete(arc.id)
    net.vertices.delete(id)
    changed = true
  }
  return changed
}

/** A join before a join of the same kind. */
function flattenJoin(net: Net): boolean {
  const into = incoming(net)
  for (const vertex of net.vertices.values()) {
    const [only, other] = vertex.options
    const out = only?.length === 1 && !other ? net.arcs.get(only[0] ?? -1) : undefined
    const after = out && net.vertices.get(out.to)
    if (!out || !after || vertex.id <= 2 || after.id === vertex.id) continue
    const fits = vertex.join === after.join ? vertex.join !== 'some' : vertex.isEnd === true && (after.join === 'sink' || after.join === 'clear')
    if (!fits) continue
    for (const arc of into.get(vertex.id) ?? []) net.arcs.set(arc.id, { ...arc, to: after.id, via: [...arc.via, ...vertex.elements, ...out.via], ...chained(arc, out) })
    net.arcs.delete(out.id)
    net.vertices.delete(vertex.id)
    return true
  }
  return false
}
