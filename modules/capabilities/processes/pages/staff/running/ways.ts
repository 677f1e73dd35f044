interface Leg { readonly to: string, readonly flow: string }

export interface Ways {
  readonly isFlow: (id: string) => boolean
  /** Where a process begins of itself, when there is one such place. */
  readonly start: string | undefined
  /** The flows and gateways that one surely goes through from one step to the next; none when every way passes another step that is not `silent`. */
  readonly between: (from: string, to: string, silent?: ReadonlySet<string>) => readonly string[]
  /** The same all along a path. */
  readonly along: (path: readonly string[]) => readonly string[]
}

/** Longer chains of gateways are not followed. */
const longest = 12

/** Finds the lines of a diagram that lie between what people know: steps, not gateways. */
export function waysOf(xml: string): Ways {
  const drawing = new DOMParser().parseFromString(xml, 'application/xml')
  const all = [...drawing.getElementsByTagNameNS('*', '*')]
  const flows = all.filter(({ localName }) => localName === 'sequenceFlow')
  const legs = legsOf(flows)
  const gateways = new Set(all.filter(({ localName }) => localName.endsWith('Gateway') && localName !== 'eventBasedGateway').map(({ id }) => id))
  const starts = all.filter(({ localName, parentElement }) => localName === 'startEvent' && parentElement?.localName === 'process')
  const isFlow = new Set(flows.map(({ id }) => id))
  const between: Ways['between'] = (from, to, silent) => shared(waysBetween(legs, silent ? new Set([...gateways, ...silent]) : gateways, to, from))
  return { isFlow: (id) => isFlow.has(id), start: starts.length === 1 ? starts[0]!.id : undefined, between, along: (path) => path.slice(1).flatMap((element, index) => between(path[index]!, element)) }
}

function legsOf(flows: readonly Element[]): Map<string, Leg[]> {
  const legs = new Map<string, Leg[]>()
  for (const flow of flows) {
    const from = flow.getAttribute('sourceRef') ?? ''
    legs.set(from, [...legs.get(from) ?? [], { to: flow.getAttribute('targetRef') ?? '', flow: flow.id }])
  }
  return legs
}

function waysBetween(legs: ReadonlyMap<string, readonly Leg[]>, gateways: ReadonlySet<string>, to: string, at: string, passed: readonly string[] = []): string[][] {
  return (legs.get(at) ?? []).flatMap((leg) => {
    if (leg.to === to) return [[...passed, leg.flow]]
    return gateways.has(leg.to) && !passed.includes(leg.to) && passed.length < 2 * longest ? waysBetween(legs, gateways, to, leg.to, [...passed, leg.flow, leg.to]) : []
  })
}

/** Of several possible ways only what they have in common is sure. */
const shared = ([first = [], ...others]: readonly string[][]): string[] => first.filter((id) => others.every((way) => way.includes(id)))
