import type { Definition, Node } from './definition.ts'

/**
 * Parallel joins that wait for branches of which only one is ever taken: the nearest element that every way to
 * two of its incoming flows passes is an exclusive or event gateway that splits them.
 */
export function brokenJoins(definition: Definition): string[] {
  const joins = Object.values(definition.nodes).filter((node) => node.kind === 'parallel' && node.in.length > 1)
  if (joins.length === 0) return []
  const passed = passedBefore(definition)
  return joins.filter((join) => isBroken(definition, join, passed)).map((join) => join.id)
}

type Passed = ReadonlyMap<string, ReadonlySet<string>>

function isBroken(definition: Definition, join: Node, passed: Passed): boolean {
  return join.in.some((left, index) => join.in.slice(index + 1).some((right) => splitsByChoice(definition, left, right, passed)))
}

function splitsByChoice(definition: Definition, left: string, right: string, passed: Passed): boolean {
  const [a, b] = [passed.get(left), passed.get(right)]
  if (!a || !b) return false
  const common = [...a].filter((id) => b.has(id) && definition.nodes[id])
  const nearest = common.find((id) => common.every((other) => passed.get(id)?.has(other)))
  const node = nearest === undefined ? undefined : definition.nodes[nearest]
  return node !== undefined && (node.kind === 'exclusive' || node.kind === 'event-gateway') && node.out.length > 1
}

/** For every element and flow, the elements and flows that each way from the start passes (dominators). */
function passedBefore(definition: Definition): Passed {
  const before = new Map<string, string[]>()
  for (const node of Object.values(definition.nodes)) before.set(node.id, node.kind === 'boundary' ? [node.attachedTo] : [...node.in])
  for (const flow of Object.values(definition.flows)) before.set(flow.id, [flow.from])
  const passed = new Map<string, ReadonlySet<string>>()
  const all = new Set(before.keys())
  for (const [id, previous] of before) passed.set(id, previous.length ? all : new Set([id]))
  for (let changed = true; changed;) {
    changed = false
    for (const [id, previous] of before) {
      if (previous.length === 0) continue
      const sets = previous.map((one) => passed.get(one) ?? all)
      const next = new Set([...(sets[0] ?? [])].filter((one) => sets.every((set) => set.has(one)))).add(id)
      if (next.size !== passed.get(id)?.size) {
        passed.set(id, next)
        changed = true
      }
    }
  }
  return passed
}
