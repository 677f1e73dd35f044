import type { NodeDetail, Throw, Trigger } from './definition.ts'
import type { Element, Reading } from './reading.ts'
import { checkExtensions, elementAt, elementsOf, feel, feelAt, idOf, mappings, needed, report, textOf, timerOf } from './reading.ts'

/** Where an element stands decides which events it may have. */
export type Place = 'process' | 'sub-process' | 'event-sub-process' | 'ad-hoc'

const KINDS: Readonly<Record<string, string>> = {
  'bpmn:TimerEventDefinition': 'timer', 'bpmn:MessageEventDefinition': 'message', 'bpmn:ErrorEventDefinition': 'error', 'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:SignalEventDefinition': 'signal', 'bpmn:ConditionalEventDefinition': 'condition', 'bpmn:CompensateEventDefinition': 'compensation',
  'bpmn:CancelEventDefinition': 'cancel', 'bpmn:LinkEventDefinition': 'link', 'bpmn:TerminateEventDefinition': 'terminate',
}

/** BPMN 2.0.2 tables 10.84, 10.86, 10.88, 10.89 and 10.90: which event may stand where. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'process': ['message', 'timer', 'condition', 'signal'],
  'sub-process': [],
  'event-sub-process': ['message', 'timer', 'escalation', 'error', 'compensation', 'condition', 'signal'],
  'catch': ['message', 'timer', 'condition', 'signal', 'link'],
  'boundary': ['message', 'timer', 'escalation', 'error', 'cancel', 'compensation', 'condition', 'signal'],
  'throw': ['message', 'escalation', 'compensation', 'link', 'signal'],
  'end': ['message', 'error', 'escalation', 'cancel', 'compensation', 'signal', 'terminate'],
}
const KIND_NAMES: Readonly<Record<string, string>> = { message: '消息', timer: '定时', signal: '信号', condition: '条件', error: '错误', escalation: '升级', compensation: '补偿', cancel: '取消', terminate: '终止', link: '链接' }

/** A start by timer, signal or condition needs a host that watches; the platform's does not. */
const HOUSE_STARTS = ['message']

const definitionsOf = (element: Element): Element[] => [...elementsOf(element, 'eventDefinitions'), ...elementsOf(element, 'eventDefinitionRef')]

/** The event definitions of an event, those that may not stand here refused. */
function allowedOf(reading: Reading, element: Element, where: string): { readonly kind: string; readonly definition: Element }[] {
  const allowed = where === 'process' && reading.isHouse ? HOUSE_STARTS : (ALLOWED[where] ?? [])
  return definitionsOf(element).flatMap((definition) => {
    const kind = KINDS[definition.$type] ?? ''
    checkExtensions(reading, definition)
    if (allowed.includes(kind)) return [{ kind, definition }]
    report(reading, idOf(element), 'unsupported-event', where === 'process' && reading.isHouse ? '流程由申请开始，不能由定时、信号或条件开始；到时要做的事请用定时边界事件或事件子流程' : `此处不能用${KIND_NAMES[kind] ?? definition.$type}事件`)
    return []
  })
}

/** What an event waits for; with several definitions any of them, or all (`parallelMultiple`). */
export function triggerOf(reading: Reading, element: Element, where: string): Trigger | null {
  const found = allowedOf(reading, element, where).flatMap(({ kind, definition }) => singleTrigger(reading, element, kind, definition) ?? [])
  if (found.length <= 1) return found[0] ?? null
  const all = element.get('parallelMultiple') === true
  if (all && where === 'process') report(reading, idOf(element), 'unsupported-event', '启动流程的事件不能要求几种触发都到齐')
  if (all && found.some((one) => ['error', 'escalation', 'compensation', 'cancel'].includes(one.on))) report(reading, idOf(element), 'unsupported-event', '错误、升级、补偿不能与其他触发并列要求都到齐')
  return { on: 'several', all, triggers: found }
}

function singleTrigger(reading: Reading, element: Element, kind: string, definition: Element): Trigger | undefined {
  const id = idOf(element)
  switch (kind) {
    case 'timer': return { on: 'timer', timer: timerOf(reading, id, definition) }
    case 'message': return { on: 'message', message: messageOf(reading, element, definition), ...keyOf(reading, id, definition) }
    case 'error': return { on: 'error', error: errorOf(definition) }
    case 'escalation': return { on: 'escalation', escalation: escalationOf(definition) }
    case 'signal': return { on: 'signal', signal: signalOf(reading, element, definition) }
    case 'condition': {
      const condition = feelAt(reading, definition, '条件', 'condition', id)
      if (!condition) report(reading, id, 'missing', '条件事件缺少条件')
      return condition ? { on: 'condition', condition } : undefined
    }
    case 'compensation': return { on: 'compensation' }
    case 'cancel': return { on: 'cancel' }
    default: return undefined
  }
}

/** `xy:key`: the correlation key that a message must have, in FEEL. */
export function keyOf(reading: Reading, id: string, ...places: readonly Element[]): { key?: NonNullable<ReturnType<typeof feel>> } {
  const key = feel(reading, id, '关联键', places.map((one) => textOf(one, 'xy:key')).find((one) => one !== undefined))
  return key ? { key } : {}
}

/** A message by its name; without reference an event is named by itself, which the platform does not accept. */
export function messageOf(reading: Reading, element: Element, definition: Element): string {
  const message = elementAt(definition, 'messageRef')
  const name = message ? (textOf(message, 'name') ?? (reading.isHouse ? undefined : idOf(message))) : undefined
  return needed(reading, idOf(element), '消息名称', name ?? (reading.isHouse ? undefined : (textOf(element, 'name') ?? idOf(element))))
}

