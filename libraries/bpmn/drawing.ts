import type { Flow, Lane, Node, ScopeDefinition } from './definition.ts'
import { linkFlows } from './links.ts'
import { declaredIn, isData } from './read-data.ts'
import type { Place } from './read-events.ts'
import { activityOf, readNode, readSubProcessDetail } from './read-node.ts'
import type { Element, Reading } from './reading.ts'
import { checkExtensions, elementAt, elementsOf, feelAt, idOf, report, textOf } from './reading.ts'

/** What was read of one process so far. */
export interface Drawing extends Reading {
  readonly lanes: Lane[]
  readonly laneOf: Map<string, string>
  readonly scopes: Record<string, ScopeDefinition>
  readonly nodes: Record<string, Node>
  readonly flows: Record<string, Flow>
  /** Elements that had to be given an id. */
  unnamed: number
}

export const drawingOf = (isHouse: boolean): Drawing => ({ problems: [], isHouse, data: new Set(), lanes: [], laneOf: new Map(), scopes: {}, nodes: {}, flows: {}, unnamed: 0 })

const SUB_PROCESSES = ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess']

/** What the sub-processes inside a scope tell it. */
interface Inside {
  readonly handlers: string[]
  undoneBy: string | undefined
}

/** Reads a process or sub-process with everything inside it (BPMN 2.0.2 §10.3.5, §10.5, §10.6). */
export function readScope(drawing: Drawing, element: Element, place: Place, parent: string | null, lane: string | null): void {
  readLanes(drawing, elementsOf(element, 'laneSets'))
  for (const one of elementsOf(element, 'flowElements')) nameIfNeeded(drawing, one)
  const inside = elementsOf(element, 'flowElements').filter((one) => !isData(one))
  const ids = new Set(inside.map(idOf))
  for (const flow of inside.filter((one) => one.$type === 'bpmn:SequenceFlow')) readFlow(drawing, flow, ids)
  for (const flow of linkFlows(drawing, inside)) drawing.flows[flow.id] = flow
  const data = declaredIn(drawing, element)
  const told: Inside = { handlers: [], undoneBy: undefined }
  const nodes = inside.filter((one) => one.$type !== 'bpmn:SequenceFlow')
  const edges = edgesOf(drawing, nodes)
  for (const one of nodes) {
    checkExtensions(drawing, one)
    const home = drawing.laneOf.get(idOf(one)) ?? lane
    if (SUB_PROCESSES.includes(one.$type)) readSubProcess(drawing, one, idOf(element), home, told, common(one, edges, idOf(element), home))
    else readPlain(drawing, one, place, common(one, edges, idOf(element), home))
  }
  readAssociations(drawing, element, nodes)
  drawing.scopes[idOf(element)] = {
    id: idOf(element), parent, ...startsOf(drawing, nodes, place), handlers: told.handlers,
    ...(told.undoneBy === undefined ? {} : { undoneBy: told.undoneBy }), ...(data.length ? { data } : {}),
  }
}

/** Ids are optional in BPMN (table 8.5), mostly left out of flows; here everything needs one. */
function nameIfNeeded(drawing: Drawing, element: Element): void {
  if (idOf(element) !== '') return
  drawing.unnamed += 1
  const ends = ['sourceRef', 'targetRef'].map((name) => elementAt(element, name)?.id ?? '')
  const name = element.$type === 'bpmn:SequenceFlow' ? ends.join('--') : element.$type.replace('bpmn:', '')
  Object.assign(element, { id: `${name}#${drawing.unnamed}` })
}

/** Where a scope begins: its start events, else everything that no flow leads to; an ad-hoc sub-process offers that instead. */
function startsOf(drawing: Drawing, elements: readonly Element[], place: Place): Pick<ScopeDefinition, 'starts' | 'implicit' | 'offers'> {
  const nodes = elements.map((one) => drawing.nodes[idOf(one)]).filter((one) => one !== undefined)
  const isFree = (one: Node): boolean => one.in.length === 0 && !['boundary', 'event-sub-process', 'start', 'end'].includes(one.kind) && !one.forCompensation
  if (place === 'ad-hoc') return { starts: [], offers: nodes.filter(isFree).map((one) => one.id) }
  const events = nodes.filter((one) => one.kind === 'start')
  const receivers = nodes.filter((one) => (one.kind === 'receive' || one.kind === 'event-gateway') && one.instantiate && one.in.length === 0)
  const starts = [...events, ...(place === 'process' ? receivers : [])].map((one) => one.id)
  return starts.length > 0 ? { starts } : { starts: nodes.filter(isFree).map((one) => one.id), implicit: true }
}

function readPlain(drawing: Drawing, element: Element, place: Place, shared: ReturnType<typeof common>): void {
  const detail = readNode(drawing, element, place)
  checkDirection(drawing, element, shared)
  if (detail) drawing.nodes[idOf(element)] = { ...shared, ...detail }
}

