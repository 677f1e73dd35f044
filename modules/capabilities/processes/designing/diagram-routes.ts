/** Ways for lines between boxes: at right angles, around boxes, with few bends and crossings. */

export interface Point { readonly x: number; readonly y: number }
export interface Box { readonly id: string; x: number; y: number; readonly width: number; readonly height: number; readonly shape: 'task' | 'gateway' | 'event' | 'boundary' | 'scope' }
export interface Line { readonly id: string; readonly from: string; readonly to: string; points: Point[] }
/** Where lines may run: between columns and rows, and through their middles. */
export interface Grid { readonly xs: readonly number[]; readonly ys: readonly number[] }

type Side = 'right' | 'down' | 'left' | 'up'
const sides: readonly Side[] = ['right', 'down', 'left', 'up']
const steps: Readonly<Record<Side, Point>> = { right: { x: 1, y: 0 }, down: { x: 0, y: 1 }, left: { x: -1, y: 0 }, up: { x: 0, y: -1 } }
const MARGIN = 5
/** Beyond this, lines are drawn straight: nobody waits for a diagram of a thousand boxes. */
const MOST_WORK = 6_000_000
const COSTS = { bend: 45, crossing: 40, overlap: 500, label: 60, mixedPort: 400, sharedPort: 30 }

interface Use { readonly from: string; readonly to: string }
interface Port { readonly side: Side; readonly ix: number; readonly iy: number; readonly at: Point; readonly cost: number }
/** What was drawn already, and what stands in the way. */
interface Plan { readonly grid: Grid; readonly blocked: Uint8Array; readonly soft: Uint8Array; readonly uses: Map<number, Use[]>; readonly ports: Map<string, 'in' | 'out'> }

/** Draws the lines one after another, short ones first; `labels` are places that lines should keep off. */
export function routeLines(boxes: ReadonlyMap<string, Box>, lines: readonly Line[], grid: Grid, labels: readonly Box[]): void {
  if (lines.length * grid.xs.length * grid.ys.length > MOST_WORK) return straight(boxes, lines)
  const plan: Plan = { grid, blocked: cover(grid, [...boxes.values()], MARGIN), soft: cover(grid, labels, 0), uses: new Map(), ports: new Map() }
  const reach = (line: Line): number => distance(boxes.get(line.from)!, boxes.get(line.to)!)
  for (const line of lines.toSorted((left, right) => reach(left) - reach(right))) line.points = route(plan, boxes.get(line.from)!, boxes.get(line.to)!)
}

function straight(boxes: ReadonlyMap<string, Box>, lines: readonly Line[]): void {
  for (const line of lines) line.points = [middle(boxes.get(line.from)!), middle(boxes.get(line.to)!)]
}

const distance = (from: Box, to: Box): number => Math.abs(from.x - to.x) + 3 * Math.abs(middle(from).y - middle(to).y) + (to.x < from.x ? 2000 : 0)
const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

function cover({ xs, ys }: Grid, boxes: readonly Box[], margin: number): Uint8Array {
  const found = new Uint8Array(xs.length * ys.length)
  for (const box of boxes) {
    for (let ix = 0; ix < xs.length; ix += 1) {
      if (xs[ix]! <= box.x - margin || xs[ix]! >= box.x + box.width + margin) continue
      for (let iy = 0; iy < ys.length; iy += 1) if (ys[iy]! > box.y - margin && ys[iy]! < box.y + box.height + margin) found[iy * xs.length + ix] = 1
    }
  }
  return found
}

function route(plan: Plan, from: Box, to: Box): Point[] {
  const starts = portsOf(plan, from, 'out')
  const ends = portsOf(plan, to, 'in')
  const found = search(plan, { from: from.id, to: to.id }, starts, ends)
  if (!found) return [middle(from), middle(to)]
  const { start, end, cells } = found
  plan.ports.set(`${from.id} ${start.side}`, 'out')
  plan.ports.set(`${to.id} ${end.side}`, 'in')
  const width = plan.grid.xs.length
  for (const cell of cells) plan.uses.set(cell.key, [...plan.uses.get(cell.key) ?? [], { from: from.id, to: to.id }])
  return straightened([start.at, ...cells.map(({ key }) => ({ x: plan.grid.xs[(key >> 1) % width]!, y: plan.grid.ys[Math.floor((key >> 1) / width)]! })), end.at])
}