function signalOf(reading: Reading, element: Element, definition: Element): string {
  const signal = elementAt(definition, 'signalRef')
  return needed(reading, idOf(element), '信号名称', signal && (textOf(signal, 'name') ?? idOf(signal)))
}

export function errorOf(definition: Element): string | null {
  const error = elementAt(definition, 'errorRef')
  return error ? (textOf(error, 'errorCode') ?? textOf(error, 'name') ?? idOf(error)) : null
}

function escalationOf(definition: Element): string | null {
  const escalation = elementAt(definition, 'escalationRef')
  return escalation ? (textOf(escalation, 'escalationCode') ?? textOf(escalation, 'name') ?? idOf(escalation)) : null
}

function throwsOf(reading: Reading, element: Element, where: 'throw' | 'end'): Throw[] {
  const id = idOf(element)
  return allowedOf(reading, element, where).flatMap(({ kind, definition }): Throw[] => {
    switch (kind) {
      case 'message': return [{ what: 'message', name: messageOf(reading, element, definition) }]
      case 'signal': return [{ what: 'signal', name: signalOf(reading, element, definition) }]
      case 'escalation': return [{ what: 'escalation', code: needed(reading, id, '升级代码', escalationOf(definition) ?? undefined) }]
      case 'error': return [{ what: 'error', code: needed(reading, id, '错误代码', errorOf(definition) ?? undefined) }]
      case 'compensation': {
        const activity = elementAt(definition, 'activityRef')
        return [{ what: 'compensation', activity: activity ? idOf(activity) : null, wait: definition.get('waitForCompletion') !== false }]
      }
      case 'cancel': case 'terminate': return [{ what: kind }]
      default: return []
    }
  })
}

export function readStart(reading: Reading, element: Element, place: Place): NodeDetail {
  if (place === 'ad-hoc') report(reading, idOf(element), 'ad-hoc-event', '自由子流程内不能有开始事件')
  const trigger = place === 'ad-hoc' ? null : triggerOf(reading, element, place)
  if (place === 'event-sub-process' && !trigger) report(reading, idOf(element), 'missing', '事件子流程的开始事件须有触发')
  const isError = trigger?.on === 'error'
  if (place === 'event-sub-process' && isError && element.get('isInterrupting') === false && !reading.isHouse) report(reading, idOf(element), 'must-interrupt', '错误开始事件必须是中断的')
  return { kind: 'start', trigger, interrupting: isError || element.get('isInterrupting') !== false }
}

export function readEnd(reading: Reading, element: Element, place: Place): NodeDetail {
  const outcome = textOf(element, 'xy:outcome') ?? idOf(element)
  if (place === 'ad-hoc') report(reading, idOf(element), 'ad-hoc-event', '自由子流程内不能有结束事件')
  const throws = throwsOf(reading, element, 'end')
  const [first, second] = throws
  if (!first) return { kind: 'end', does: 'none', outcome }
  if (second) return { kind: 'end', does: 'throw', outcome, throws }
  switch (first.what) {
    case 'terminate': return { kind: 'end', does: 'terminate', outcome }
    case 'error': return { kind: 'end', does: 'error', outcome, error: first.code }
    case 'message': return { kind: 'end', does: 'message', outcome, message: first.name }
    default: return { kind: 'end', does: 'throw', outcome, throws }
  }
}

export function readCatch(reading: Reading, element: Element): NodeDetail | undefined {
  if (isLink(element)) return { kind: 'throw', inputs: [] }
  const trigger = triggerOf(reading, element, 'catch')
  if (!trigger && definitionsOf(element).length === 0) report(reading, idOf(element), 'missing', '中间捕获事件须有触发')
  return trigger ? { kind: 'catch', trigger } : undefined
}

/** Links (§10.5.1) are drawn apart and become flows; see `links.ts`. */
export const isLink = (element: Element): boolean => definitionsOf(element).some((one) => one.$type === 'bpmn:LinkEventDefinition')
export const linkName = (element: Element): string => textOf(definitionsOf(element).find((one) => one.$type === 'bpmn:LinkEventDefinition') ?? element, 'name') ?? element.name ?? ''

export function readThrow(reading: Reading, element: Element): NodeDetail {
  const inputs = mappings(reading, element, 'xy:Input')
  const throws = throwsOf(reading, element, 'throw')
  const [first, second] = throws
  if (!first) return { kind: 'throw', inputs }
  return first.what === 'message' && !second ? { kind: 'throw', message: first.name, inputs } : { kind: 'throw', inputs, throws }
}

export function readBoundary(reading: Reading, element: Element): NodeDetail | undefined {
  const trigger = triggerOf(reading, element, 'boundary')
  const attached = elementAt(element, 'attachedToRef')
  if (!trigger && definitionsOf(element).length === 0) report(reading, idOf(element), 'missing', '边界事件须有触发')
  if (!attached) report(reading, idOf(element), 'missing', '边界事件没有依附的活动')
  if (!trigger || !attached) return undefined
  const must = ['error', 'cancel'].includes(trigger.on)
  if (must && element.get('cancelActivity') === false && !reading.isHouse) report(reading, idOf(element), 'must-interrupt', '错误和取消边界事件必须是中断的')
  return { kind: 'boundary', attachedTo: idOf(attached), interrupting: must || element.get('cancelActivity') !== false, trigger }
}

