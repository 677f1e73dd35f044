/** How an element is marked on a diagram; `hot-5` is the hottest. */
export type Mark = 'here' | 'done' | 'trace' | 'wrong' | 'hot-1' | 'hot-2' | 'hot-3' | 'hot-4' | 'hot-5'
export type Marks = Readonly<Record<string, Mark>>
/** Short text on an element: a count, hours, the number of a step. */
export type Badges = Readonly<Record<string, string>>

interface Canvas { addMarker: (id: string, marker: string) => void, removeMarker: (id: string, marker: string) => void }
interface Overlays { add: (id: string, type: string, overlay: object) => string, remove: (filter: object) => void }
export interface Shape { id: string, type: string, parent?: Shape, source?: Shape, target?: Shape, outgoing?: Shape[], labelTarget?: Shape, businessObject: Business, waypoints?: { x: number, y: number }[], width: number, height: number, x: number, y: number, hidden?: boolean }
/** What a moddle element is to us. */
export interface Business { id: string, $type: string, name?: string, $parent?: Business, $attrs: Record<string, unknown>, get: (name: string) => unknown, set: (name: string, value: unknown) => void }
interface Registry { get: (id: string) => Shape | undefined, filter: (fits: (shape: Shape) => boolean) => Shape[] }
export interface Drawn { get: (<Service>(name: string) => Service) }

export const canvasOf = (drawn: Drawn) => drawn.get<Canvas & { zoom: (to?: number | 'fit-viewport', at?: 'auto') => number, scrollToElement: (id: string, padding?: number) => void, scroll: (by: { dx: number, dy: number }) => void, viewbox: (box?: object) => { inner: { x: number, y: number, width: number, height: number }, outer: { width: number, height: number } }, getRootElement: () => Shape, resized: () => void }>('canvas')
export const registryOf = (drawn: Drawn) => drawn.get<Registry>('elementRegistry')
export const overlaysOf = (drawn: Drawn) => drawn.get<Overlays>('overlays')

/** Puts marks and badges on a diagram in place of those that were there. Elements it does not show are passed over. */
export function markUp(drawn: Drawn, before: Marks, marks: Marks, badges: Badges): void {
  const [canvas, registry, overlays] = [canvasOf(drawn), registryOf(drawn), overlaysOf(drawn)]
  for (const [id, mark] of Object.entries(before)) if (registry.get(id)) canvas.removeMarker(id, `mark-${mark}`)
  for (const [id, mark] of Object.entries(marks)) if (registry.get(id)) canvas.addMarker(id, `mark-${mark}`)
  overlays.remove({ type: 'badge' })
  for (const [id, text] of Object.entries(badges)) {
    const shape = registry.get(id)
    if (shape) overlays.add(id, 'badge', { position: placeOf(shape), html: textBox(text, `drawing-badge ${marks[id] ? `mark-${marks[id]}` : ''}`) })
  }
}

/** On a flow in its middle, else on the upper edge. */
function placeOf(shape: Shape): { top: number, left: number } {
  if (!shape.waypoints) return { top: -12, left: shape.width / 2 }
  const points = shape.waypoints
  const lengths = points.slice(1).map((point, at) => Math.hypot(point.x - points[at]!.x, point.y - points[at]!.y))
  const at = lengths.indexOf(Math.max(...lengths))
  const [from, to] = [points[at]!, points[at + 1]!]
  const corner = { x: Math.min(...points.map((one) => one.x)), y: Math.min(...points.map((one) => one.y)) }
  return { top: (from.y + to.y) / 2 - corner.y - 11, left: (from.x + to.x) / 2 - corner.x }
}

function textBox(text: string, classes: string): HTMLElement {
  const box = document.createElement('div')
  box.className = classes
  box.textContent = text
  return box
}

/** Who does each task, as a small label in its box: those it is bound to, else the lane's name. */
export function showPeople(drawn: Drawn, people: Readonly<Record<string, string>>): void {
  const overlays = overlaysOf(drawn)
  overlays.remove({ type: 'people' })
  const tasks = registryOf(drawn).filter((shape) => ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:ReceiveTask'].includes(shape.type) && !shape.labelTarget)
  const lanes = lanesOf(drawn)
  for (const task of tasks) {
    const bound = peopleOf(task.businessObject)
    const name = bound ? people[bound] ?? lanes.byId.get(bound) ?? bound : lanes.byNode.get(task.id)
    if (name) overlays.add(task.id, 'people', { position: { bottom: 20, left: 4 }, html: textBox(name, 'drawing-people') })
  }
}

const peopleOf = (one: Business): string | undefined => {
  const value = one.get('xy:people')
  return typeof value === 'string' && value ? value : undefined
}

function lanesOf(drawn: Drawn): { byId: Map<string, string>, byNode: Map<string, string> } {
  const lanes = allLanes(canvasOf(drawn).getRootElement().businessObject)
  const nameOf = (lane: Business) => lane.name ?? lane.id
  return { byId: new Map(lanes.map((lane) => [lane.id, nameOf(lane)])), byNode: new Map(lanes.flatMap((lane) => (lane.get('flowNodeRef') as Business[]).map((node) => [node.id, nameOf(lane)] as const))) }
}

const allLanes = (scope: Business): Business[] => ((scope.get('laneSets') as Business[] | undefined) ?? []).flatMap((set) => (set.get('lanes') as Business[] | undefined) ?? [])
