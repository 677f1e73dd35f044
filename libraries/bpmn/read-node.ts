import type { AdHoc, NodeDetail, TaskDetail } from './definition.ts'
import { inputsOf, outputsOf } from './read-data.ts'
import { keyOf, messageOf, readBoundary, readCatch, readEnd, readStart, readThrow } from './read-events.ts'
import type { Place } from './read-events.ts'
import { readLoops } from './read-loop.ts'
import type { Element, Reading } from './reading.ts'
import { calendarOf, elementAt, elementsOf, feel, feelAt, foreign, idOf, needed, neededTree, report, textOf } from './reading.ts'

type Reader = (reading: Reading, element: Element, place: Place) => NodeDetail | undefined

const readers: Readonly<Record<string, Reader>> = {
  'bpmn:StartEvent': readStart,
  'bpmn:EndEvent': readEnd,
  'bpmn:UserTask': (reading, element) => readTask(reading, element, false),
  'bpmn:ManualTask': (reading, element) => readTask(reading, element, true),
  'bpmn:Task': (reading, element) => {
    if (reading.isHouse) report(reading, idOf(element), 'unsupported-element', '没有种类的任务不会有人办理，请选定任务种类')
    return { kind: 'abstract' }
  },
  'bpmn:ServiceTask': (reading, element) => ({
    kind: 'service', topic: needed(reading, idOf(element), '作业主题 xy:topic', textOf(element, 'xy:topic') ?? freely(reading, element)),
    inputs: inputsOf(reading, element), outputs: outputsOf(reading, element),
  }),
  'bpmn:SendTask': (reading, element) => ({ kind: 'send', message: messageOf(reading, element, element), inputs: inputsOf(reading, element) }),
  'bpmn:ReceiveTask': readReceive,
  'bpmn:ScriptTask': readScript,
  'bpmn:BusinessRuleTask': (reading, element) => ({
    kind: 'rule', decision: needed(reading, idOf(element), '决策 xy:decision', textOf(element, 'xy:decision') ?? freely(reading, element)),
    inputs: inputsOf(reading, element), result: needed(reading, idOf(element), '结果变量 xy:result', textOf(element, 'xy:result') ?? outputsOf(reading, element)[0]?.name ?? foreign(element, 'resultVariable') ?? (reading.isHouse ? undefined : '')),
  }),
  'bpmn:CallActivity': (reading, element) => ({
    kind: 'call', called: needed(reading, idOf(element), '被调用的流程 calledElement', textOf(element, 'calledElement')?.split(':').at(-1)),
    inputs: inputsOf(reading, element), outputs: outputsOf(reading, element),
  }),
  'bpmn:ExclusiveGateway': (_, element) => ({ kind: 'exclusive', ...defaultOf(element) }),
  'bpmn:InclusiveGateway': (_, element) => ({ kind: 'inclusive', ...defaultOf(element) }),
  'bpmn:ParallelGateway': () => ({ kind: 'parallel' }),
  'bpmn:ComplexGateway': (reading, element) => {
    const activation = feelAt(reading, element, '激活条件', 'activationCondition')
    return { kind: 'complex', ...defaultOf(element), ...(activation ? { activation } : {}) }
  },
  'bpmn:EventBasedGateway': readEventGateway,
  'bpmn:IntermediateCatchEvent': readCatch,
  'bpmn:IntermediateThrowEvent': readThrow,
  'bpmn:BoundaryEvent': readBoundary,
}

const freely = (reading: Reading, element: Element): string | undefined => (reading.isHouse ? undefined : (foreign(element, 'topic') ?? foreign(element, 'decisionRef') ?? idOf(element)))

/** Reads one element that tokens come to; what the engine does not do is refused with a reason. */
export function readNode(reading: Reading, element: Element, place: Place): NodeDetail | undefined {
  const reader = readers[element.$type]
  if (!reader) {
    report(reading, idOf(element), 'unsupported-element', `不支持的元素 ${element.$type}`)
    return undefined
  }
  const detail = reader(reading, element, place)
  return detail && { ...detail, ...activityOf(reading, element, detail) }
}

