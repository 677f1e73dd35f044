import { routeLines } from './diagram-routes.ts'
import type { Box, Grid, Line, Point } from './diagram-routes.ts'

/** What is to be drawn of one process or sub-process. */
export interface Figure {
  readonly id: string
  readonly name: string
  readonly shape: Box['shape']
  readonly host?: string
  /** Drawn open with what is inside it. */
  readonly inside?: Picture
  /** An event sub-process stands below, away from the flow. */
  readonly isAside?: boolean
}
export interface Join { readonly id: string; readonly from: string; readonly to: string; readonly name: string }
export interface Label { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export interface Picture { readonly width: number; readonly height: number; readonly boxes: ReadonlyMap<string, Box>; readonly lines: readonly Line[]; readonly labels: readonly Label[]; readonly inside: ReadonlyMap<string, Picture> }

const SIZES = { task: { width: 110, height: 80 }, gateway: { width: 50, height: 50 }, event: { width: 36, height: 36 }, boundary: { width: 36, height: 36 }, scope: { width: 110, height: 80 } }
/** Lines run on tracks between columns and rows. */
const TRACK = 13
const COLUMN_GAP = TRACK * 7
const ROW_GAP = TRACK * 6
const EDGE = 30
const LETTER = 12.5
const LABEL_LINE = 15

/** Lays a flow out from left to right: the longest way in the first row, side ways below it, event sub-processes at the bottom. */
export function pictureOf(figures: readonly Figure[], joins: readonly Join[]): Picture {
  const plain = figures.filter((one) => !one.host && !one.isAside)
  const hosts = new Map(figures.filter((one) => one.host).map((one) => [one.id, one.host!]))
  const flows = joins.map((join) => ({ ...join, near: hosts.get(join.from) ?? join.from })).filter((join) => join.near !== join.to)
  const forward = forwardOf(plain, flows)
  const columns = columnsOf(plain, forward)
  const rows = rowsOf(plain, forward, columns)
  const { boxes, grid, bottom } = placed(plain, columns, rows)
  for (const figure of figures.filter((one) => one.host)) attach(figure, figures, boxes)
  const lines: Line[] = joins.map(({ id, from, to }) => ({ id, from, to, points: [] }))
  const events = figures.filter((one) => (one.shape === 'event' || one.shape === 'boundary') && one.name)
  routeLines(boxes, lines, withBoundaries(grid, figures, boxes), events.map((one) => below(boxes.get(one.id)!, one)))
  const right = Math.max(...[...boxes.values()].map((box) => box.x + box.width), 0)
  const end = placeAside(figures.filter((one) => one.isAside), boxes, bottom, Math.max(right, 1200))
  const labels = labelsOf(figures, joins, boxes, lines)
  return framed({ boxes, lines, labels, inside: new Map(figures.flatMap((one) => (one.inside ? [[one.id, one.inside] as const] : []))), width: 0, height: end })
}

interface Flow extends Join { readonly near: string }

/** Without the flows that lead back: those that a walk finds leading to where it still is. */
function forwardOf(figures: readonly Figure[], flows: readonly Flow[]): Flow[] {
  const out = Map.groupBy(flows, (flow) => flow.near)
  const entered = new Set(flows.map((flow) => flow.to))
  const [open, done, back] = [new Set<string>(), new Set<string>(), new Set<Flow>()]
  const walk = (id: string): void => {
    open.add(id)
    for (const flow of out.get(id) ?? []) {
      if (open.has(flow.to)) back.add(flow)
      else if (!done.has(flow.to)) walk(flow.to)
    }
    open.delete(id)
    done.add(id)
  }
  for (const one of [...figures.filter((figure) => !entered.has(figure.id)), ...figures]) if (!done.has(one.id)) walk(one.id)
  return flows.filter((flow) => !back.has(flow))
}

/** Each as far right as the longest way to it. */
function columnsOf(figures: readonly Figure[], forward: readonly Flow[]): Map<string, number> {
  const into = Map.groupBy(forward, (flow) => flow.to)
  const columns = new Map<string, number>()
  const columnOf = (id: string): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    columns.set(id, 0)
    const column = Math.max(-1, ...(into.get(id) ?? []).map((flow) => columnOf(flow.near))) + 1
    columns.set(id, column)
    return column
  }
  for (const one of figures) columnOf(one.id)
  return columns
}

