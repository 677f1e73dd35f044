import { BpmnModdle } from 'bpmn-moddle'
import { checkSoundness } from './check.ts'
import type { Definition, Flow, Lane, Node, ProcessProblem, ScopeDefinition } from './definition.ts'
import type { Place } from './read-node.ts'
import { readNode } from './read-node.ts'
import type { Element, Reading } from './reading.ts'
import { checkExtensions, elementAt, elementsOf, feel, idOf, report, textOf } from './reading.ts'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { xyModdle } from './xy-moddle.ts'

interface Drawing extends Reading {
  readonly lanes: Lane[]
  readonly laneOf: Map<string, string>
  readonly scopes: Record<string, ScopeDefinition>
  readonly nodes: Record<string, Node>
  readonly flows: Record<string, Flow>
}

/** Things drawn for the reader only. */
const IGNORED = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/**
 * Reads one process of BPMN 2.0.2 XML into a definition. What the engine does not do, and what could not run
 * to an end, is refused with the element and a Chinese reason; all problems at once.
 */
export async function deploy(xml: string): Promise<Result<Definition, ProcessProblem>> {
  const read = await readXml(xml)
  if (!read.ok) return read
  const processes = elementsOf(read.value, 'rootElements').filter((one) => one.$type === 'bpmn:Process')
  const [process, second] = processes
  if (!process || second) return fail([{ element: idOf(second ?? read.value), code: 'one-process', message: `文件须有且仅有一个流程，实有 ${processes.length} 个` }])
  const drawing: Drawing = { problems: [], lanes: [], laneOf: new Map(), scopes: {}, nodes: {}, flows: {} }
  readScope(drawing, process, 'process', null, null)
  const definition: Definition = {
    format: 1, id: idOf(process), name: process.name ?? idOf(process), lanes: drawing.lanes, scopes: drawing.scopes, nodes: drawing.nodes, flows: drawing.flows,
  }
  if (drawing.problems.length === 0) drawing.problems.push(...checkSoundness(definition))
  return drawing.problems.length ? fail(drawing.problems) : ok(JSON.parse(JSON.stringify(definition)) as Definition)
}

async function readXml(xml: string): Promise<Result<Element, ProcessProblem>> {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return fail([{ element: '', code: 'unreadable', message: '文件不得含有 DOCTYPE 或实体声明' }])
  try {
    const { rootElement, warnings } = await new BpmnModdle({ xy: xyModdle }).fromXML(xml)
    const problems = warnings.map((one) => one.message).filter((text) => !text.startsWith('unknown attribute')).map(warningProblem)
    return problems.length ? fail(problems) : ok(rootElement as unknown as Element)
  } catch (error) {
    return fail([{ element: '', code: 'unreadable', message: `不是可读的 BPMN 文件：${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}` }])
  }
}

/** What the reader of XML could not place. */
function warningProblem(text: string): ProcessProblem {
  const duplicate = /duplicate ID <([^>]*)>/i.exec(text)
  if (duplicate) return { element: duplicate[1] ?? '', code: 'duplicate-id', message: `元素编号“${duplicate[1] ?? ''}”重复` }
  const element = /<#?([\w:.-]+)>/.exec(text)?.[1] ?? ''
  return { element, code: 'unreadable', message: `有无法识别的内容：${text.split('\n')[0] ?? ''}` }
}

function readScope(drawing: Drawing, element: Element, place: Place, parent: string | null, lane: string | null): void {
  readLanes(drawing, elementsOf(element, 'laneSets'))
  const inside = elementsOf(element, 'flowElements').filter((one) => !IGNORED.has(one.$type))
  const flows = inside.filter((one) => one.$type === 'bpmn:SequenceFlow')
  const ids = new Set(inside.map(idOf))
  for (const flow of flows) readFlow(drawing, flow, ids)
  const starts: string[] = []
  const handlers: string[] = []
  for (const one of inside) {
    if (one.$type === 'bpmn:SequenceFlow') continue
    checkExtensions(drawing, one)
    const home = drawing.laneOf.get(idOf(one)) ?? lane
    if (one.$type === 'bpmn:SubProcess') readSubProcess(drawing, one, idOf(element), home, handlers)
    if (one.$type !== 'bpmn:SubProcess') readPlain(drawing, one, place, idOf(element), home)
    if (one.$type === 'bpmn:StartEvent') starts.push(idOf(one))
  }
  drawing.scopes[idOf(element)] = { id: idOf(element), parent, starts, handlers }
}

function readPlain(drawing: Drawing, element: Element, place: Place, scope: string, lane: string | null): void {
  const detail = readNode(drawing, element, place)
  if (detail) drawing.nodes[idOf(element)] = { ...common(drawing, element, scope, lane), ...detail }
}

function readSubProcess(drawing: Drawing, element: Element, scope: string, lane: string | null, handlers: string[]): void {
  const id = idOf(element)
  const byEvent = element.get('triggeredByEvent') === true
  if (elementAt(element, 'loopCharacteristics')) report(drawing, id, 'unsupported-loop', '子流程不支持多实例和循环')
  readScope(drawing, element, byEvent ? 'event-sub-process' : 'sub-process', scope, lane)
  const start = drawing.scopes[id]?.starts[0] ?? ''
  drawing.nodes[id] = { ...common(drawing, element, scope, lane), ...(byEvent ? { kind: 'event-sub-process', start } : { kind: 'sub-process' }) }
  if (byEvent && start !== '') handlers.push(start)
  if (byEvent && textOf(element, 'xy:pauses') !== undefined) report(drawing, id, 'unsupported', '事件子流程不能标注暂停计时，请标在其中的活动上')
}

function common(drawing: Drawing, element: Element, scope: string, lane: string | null) {
  const id = idOf(element)
  const flows = Object.values(drawing.flows)
  const boundary = flowElementsOf(element).filter((one) => one.$type === 'bpmn:BoundaryEvent' && elementAt(one, 'attachedToRef')?.id === id).map(idOf)
  const pauses = textOf(element, 'xy:pauses')
  return {
    id, name: element.name ?? id, scope, lane,
    in: flows.filter((flow) => flow.to === id).map((flow) => flow.id), out: flows.filter((flow) => flow.from === id).map((flow) => flow.id),
    ...(pauses === undefined ? {} : { pauses }), ...(boundary.length ? { boundary } : {}),
  }
}

function flowElementsOf(element: Element): Element[] {
  const parent = (element as Element & { $parent?: Element }).$parent
  return parent ? elementsOf(parent, 'flowElements') : []
}

function readFlow(drawing: Drawing, element: Element, ids: ReadonlySet<string>): void {
  const [from, to] = ['sourceRef', 'targetRef'].map((name) => elementAt(element, name)?.id ?? '')
  const id = idOf(element)
  if (!ids.has(from ?? '') || !ids.has(to ?? '')) report(drawing, id, 'flow-crosses', '连线的两端须在同一个流程或子流程内')
  const condition = elementAt(element, 'conditionExpression')
  const tree = condition ? feel(drawing, id, '条件', textOf(condition, 'body')) : undefined
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
