import type { Definition } from './definition.ts'

const remembered = new WeakMap<Definition, Map<string, ReadonlySet<string>>>()

/** Whether a token on an element may come to one of these flows without passing the avoided element. */
export function reaches(definition: Definition, from: string, flows: readonly string[], avoid: string): boolean {
  let known = remembered.get(definition)
  if (!known) remembered.set(definition, (known = new Map()))
  const key = `${from} ${avoid}`
  let found = known.get(key)
  if (!found) known.set(key, (found = flowsFrom(definition, from, avoid)))
  return flows.some((flow) => found.has(flow))
}

/** All flows that a token on an element may take, boundary events included. */
export function flowsFrom(definition: Definition, from: string, avoid: string | null): ReadonlySet<string> {
  const flows = new Set<string>()
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = definition.nodes[id]
    if (!node || seen.has(id) || id === avoid) continue
    seen.add(id)
    open.push(...(node.boundary ?? []))
    for (const flow of node.out) {
      flows.add(flow)
      const to = definition.flows[flow]?.to
      if (to !== undefined) open.push(to)
    }
  }
  return flows
}

/** Elements that a token on any of these may come to, themselves included. */
export function nodesFrom(definition: Definition, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (const id of found) {
    const node = definition.nodes[id]
    for (const next of node?.boundary ?? []) found.add(next)
    for (const flow of node?.out ?? []) found.add(definition.flows[flow]?.to ?? '')
  }
  return found
}

/** Elements from which one of these may be reached, themselves included. */
export function nodesTo(definition: Definition, to: readonly string[]): ReadonlySet<string> {
  const found = new Set(to)
  for (const id of found) {
    const node = definition.nodes[id]
    if (node?.kind === 'boundary') found.add(node.attachedTo)
    for (const flow of node?.in ?? []) found.add(definition.flows[flow]?.from ?? '')
  }
  return found
}