/** The middles of a box's sides, each with the first free crossing of the grid before it. */
function portsOf(plan: Plan, box: Box, way: 'in' | 'out'): Port[] {
  const { xs, ys } = plan.grid
  const { x, y } = middle(box)
  const [ix, iy] = [nearest(xs, x), nearest(ys, y)]
  const places: Record<Side, { at: Point; ix: number; iy: number }> = {
    right: { at: { x: box.x + box.width, y }, ix: xs.findIndex((one) => one >= box.x + box.width + MARGIN), iy }, left: { at: { x: box.x, y }, ix: xs.findLastIndex((one) => one <= box.x - MARGIN), iy },
    down: { at: { x, y: box.y + box.height }, ix, iy: ys.findIndex((one) => one >= box.y + box.height + MARGIN) }, up: { at: { x, y: box.y }, ix, iy: ys.findLastIndex((one) => one <= box.y - MARGIN) },
  }
  const isOut = way === 'out'
  const usual: Side = isOut ? 'right' : 'left'
  return sides.filter((side) => box.shape !== 'boundary' || side === 'down').flatMap((side) => {
    const { at, ix: column, iy: row } = places[side]
    if (column < 0 || row < 0) return []
    const taken = plan.ports.get(`${box.id} ${side}`)
    const aside = side === usual ? 0 : side === (isOut ? 'left' : 'right') ? 150 : box.shape === 'gateway' && isOut ? 10 : 60
    const shared = taken === undefined ? 0 : taken === way ? (isOut ? COSTS.sharedPort : 0) : COSTS.mixedPort
    return [{ side, ix: column, iy: row, at, cost: aside + shared + Math.abs(xs[column]! - at.x) + Math.abs(ys[row]! - at.y) }]
  })
}

const nearest = (all: readonly number[], value: number): number => all.reduce((best, one, at) => (Math.abs(one - value) < Math.abs(all[best]! - value) ? at : best), 0)

interface Way { readonly start: Port; readonly end: Port; readonly cells: readonly { key: number }[] }

/** The cheapest way on the grid (Dijkstra); a state is a crossing and the side it was come from. */
function search(plan: Plan, line: Use, starts: readonly Port[], ends: readonly Port[]): Way | undefined {
  const { xs, ys } = plan.grid
  const size = xs.length * ys.length
  const costs = new Float64Array(size * 4).fill(Infinity)
  const before = new Int32Array(size * 4).fill(-1)
  const heap = new Heap()
  const from = new Map<number, Port>()
  for (const port of starts) {
    const state = (port.iy * xs.length + port.ix) * 4 + sides.indexOf(port.side)
    const cost = port.cost + passing(plan, line, port.iy * xs.length + port.ix, sides.indexOf(port.side))
    if (plan.blocked[state >> 2] || cost >= costs[state]!) continue
    costs[state] = cost
    from.set(state, port)
    heap.push(cost, state)
  }
  let best: { cost: number; state: number; end: Port } | undefined
  for (let next = heap.pop(); next; next = heap.pop()) {
    if (best && next.cost >= best.cost) break
    if (next.cost > costs[next.state]!) continue
    for (const end of ends) best = better(best, arrival(next, end, xs.length))
    for (let side = 0; side < 4; side += 1) {
      const state = moved(plan, next.state, side)
      if (state < 0) continue
      const [cell, old] = [state >> 2, next.state >> 2]
      const length = Math.abs(xs[cell % xs.length]! - xs[old % xs.length]!) + Math.abs(ys[Math.floor(cell / xs.length)]! - ys[Math.floor(old / xs.length)]!)
      const cost = next.cost + length + (side === (next.state & 3) ? 0 : COSTS.bend) + passing(plan, line, cell, side)
      if (cost >= costs[state]!) continue
      costs[state] = cost
      before[state] = next.state
      heap.push(cost, state)
    }
  }
  return best && traced(best, before, from)
}