/** Chains one after another, each in the highest row below its beginning where it finds room. */
function rowsOf(figures: readonly Figure[], forward: readonly Flow[], columns: ReadonlyMap<string, number>): Map<string, number> {
  const rows = new Map<string, number>()
  const taken = new Set<string>()
  const out = Map.groupBy(forward, (flow) => flow.near)
  const lengths = lengthsOf(figures, out)
  const entries = new Map(forward.map((flow) => [flow.to, flow.near]))
  const begin = (one: Figure): number => columns.get(one.id)!
  for (const one of figures.toSorted((left, right) => begin(left) - begin(right) || lengths.get(right.id)! - lengths.get(left.id)!)) {
    if (rows.has(one.id)) continue
    const chain = chainFrom(one.id, out, lengths, rows)
    const [first, last] = [columns.get(chain[0]!)!, columns.get(chain.at(-1)!)!]
    const next = (out.get(chain.at(-1)!) ?? []).map((flow) => columns.get(flow.to)!).toSorted((a, b) => a - b)[0] ?? last
    const from = entries.get(one.id)
    let row = from === undefined ? 0 : (rows.get(from) ?? 0)
    const isFree = (): boolean => range(first, Math.max(last, next - 1)).every((column) => !taken.has(`${row} ${column}`))
    while (!isFree()) row += 1
    for (const id of chain) rows.set(id, row)
    for (const column of range(first, last)) taken.add(`${row} ${column}`)
  }
  return rows
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)

function chainFrom(start: string, out: ReadonlyMap<string, readonly Flow[]>, lengths: ReadonlyMap<string, number>, rows: ReadonlyMap<string, number>): string[] {
  const chain = [start]
  for (;;) {
    const own = (out.get(chain.at(-1)!) ?? []).filter((flow) => flow.near === flow.from)
    const next = own.toSorted((left, right) => lengths.get(right.to)! - lengths.get(left.to)!)[0]
    if (!next || rows.has(next.to)) return chain
    chain.push(next.to)
  }
}

/** How much is still to come after each, on the longest way. */
function lengthsOf(figures: readonly Figure[], out: ReadonlyMap<string, readonly Flow[]>): Map<string, number> {
  const lengths = new Map<string, number>()
  const lengthOf = (id: string): number => {
    const known = lengths.get(id)
    if (known !== undefined) return known
    lengths.set(id, 0)
    const length = Math.max(-1, ...(out.get(id) ?? []).filter((flow) => flow.near === flow.from).map((flow) => lengthOf(flow.to))) + 1
    lengths.set(id, length)
    return length
  }
  for (const one of figures) lengthOf(one.id)
  return lengths
}

const sizeOf = (one: Figure): { width: number; height: number } => (one.inside ? { width: one.inside.width, height: one.inside.height } : SIZES[one.shape])

function placed(figures: readonly Figure[], columns: ReadonlyMap<string, number>, rows: ReadonlyMap<string, number>): { boxes: Map<string, Box>; grid: Grid; bottom: number } {
  const across = spread(figures, (one) => columns.get(one.id)!, (one) => sizeOf(one).width, COLUMN_GAP)
  const down = spread(figures, (one) => rows.get(one.id)!, (one) => Math.max(sizeOf(one).height, 60), ROW_GAP)
  const boxes = new Map(figures.map((one) => {
    const size = sizeOf(one)
    return [one.id, { id: one.id, shape: one.shape, ...size, x: across.middles[columns.get(one.id)!]! - size.width / 2, y: down.middles[rows.get(one.id)!]! - size.height / 2 } as Box]
  }))
  return { boxes, grid: { xs: across.tracks, ys: down.tracks }, bottom: down.end }
}

