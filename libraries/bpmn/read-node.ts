import type { Many, NodeDetail, TaskDetail } from './definition.ts'
import type { Element, Reading } from './reading.ts'
import { calendarOf, elementAt, elementsOf, errorOf, feel, idOf, mappings, messageOf, needed, neededTree, report, textOf, triggerOf } from './reading.ts'

/** Where an element stands decides which events it may have. */
export type Place = 'process' | 'sub-process' | 'event-sub-process'

type Reader = (reading: Reading, element: Element, place: Place) => NodeDetail | undefined

const readers: Readonly<Record<string, Reader>> = {
  'bpmn:StartEvent': readStart,
  'bpmn:EndEvent': readEnd,
  'bpmn:UserTask': (reading, element) => readTask(reading, element, false),
  'bpmn:ManualTask': (reading, element) => readTask(reading, element, true),
  'bpmn:ServiceTask': (reading, element) => ({
    kind: 'service', topic: needed(reading, idOf(element), '作业主题 xy:topic', textOf(element, 'xy:topic')),
    inputs: mappings(reading, element, 'xy:Input'), outputs: mappings(reading, element, 'xy:Output'),
  }),
  'bpmn:SendTask': (reading, element) => ({ kind: 'send', message: messageOf(reading, idOf(element), element), inputs: mappings(reading, element, 'xy:Input') }),
  'bpmn:ReceiveTask': (reading, element) => {
    if (element.get('instantiate') === true) report(reading, idOf(element), 'unsupported', '不支持由接收任务启动流程')
    return { kind: 'receive', message: messageOf(reading, idOf(element), element), outputs: mappings(reading, element, 'xy:Output') }
  },
  'bpmn:ScriptTask': readScript,
  'bpmn:BusinessRuleTask': (reading, element) => ({
    kind: 'rule', decision: needed(reading, idOf(element), '决策 xy:decision', textOf(element, 'xy:decision')),
    inputs: mappings(reading, element, 'xy:Input'), result: needed(reading, idOf(element), '结果变量 xy:result', textOf(element, 'xy:result')),
  }),
  'bpmn:ExclusiveGateway': (_, element) => ({ kind: 'exclusive', ...defaultOf(element) }),
  'bpmn:InclusiveGateway': (_, element) => ({ kind: 'inclusive', ...defaultOf(element) }),
  'bpmn:ParallelGateway': () => ({ kind: 'parallel' }),
  'bpmn:EventBasedGateway': (reading, element) => {
    if (element.get('instantiate') === true) report(reading, idOf(element), 'unsupported', '不支持由事件网关启动流程')
    return { kind: 'event-gateway' }
  },
  'bpmn:IntermediateCatchEvent': (reading, element) => {
    const trigger = triggerOf(reading, element, ['timer', 'message'])
    if (!trigger) report(reading, idOf(element), 'missing', '中间捕获事件须等待定时器或消息')
    return trigger ? { kind: 'catch', trigger } : undefined
  },
  'bpmn:IntermediateThrowEvent': (reading, element) => {
    const trigger = triggerOf(reading, element, ['message'])
    return { kind: 'throw', ...(trigger?.on === 'message' ? { message: trigger.message } : {}), inputs: mappings(reading, element, 'xy:Input') }
  },
  'bpmn:BoundaryEvent': readBoundary,
}

/** Reads one element that tokens come to; what the engine does not do is refused with a reason. */
export function readNode(reading: Reading, element: Element, place: Place): NodeDetail | undefined {
  const reader = readers[element.$type]
  if (!reader) {
    report(reading, idOf(element), 'unsupported-element', `不支持的元素 ${element.$type}`)
    return undefined
  }
  if (elementAt(element, 'loopCharacteristics') && !['bpmn:UserTask', 'bpmn:ManualTask'].includes(element.$type)) {
    report(reading, idOf(element), 'unsupported-loop', '只有用户任务和人工任务可以多实例')
  }
  if (element.get('isForCompensation') === true) report(reading, idOf(element), 'unsupported', '不支持补偿')
  return reader(reading, element, place)
}

function defaultOf(element: Element): { default?: string } {
  const flow = elementAt(element, 'default')
  return flow ? { default: idOf(flow) } : {}
}

function readStart(reading: Reading, element: Element, place: Place): NodeDetail {
  const allowed = { 'process': ['message'], 'sub-process': [], 'event-sub-process': ['timer', 'message', 'error'] } as const
  const trigger = triggerOf(reading, element, allowed[place])
  if (place === 'event-sub-process' && !trigger) report(reading, idOf(element), 'missing', '事件子流程的开始事件须有触发（消息、定时器或错误）')
  return { kind: 'start', trigger, interrupting: trigger?.on === 'error' || element.get('isInterrupting') !== false }
}