const better = (best: { cost: number; state: number; end: Port } | undefined, other: { cost: number; state: number; end: Port } | undefined) => (other && (!best || other.cost < best.cost) ? other : best)

function arrival({ cost, state }: { cost: number; state: number }, end: Port, width: number) {
  if (state >> 2 !== end.iy * width + end.ix) return undefined
  const inward = (sides.indexOf(end.side) + 2) % 4
  if ((state & 3) === (inward + 2) % 4) return undefined
  return { cost: cost + end.cost + ((state & 3) === inward ? 0 : COSTS.bend), state, end }
}

function moved(plan: Plan, state: number, side: number): number {
  if (side === ((state & 3) + 2) % 4) return -1
  const { xs, ys } = plan.grid
  const cell = state >> 2
  const step = steps[sides[side]!]
  const [ix, iy] = [(cell % xs.length) + step.x, Math.floor(cell / xs.length) + step.y]
  if (ix < 0 || iy < 0 || ix >= xs.length || iy >= ys.length || plan.blocked[iy * xs.length + ix]) return -1
  return (iy * xs.length + ix) * 4 + side
}

/** Lines of one source or one target may run together; others cross at most. */
function passing(plan: Plan, line: Use, cell: number, side: number): number {
  const isRelated = (one: Use): boolean => one.from === line.from || one.to === line.to
  const along = (plan.uses.get(cell * 2 + (side % 2)) ?? []).some((one) => !isRelated(one)) ? COSTS.overlap : 0
  const across = (plan.uses.get(cell * 2 + ((side + 1) % 2)) ?? []).some((one) => !isRelated(one)) ? COSTS.crossing : 0
  return along + across + (plan.soft[cell] ? COSTS.label : 0)
}

/** Cells with their direction as one key; a bend counts for both directions. */
function traced(best: { state: number; end: Port }, before: Int32Array, from: ReadonlyMap<number, Port>): Way | undefined {
  const cells: { key: number }[] = []
  let state = best.state
  let side = (sides.indexOf(best.end.side) + 2) % 4
  let first = state
  while (state >= 0) {
    cells.unshift({ key: (state >> 2) * 2 + (state & 1) })
    if ((state & 1) !== (side & 1)) cells.unshift({ key: (state >> 2) * 2 + (side & 1) })
    side = state & 3
    first = state
    state = before[state]!
  }
  const start = from.get(first)
  return start && { start, end: best.end, cells }
}

function straightened(points: readonly Point[]): Point[] {
  const apart = points.filter((point, at) => at === 0 || point.x !== points[at - 1]!.x || point.y !== points[at - 1]!.y)
  return apart.filter((point, at) => {
    const [left, right] = [apart[at - 1], apart[at + 1]]
    return !left || !right || !((left.x === point.x && point.x === right.x) || (left.y === point.y && point.y === right.y))
  })
}

class Heap {
  readonly #items: { cost: number; state: number }[] = []

  push(cost: number, state: number): void {
    const items = this.#items
    items.push({ cost, state })
    for (let at = items.length - 1; at > 0;) {
      const parent = (at - 1) >> 1
      if (items[parent]!.cost <= items[at]!.cost) return
      ;[items[parent], items[at]] = [items[at]!, items[parent]!]
      at = parent
    }
  }

  pop(): { cost: number; state: number } | undefined {
    const items = this.#items
    const [top, last] = [items[0], items.pop()]
    if (!top || !last || items.length === 0) return top
    items[0] = last
    for (let at = 0; ;) {
      const [left, right] = [at * 2 + 1, at * 2 + 2]
      const least = [at, left, right].filter((one) => one < items.length).reduce((best, one) => (items[one]!.cost < items[best]!.cost ? one : best))
      if (least === at) return top
      ;[items[least], items[at]] = [items[at]!, items[least]!]
      at = least
    }
  }
}