/** Middles of columns (or rows), with the tracks between them. */
function spread(figures: readonly Figure[], placeOf: (one: Figure) => number, lengthOf: (one: Figure) => number, gap: number): { middles: number[]; tracks: number[]; end: number } {
  const lengths: number[] = []
  for (const one of figures) lengths[placeOf(one)] = Math.max(lengths[placeOf(one)] ?? 0, lengthOf(one))
  const lanes = (from: number): number[] => range(1, Math.round(gap / TRACK) - 1).map((at) => from + at * TRACK)
  const middles: number[] = []
  const tracks = lanes(0)
  let at = gap
  for (const length of lengths) {
    middles.push(at + length / 2)
    tracks.push(at + length / 2, ...lanes(at + length))
    at += length + gap
  }
  return { middles, tracks: tracks.toSorted((left, right) => left - right), end: at }
}

/** Boundary events sit on the lower edge, from the right. */
function attach(figure: Figure, figures: readonly Figure[], boxes: Map<string, Box>): void {
  const host = boxes.get(figure.host!)
  if (!host) return
  const at = figures.filter((one) => one.host === figure.host).indexOf(figure)
  boxes.set(figure.id, { id: figure.id, shape: 'boundary', ...SIZES.boundary, x: host.x + host.width - 18 - 36 - (at * 46) % Math.max(host.width - 36, 1), y: host.y + host.height - 18 })
}

function withBoundaries(grid: Grid, figures: readonly Figure[], boxes: ReadonlyMap<string, Box>): Grid {
  const own = figures.filter((one) => one.host).flatMap((one) => boxes.get(one.id) ?? []).map((box) => box.x + box.width / 2)
  return { xs: [...new Set([...grid.xs, ...own])].toSorted((left, right) => left - right), ys: grid.ys }
}

function placeAside(figures: readonly Figure[], boxes: Map<string, Box>, top: number, width: number): number {
  let [x, y, tallest] = [EDGE, top, 0]
  for (const one of figures) {
    const size = sizeOf(one)
    if (x > EDGE && x + size.width > width) [x, y, tallest] = [EDGE, y + tallest + 40, 0]
    boxes.set(one.id, { id: one.id, shape: one.shape, ...size, x, y })
    x += size.width + 40
    tallest = Math.max(tallest, size.height)
  }
  return y + tallest
}

const isLatin = (letter: string): boolean => letter.charCodeAt(0) < 256
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (isLatin(letter) ? LETTER * 0.6 : LETTER), 0)

function textBox(id: string, name: string, widest: number): { id: string; width: number; height: number } {
  const width = Math.min(Math.ceil(widthOf(name)) + 2, widest)
  return { id, width, height: LABEL_LINE * Math.ceil(widthOf(name) / widest) }
}

/** The name of an event below it; beside its line when it sits on an edge. */
function below(box: Box, figure: Figure): Box {
  const text = textBox(figure.id, figure.name, 90)
  const x = box.shape === 'boundary' ? box.x + box.width / 2 - text.width - 4 : box.x + box.width / 2 - text.width / 2
  return { ...text, shape: 'event', x, y: box.y + box.height + 3 }
}

function labelsOf(figures: readonly Figure[], joins: readonly Join[], boxes: ReadonlyMap<string, Box>, lines: readonly Line[]): Label[] {
  const labels: Label[] = figures.filter((one) => (one.shape === 'event' || one.shape === 'boundary') && one.name && boxes.has(one.id)).map((one) => below(boxes.get(one.id)!, one))
  for (const one of figures.filter((figure) => figure.shape === 'gateway' && figure.name)) labels.push(gatewayLabel(one, boxes.get(one.id)!, lines, labels))
  for (const join of joins.filter((one) => one.name)) labels.push(flowLabel(join, lines.find((line) => line.id === join.id)!, labels, lines, [...boxes.values()]))
  return labels
}

/** Above the diamond, unless a line leaves there; then below, else at its upper left. */
function gatewayLabel(figure: Figure, box: Box, lines: readonly Line[], labels: readonly Label[]): Label {
  const text = textBox(figure.id, figure.name, 110)
  const x = box.x + box.width / 2
  const places = [
    { ...text, x: x - text.width / 2, y: box.y - text.height - 4 }, { ...text, x: x - text.width / 2, y: box.y + box.height + 4 },
    { ...text, x: x - text.width - 8, y: box.y - text.height + 6 }, { ...text, x: x + 8, y: box.y - text.height + 6 },
  ]
  return least(places, (place) => crossings(place, lines) * 10 + labels.filter((one) => overlaps(one, place)).length * 20)
}

