interface Leg { readonly to: string, readonly flow: string }

export interface Ways {
  /** Flows and the gateways on them from one element to another without another known one between. */
  readonly between: (from: string, to: string, known: ReadonlySet<string>) => readonly string[]
  /** The same all along a path. */
  readonly along: (path: readonly string[]) => readonly string[]
}

/** Finds the lines of a diagram that lie between what people know: tasks, not gateways. */
export function waysOf(xml: string): Ways {
  const legs = legsOf(new DOMParser().parseFromString(xml, 'application/xml'))
  const between: Ways['between'] = (from, to, known) => shortest(legs, from, to, known) ?? []
  return {
    between,
    along(path) {
      const known = new Set(path)
      return path.flatMap((element, index) => (index === 0 ? [] : between(path[index - 1]!, element, known)))
    },
  }
}

function legsOf(drawing: Document): Map<string, Leg[]> {
  const legs = new Map<string, Leg[]>()
  const add = (from: string | null, leg: Leg) => { if (from) legs.set(from, [...legs.get(from) ?? [], leg]) }
  for (const flow of drawing.getElementsByTagNameNS('*', 'sequenceFlow')) add(flow.getAttribute('sourceRef'), { to: flow.getAttribute('targetRef') ?? '', flow: flow.id })
  for (const event of drawing.getElementsByTagNameNS('*', 'boundaryEvent')) add(event.getAttribute('attachedToRef'), { to: event.id, flow: '' })
  return legs
}

function shortest(legs: ReadonlyMap<string, readonly Leg[]>, from: string, to: string, known: ReadonlySet<string>): string[] | undefined {
  const seen = new Set<string>()
  let edge: { at: string, passed: readonly string[] }[] = [{ at: from, passed: [] }]
  while (edge.length > 0) {
    const further: typeof edge = []
    for (const { at, passed } of edge) {
      for (const leg of legs.get(at) ?? []) {
        if (leg.to === to) return [...passed, leg.flow].filter(Boolean)
        if (seen.has(leg.to) || known.has(leg.to)) continue
        seen.add(leg.to)
        further.push({ at: leg.to, passed: [...passed, leg.flow, leg.to] })
      }
    }
    edge = further
  }
  return undefined
}
