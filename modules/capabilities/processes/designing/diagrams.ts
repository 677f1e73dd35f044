import { readXml } from '@xiangyun/bpmn/read-xml'
import { pictureOf } from './diagram-places.ts'
import type { Figure, Join, Picture } from './diagram-places.ts'

/** What we use of a moddle element and of the model that makes more of them. */
interface Part {
  readonly $type: string
  readonly $model: { create(type: string, values: object): Part; toXML(part: Part, options: object): Promise<{ xml: string }> }
  readonly id?: string
  readonly name?: string
  get(name: string): unknown
  set(name: string, value: unknown): void
}

const partsOf = (part: Part, name: string): Part[] => (part.get(name) as Part[] | undefined) ?? []
const partAt = (part: Part, name: string): Part | undefined => part.get(name) as Part | undefined

/** The same file with a position for every element; a process whose diagram is whole keeps it. Files that cannot be read come back as they are. */
export async function drawn(xml: string): Promise<string> {
  const read = await readXml(xml)
  if (!read.ok) return xml
  const definitions = read.value as unknown as Part
  const missing = partsOf(definitions, 'rootElements').filter((one) => one.$type === 'bpmn:Process' && !isWhole(definitions, one))
  if (missing.length === 0) return xml
  for (const process of missing) {
    nameAll(process)
    join(process)
    draw(definitions, process)
  }
  return (await definitions.$model.toXML(definitions, { format: true })).xml
}

const isConnection = (part: Part): boolean => part.$type === 'bpmn:SequenceFlow' || part.$type === 'bpmn:Association'
/** What stands on a diagram; data objects are seen through their references only. */
const isShown = (part: Part): boolean => part.$type !== 'bpmn:DataObject'
const insideOf = (scope: Part): Part[] => [...partsOf(scope, 'flowElements'), ...partsOf(scope, 'artifacts')].filter(isShown)

function isWhole(definitions: Part, process: Part): boolean {
  const shown = new Set(partsOf(definitions, 'diagrams').flatMap((diagram) => (partAt(diagram, 'plane') ? partsOf(partAt(diagram, 'plane')!, 'planeElement') : [])).map((one) => partAt(one, 'bpmnElement')))
  const all = (scope: Part): boolean => insideOf(scope).every((one) => (shown.has(one) || one.$type === 'bpmn:Group') && (!holdsFlow(one) || all(one)))
  return all(process)
}

const holdsFlow = (part: Part): boolean => ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess'].includes(part.$type)

/** Ids are optional in BPMN, but a diagram refers by them. */
function nameAll(scope: Part, taken = { count: 0 }): void {
  for (const part of insideOf(scope)) {
    taken.count += 1
    if (!part.id) part.set('id', `${scope.id ?? 'process'}_${taken.count}`)
    if (holdsFlow(part)) nameAll(part, taken)
  }
}

/** Nodes tell their flows, as editors expect it. */
function join(scope: Part): void {
  for (const part of partsOf(scope, 'flowElements')) {
    if (holdsFlow(part)) join(part)
    if (part.$type !== 'bpmn:SequenceFlow') continue
    for (const [end, list] of [['sourceRef', 'outgoing'], ['targetRef', 'incoming']] as const) {
      const node = partAt(part, end)
      if (node && !partsOf(node, list).includes(part)) partsOf(node, list).push(part)
    }
  }
}

function pictured(scope: Part): Picture {
  const parts = insideOf(scope).filter((part) => part.$type !== 'bpmn:Group')
  const ids = new Set(parts.map((part) => part.id))
  const joins: Join[] = parts.filter(isConnection).flatMap((part) => {
    const [from, to] = [partAt(part, 'sourceRef')?.id, partAt(part, 'targetRef')?.id]
    return from && to && ids.has(from) && ids.has(to) ? [{ id: part.id!, from, to, name: part.name ?? '' }] : []
  })
  return pictureOf(parts.filter((part) => !isConnection(part)).map(figureOf), joins)
}

function figureOf(part: Part): Figure {
  const own = { id: part.id!, name: part.name ?? '' }
  const host = part.$type === 'bpmn:BoundaryEvent' ? partAt(part, 'attachedToRef')?.id : undefined
  if (host) return { ...own, shape: 'boundary', host }
  if (holdsFlow(part)) return { ...own, shape: 'scope', inside: pictured(part), ...(part.get('triggeredByEvent') === true ? { isAside: true } : {}) }
  return { ...own, shape: part.$type.endsWith('Gateway') ? 'gateway' : part.$type.endsWith('Event') ? 'event' : 'task' }
}

function draw(definitions: Part, process: Part): void {
  const model = definitions.$model
  const byId = new Map<string, Part>()
  const collect = (scope: Part): void => insideOf(scope).forEach((part) => { byId.set(part.id!, part); if (holdsFlow(part)) collect(part) })
  collect(process)
  const plane = model.create('bpmndi:BPMNPlane', { id: `${process.id ?? 'process'}_plane`, bpmnElement: process, planeElement: shapesOf(model, pictured(process), byId, { x: 120, y: 60 }) })
  const diagram = model.create('bpmndi:BPMNDiagram', { id: `${process.id ?? 'process'}_diagram`, plane })
  const others = partsOf(definitions, 'diagrams').filter((one) => partAt(partAt(one, 'plane') ?? one, 'bpmnElement') !== process)
  definitions.set('diagrams', [...others, diagram])
}

function shapesOf(model: Part['$model'], picture: Picture, byId: ReadonlyMap<string, Part>, at: { x: number; y: number }): Part[] {
  const bounds = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Part => model.create('dc:Bounds', { x: Math.round(at.x + x), y: Math.round(at.y + y), width: Math.round(width), height: Math.round(height) })
  const labels = new Map(picture.labels.map((label) => [label.id, model.create('bpmndi:BPMNLabel', { bounds: bounds(label) })]))
  const label = (id: string): object => (labels.has(id) ? { label: labels.get(id) } : {})
  // An event on an edge is drawn after its host, so that it lies above it.
  const boxes = [...picture.boxes.values()].toSorted((left, right) => Number(left.shape === 'boundary') - Number(right.shape === 'boundary'))
  const shapes = boxes.flatMap((box) => {
    const inner = picture.inside.get(box.id)
    const part = byId.get(box.id)
    const shape = model.create('bpmndi:BPMNShape', { id: `${box.id}_di`, bpmnElement: part, bounds: bounds(box), ...label(box.id), ...(inner ? { isExpanded: true } : {}), ...(part?.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {}) })
    return [shape, ...inner ? shapesOf(model, inner, byId, { x: at.x + box.x, y: at.y + box.y }) : []]
  })
  const lines = picture.lines.map((line) => model.create('bpmndi:BPMNEdge', { id: `${line.id}_di`, bpmnElement: byId.get(line.id), ...label(line.id), waypoint: line.points.map((point) => model.create('dc:Point', { x: Math.round(at.x + point.x), y: Math.round(at.y + point.y) })) }))
  return [...shapes, ...lines]
}