const least = <Place>(places: readonly Place[], costOf: (place: Place) => number): Place => places.reduce((best, one) => (costOf(one) < costOf(best) ? one : best))

/** Beside the line's beginning where it is free, else wherever fewest things are in the way. */
function flowLabel(join: Join, line: Line, labels: readonly Label[], lines: readonly Line[], boxes: readonly Box[]): Label {
  const text = textBox(join.id, join.name, 110)
  const others = lines.filter((one) => one !== line)
  const places = line.points.slice(1).flatMap((to, at) => besides(text, line.points[at]!, to).map((place, order) => ({ place, order: order + at * 4 + (isShared(segment(line.points[at]!, to), others) ? 30 : 0) })))
  const costOf = ({ place, order }: { place: Label; order: number }): number => order + crossings(place, [line]) * 40 + crossings(place, others) * 25 + labels.filter((one) => overlaps(one, place)).length * 60 + boxes.filter((one) => overlaps(one, place)).length * 80
  return places.length ? least(places, costOf).place : { ...text, x: 0, y: 0 }
}

/** Part of the segment belongs to another line as well: a name there would be of both. */
const isShared = (part: Area, others: readonly Line[]): boolean => others.some((line) => line.points.slice(1).some((to, at) => {
  const other = segment(line.points[at]!, to)
  return (part.width > 1) === (other.width > 1) && overlaps(part, other)
}))

function besides(text: { id: string; width: number; height: number }, from: Point, to: Point): Label[] {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
  if (from.y === to.y) {
    const way = Math.sign(to.x - from.x)
    const near = way > 0 ? from.x + 4 : from.x - 4 - text.width
    const middle = (from.x + to.x - text.width) / 2
    const xs = text.width + 8 > length ? [middle] : [near, middle]
    const penalty = text.width + 8 > length ? [from.y - text.height - 3] : [from.y - text.height - 3, from.y + 3]
    return penalty.flatMap((y) => xs.map((x) => ({ ...text, x, y })))
  }
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  const near = to.y > from.y ? from.y + 6 : from.y - 6 - text.height
  return [near, (top + bottom - text.height) / 2].flatMap((y) => [{ ...text, x: from.x + 4, y }, { ...text, x: from.x - 4 - text.width, y }])
}

interface Area { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const overlaps = (left: Area, right: Area): boolean => left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height
const crossings = (area: Area, lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.points.slice(1).filter((to, at) => overlaps(area, segment(line.points[at]!, to))).length, 0)
const segment = (from: Point, to: Point): Area => ({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x) || 0.1, height: Math.abs(to.y - from.y) || 0.1 })

/** Moved so that everything begins a margin from the upper left corner; room for the title of a sub-process. */
function framed(picture: Picture): Picture {
  const areas: Area[] = [...picture.boxes.values(), ...picture.labels, ...picture.lines.flatMap((line) => line.points.slice(1).map((to, at) => segment(line.points[at]!, to)))]
  if (areas.length === 0) return { ...picture, ...SIZES.scope }
  const [left, top] = [Math.min(...areas.map((one) => one.x)), Math.min(...areas.map((one) => one.y))]
  const [right, bottom] = [Math.max(...areas.map((one) => one.x + one.width)), Math.max(...areas.map((one) => one.y + one.height))]
  const [dx, dy] = [EDGE - left, EDGE + 14 - top]
  const move = <Place extends Point>(one: Place): Place => ({ ...one, x: one.x + dx, y: one.y + dy })
  return {
    ...picture, boxes: new Map([...picture.boxes].map(([id, box]) => [id, move(box)])), lines: picture.lines.map((line) => ({ ...line, points: line.points.map(move) })),
    labels: picture.labels.map(move), width: right - left + EDGE * 2, height: bottom - top + EDGE * 2 + 14,
  }
}