function readEnd(reading: Reading, element: Element): NodeDetail | undefined {
  const [definition, second] = elementsOf(element, 'eventDefinitions')
  const outcome = textOf(element, 'xy:outcome') ?? idOf(element)
  if (second) report(reading, idOf(element), 'unsupported-event', '一个结束事件只能有一种结果')
  switch (definition?.$type) {
    case undefined: return { kind: 'end', does: 'none', outcome }
    case 'bpmn:TerminateEventDefinition': return { kind: 'end', does: 'terminate', outcome }
    case 'bpmn:ErrorEventDefinition': return { kind: 'end', does: 'error', outcome, error: needed(reading, idOf(element), '错误代码', errorOf(definition) ?? undefined) }
    case 'bpmn:MessageEventDefinition': return { kind: 'end', does: 'message', outcome, message: messageOf(reading, idOf(element), definition) }
    default:
      report(reading, idOf(element), 'unsupported-event', `此处不支持事件类型 ${definition?.$type ?? ''}`)
      return undefined
  }
}

function readBoundary(reading: Reading, element: Element): NodeDetail | undefined {
  const trigger = triggerOf(reading, element, ['timer', 'message', 'error'])
  const attached = elementAt(element, 'attachedToRef')
  if (!trigger) report(reading, idOf(element), 'missing', '边界事件须有触发（消息、定时器或错误）')
  if (!attached) report(reading, idOf(element), 'missing', '边界事件没有依附的活动')
  if (!trigger || !attached) return undefined
  return { kind: 'boundary', attachedTo: idOf(attached), interrupting: trigger.on === 'error' || element.get('cancelActivity') !== false, trigger }
}

function readScript(reading: Reading, element: Element): NodeDetail {
  const format = textOf(element, 'scriptFormat')
  if (format !== undefined && format.toLowerCase() !== 'feel') report(reading, idOf(element), 'unsupported-script', `脚本只能用 FEEL，不能用 ${format}`)
  return {
    kind: 'script', expression: neededTree(reading, idOf(element), '表达式 xy:expression', textOf(element, 'xy:expression') ?? textOf(element, 'script')),
    result: needed(reading, idOf(element), '结果变量 xy:result', textOf(element, 'xy:result')),
  }
}

function readTask(reading: Reading, element: Element, manual: boolean): TaskDetail {
  const limit = feel(reading, idOf(element), '时限', textOf(element, 'xy:limit'))
  const many = readMany(reading, element)
  const words = (['form', 'people', 'action'] as const).map((name) => [name, textOf(element, `xy:${name}`)] as const).filter(([, value]) => value !== undefined)
  return {
    kind: 'task', manual, ...Object.fromEntries(words), ...(limit ? { limit } : {}), calendar: calendarOf(reading, idOf(element), element),
    ...(many ? { many } : {}), inputs: mappings(reading, element, 'xy:Input'), outputs: mappings(reading, element, 'xy:Output'),
  }
}

function readMany(reading: Reading, element: Element): Many | undefined {
  const id = idOf(element)
  const loop = elementAt(element, 'loopCharacteristics')
  const two = feel(reading, id, '双人办理', textOf(element, 'xy:two'))
  const collect = textOf(loop ?? element, 'xy:collect') ?? textOf(element, 'xy:collect')
  if (!loop) return two ? { two, ...(collect === undefined ? {} : { collect }) } : undefined
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics' || loop.get('isSequential') === true) {
    report(reading, id, 'unsupported-loop', '只支持并行多实例，不支持循环和顺序多实例')
    return undefined
  }
  checkMany(reading, id, loop, two !== undefined)
  const item = textOf(loop, 'xy:item')
  const trees = [
    ['collection', feel(reading, id, '多实例集合', textOf(loop, 'xy:collection'))], ['count', feel(reading, id, '多实例个数', bodyOf(loop, 'loopCardinality'))],
    ['until', feel(reading, id, '完成条件', bodyOf(loop, 'completionCondition'))],
  ].filter(([, tree]) => tree !== undefined)
  return { ...Object.fromEntries(trees), ...(item === undefined ? {} : { item }), ...(collect === undefined ? {} : { collect }) } as Many
}

function checkMany(reading: Reading, id: string, loop: Element, two: boolean): void {
  for (const name of Object.keys(loop.$attrs)) if (name.startsWith('xy:')) report(reading, id, 'unknown-attribute', `此处没有属性 ${name}`)
  const sources = [textOf(loop, 'xy:collection'), bodyOf(loop, 'loopCardinality')].filter((one) => one !== undefined).length
  if (two || sources !== 1) report(reading, id, 'bad-loop', '多实例须由集合（xy:collection）或个数（loopCardinality）之一确定，且不与双人办理并用')
}

const bodyOf = (element: Element, name: string): string | undefined => {
  const inner = elementAt(element, name)
  return inner ? textOf(inner, 'body') : undefined
}