/** A gateway drawn as converging or diverging must be so (BPMN 2.0.2 table 8.46). */
function checkDirection(drawing: Drawing, element: Element, { id, in: into, out }: ReturnType<typeof common>): void {
  const direction = element.$type.endsWith('Gateway') ? element.get('gatewayDirection') : undefined
  if (direction === 'Converging' && out.length > 1) report(drawing, id, 'gateway-direction', '标为汇合的网关只能有一条出线')
  if (direction === 'Diverging' && into.length > 1) report(drawing, id, 'gateway-direction', '标为分支的网关只能有一条入线')
}

function readSubProcess(drawing: Drawing, element: Element, scope: string, lane: string | null, told: Inside, shared: ReturnType<typeof common>): void {
  const id = idOf(element)
  const byEvent = element.get('triggeredByEvent') === true
  const place = element.$type === 'bpmn:AdHocSubProcess' ? 'ad-hoc' : byEvent ? 'event-sub-process' : 'sub-process'
  readScope(drawing, element, place, scope, lane)
  const start = drawing.scopes[id]?.implicit ? '' : (drawing.scopes[id]?.starts[0] ?? '')
  const detail = byEvent ? { kind: 'event-sub-process' as const, start } : readSubProcessDetail(drawing, element)
  drawing.nodes[id] = { ...shared, ...detail, ...(byEvent ? {} : activityOf(drawing, element, detail)) }
  if (!byEvent) return
  const trigger = drawing.nodes[start]?.kind === 'start' ? drawing.nodes[start].trigger : null
  if (trigger?.on === 'compensation') told.undoneBy = start
  else if (start !== '') told.handlers.push(start)
  if (textOf(element, 'xy:pauses') !== undefined) report(drawing, id, 'unsupported', '事件子流程不能标注暂停计时，请标在其中的活动上')
  if (elementAt(element, 'loopCharacteristics')) report(drawing, id, 'unsupported-loop', '事件子流程不能循环')
}

interface Edges {
  readonly in: ReadonlyMap<string, readonly string[]>
  readonly out: ReadonlyMap<string, readonly string[]>
  readonly boundary: ReadonlyMap<string, readonly string[]>
}

function edgesOf(drawing: Drawing, nodes: readonly Element[]): Edges {
  const flows = Object.values(drawing.flows)
  const ids = (by: 'from' | 'to') => new Map([...Map.groupBy(flows, (flow) => flow[by])].map(([node, list]) => [node, list.map((flow) => flow.id)] as const))
  const attached = Map.groupBy(nodes.filter((one) => one.$type === 'bpmn:BoundaryEvent'), (one) => elementAt(one, 'attachedToRef')?.id ?? '')
  return { in: ids('to'), out: ids('from'), boundary: new Map([...attached].map(([host, list]) => [host, list.map(idOf)] as const)) }
}

function common(element: Element, edges: Edges, scope: string, lane: string | null) {
  const id = idOf(element)
  const boundary = edges.boundary.get(id) ?? []
  const pauses = textOf(element, 'xy:pauses')
  return {
    id, name: element.name ?? id, scope, lane, in: edges.in.get(id) ?? [], out: edges.out.get(id) ?? [],
    ...(pauses === undefined ? {} : { pauses }), ...(boundary.length ? { boundary } : {}),
  }
}

/** An association from a compensation boundary event names the activity that undoes (§10.7). */
function readAssociations(drawing: Drawing, element: Element, nodes: readonly Element[]): void {
  const links = elementsOf(element, 'artifacts').filter((one) => one.$type === 'bpmn:Association')
  for (const one of nodes) {
    const boundary = drawing.nodes[idOf(one)]
    if (boundary?.kind !== 'boundary' || boundary.trigger.on !== 'compensation') continue
    const handlers = links.filter((link) => elementAt(link, 'sourceRef')?.id === boundary.id).map((link) => elementAt(link, 'targetRef')?.id ?? '')
    const host = drawing.nodes[boundary.attachedTo]
    const [handler, second] = handlers
    if (handler === undefined || second !== undefined || !drawing.nodes[handler]?.forCompensation) report(drawing, boundary.id, 'compensation-handler', '补偿边界事件须以关联线连到一个（且只一个）补偿活动')
    else if (host) drawing.nodes[host.id] = { ...host, undo: handler }
  }
}

function readFlow(drawing: Drawing, element: Element, ids: ReadonlySet<string>): void {
  const [from, to] = ['sourceRef', 'targetRef'].map((name) => elementAt(element, name)?.id ?? '')
  const id = idOf(element)
  if (!ids.has(from ?? '') || !ids.has(to ?? '')) report(drawing, id, 'flow-crosses', '连线的两端须在同一个流程或子流程内')
  const tree = feelAt(drawing, element, '条件', 'conditionExpression', id)
  drawing.flows[id] = { id, name: element.name ?? '', from: from ?? '', to: to ?? '', ...(tree ? { condition: tree } : {}) }
}

function readLanes(drawing: Drawing, sets: readonly Element[]): void {
  for (const lane of sets.flatMap((set) => elementsOf(set, 'lanes'))) {
    drawing.lanes.push({ id: idOf(lane), name: lane.name ?? idOf(lane) })
    for (const node of elementsOf(lane, 'flowNodeRef')) drawing.laneOf.set(idOf(node), idOf(lane))
    const inner = elementAt(lane, 'childLaneSet')
    if (inner) readLanes(drawing, [inner])
  }
}