/** What every activity may have: loop, default flow, compensation. */
export function activityOf(reading: Reading, element: Element, detail: NodeDetail): Record<string, unknown> {
  const isGateway = element.$type.endsWith('Gateway')
  const { many, loop } = isGateway || element.$type.endsWith('Event') ? {} : readLoops(reading, element)
  const flow = isGateway ? undefined : elementAt(element, 'default')
  return {
    ...(many && detail.kind === 'task' ? { many } : {}), ...(loop ? { loop } : {}),
    ...(flow ? { fallback: idOf(flow) } : {}), ...(element.get('isForCompensation') === true ? { forCompensation: true } : {}),
  }
}

function defaultOf(element: Element): { default?: string } {
  const flow = elementAt(element, 'default')
  return flow ? { default: idOf(flow) } : {}
}

function readReceive(reading: Reading, element: Element): NodeDetail {
  const instantiate = element.get('instantiate') === true
  return {
    kind: 'receive', message: messageOf(reading, element, element), outputs: outputsOf(reading, element),
    ...keyOf(reading, idOf(element), element), ...(instantiate ? { instantiate: true as const } : {}),
  }
}

function readEventGateway(reading: Reading, element: Element): NodeDetail {
  const instantiate = element.get('instantiate') === true
  const isParallel = element.get('eventGatewayType') === 'Parallel'
  if (isParallel && !instantiate) report(reading, idOf(element), 'event-gateway', '并行事件网关只能用来启动流程（instantiate）')
  return { kind: 'event-gateway', ...(instantiate ? { instantiate: isParallel ? 'all' as const : 'one' as const } : {}) }
}

function readScript(reading: Reading, element: Element): NodeDetail {
  const id = idOf(element)
  const format = textOf(element, 'scriptFormat')
  if (format !== undefined && !/feel/i.test(format)) report(reading, id, 'unsupported-script', `脚本只能用 FEEL，不能用 ${format}`)
  const result = textOf(element, 'xy:result') ?? foreign(element, 'resultVariable') ?? outputsOf(reading, element)[0]?.name
  const inputs = inputsOf(reading, element)
  return {
    kind: 'script', expression: neededTree(reading, id, '表达式 xy:expression', textOf(element, 'xy:expression') ?? textOf(element, 'script')),
    result: reading.isHouse ? needed(reading, id, '结果变量 xy:result', result) : (result ?? null), ...(inputs.length ? { inputs } : {}),
  }
}

function readTask(reading: Reading, element: Element, manual: boolean): TaskDetail {
  const limit = feel(reading, idOf(element), '时限', textOf(element, 'xy:limit'))
  const words = (['form', 'people', 'action'] as const).map((name) => [name, textOf(element, `xy:${name}`)] as const).filter(([, value]) => value !== undefined)
  return {
    kind: 'task', manual, ...Object.fromEntries(words), ...(limit ? { limit } : {}), calendar: calendarOf(reading, idOf(element), element),
    inputs: inputsOf(reading, element), outputs: outputsOf(reading, element),
  }
}

/** A sub-process as an element of the process around it (BPMN 2.0.2 §10.3.5). */
export function readSubProcessDetail(reading: Reading, element: Element): NodeDetail {
  const [inputs, outputs] = [inputsOf(reading, element), outputsOf(reading, element)]
  return {
    kind: 'sub-process', ...(element.$type === 'bpmn:Transaction' ? { transaction: true as const } : {}), ...(element.$type === 'bpmn:AdHocSubProcess' ? { adHoc: readAdHoc(reading, element) } : {}),
    ...(inputs.length ? { inputs } : {}), ...(outputs.length ? { outputs } : {}),
  }
}

function readAdHoc(reading: Reading, element: Element): AdHoc {
  const until = feelAt(reading, element, '完成条件', 'completionCondition')
  if (elementsOf(element, 'flowElements').every((one) => one.$type === 'bpmn:SequenceFlow')) report(reading, idOf(element), 'ad-hoc-empty', '自由子流程内须有活动')
  return { sequential: element.get('ordering') === 'Sequential', ...(until ? { until } : {}), cancelRest: element.get('cancelRemainingInstances') !== false }
}
