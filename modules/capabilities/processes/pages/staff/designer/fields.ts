import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { readVocabulary } from '../../../contract.ts'
import type { Business, Shape } from '../drawing/marks.ts'
import { bodyOf, declaredOf, expressionOf, lanesOf, modelingOf, partOf, type Editor } from './editor.ts'
import { loopFields } from './loop-fields.ts'
import { plainName } from './words.ts'

export type Vocabulary = ReplyOf<typeof readVocabulary>
interface Choice { value: string, label: string }
export interface Pair { name: string, value: string }
interface Own { key: string, label: string, hint?: string }
/** One thing that can be set on an element. FEEL marks an expression. */
export type Field = Own & (
  | { kind: 'text' | 'feel' | 'long', value: string, write: (value: string) => void }
  | { kind: 'choice', value: string, options: readonly Choice[], write: (value: string) => void }
  | { kind: 'check', value: boolean, write: (value: boolean) => void }
  | { kind: 'pairs', value: readonly Pair[], write: (value: readonly Pair[]) => void }
)
export interface Place { editor: Editor, shape: Shape, part: Business, words: Vocabulary }

const textOf = (part: Business, name: string): string => (part.get(name) as string | undefined) ?? ''
/** Words to choose from; a value that is none of them stays to be seen. */
export const optionsOf = (words: readonly { id: string, name: string }[], value: string): Choice[] => {
  const known = words.map(({ id, name }) => ({ value: id, label: name === id ? id : `${name}（${id}）` }))
  return value && !known.some((one) => one.value === value) ? [...known, { value, label: `${value}（没有这个词）` }] : known
}

export function set(place: Place, properties: object): void {
  modelingOf(place.editor).updateProperties(place.shape, properties)
}
export function setInside(place: Place, part: Business, properties: object): void {
  modelingOf(place.editor).updateModdleProperties(place.shape, part, properties)
}
export const orNone = (value: string): string | undefined => value.trim() || undefined

const own = (place: Place, kind: 'text' | 'feel', name: string, label: string, hint?: string): Field => ({ kind, key: name, label, ...(hint ? { hint } : {}), value: textOf(place.part, name), write: (value) => set(place, { [name]: orNone(value) }) })
const chosen = (place: Place, name: string, label: string, words: readonly { id: string, name: string }[], hint?: string): Field => {
  const value = textOf(place.part, name)
  return { kind: 'choice', key: name, label, ...(hint ? { hint } : {}), value, options: optionsOf(words, value), write: (chosenValue) => set(place, { [name]: orNone(chosenValue) }) }
}
const calendars: readonly Choice[] = [{ value: 'workdays', label: '工作日' }, { value: 'calendar-days', label: '自然日' }]

/** Everything that can be set on the element, in the order that people fill it. */
export function fieldsOf(place: Place): Field[] {
  const { part } = place
  const name: Field = { kind: 'text', key: 'name', label: part.$type === 'bpmn:SequenceFlow' ? '连线上的字' : '名称', value: textOf(part, part.$type === 'bpmn:TextAnnotation' ? 'text' : 'name'), write: (value) => set(place, { [part.$type === 'bpmn:TextAnnotation' ? 'text' : 'name']: orNone(value) }) }
  return [name, ...(byType[part.$type] ?? (() => []))(place), ...eventFields(place), ...(isActivity(part) ? [...pauseField(place), ...loopFields(place)] : [])]
}

const isActivity = (part: Business): boolean => part.$type.endsWith('Task') || (part.$type.endsWith('SubProcess') && part.get('triggeredByEvent') !== true)

const byType: Readonly<Record<string, (place: Place) => Field[]>> = {
  'bpmn:Process': (place) => [documentation(place)],
  'bpmn:UserTask': taskFields,
  'bpmn:ManualTask': taskFields,
  'bpmn:ServiceTask': (place) => [chosen(place, 'xy:topic', '自动服务', place.words.topics), inputs(place)],
  'bpmn:ReceiveTask': (place) => [message(place, place.part), own(place, 'feel', 'xy:key', '消息的键', '几条消息并行时，用它认出是哪一条。')],
  'bpmn:BusinessRuleTask': (place) => [own(place, 'text', 'xy:decision', '决策', '事项规则（DMN）里决策的编号。'), own(place, 'text', 'xy:result', '结果放进变量')],
  'bpmn:ScriptTask': (place) => [own(place, 'feel', 'xy:expression', '表达式'), own(place, 'text', 'xy:result', '结果放进变量')],
  'bpmn:ExclusiveGateway': (place) => [defaultFlow(place)],
  'bpmn:InclusiveGateway': (place) => [defaultFlow(place)],
  'bpmn:EventBasedGateway': pauseField,
  'bpmn:IntermediateCatchEvent': pauseField,
  'bpmn:SequenceFlow': flowFields,
  'bpmn:EndEvent': endFields,
  'bpmn:BoundaryEvent': (place) => [{ kind: 'check', key: 'cancelActivity', label: '发生后停下这个任务', value: place.part.get('cancelActivity') !== false, write: (value) => set(place, { cancelActivity: value }) }],
  'bpmn:StartEvent': startFields,
}

function documentation(place: Place): Field {
  const [first] = (place.part.get('documentation') as Business[] | undefined) ?? []
  return { kind: 'long', key: 'documentation', label: '说明', value: first ? textOf(first, 'text') : '', write: (value) => set(place, { documentation: value.trim() ? [partOf(place.editor, 'bpmn:Documentation', { text: value.trim() })] : [] }) }
}

function taskFields(place: Place): Field[] {
  const { words, part } = place
  const action = words.actions.find((one) => one.id === textOf(part, 'xy:action'))
  const calendar = textOf(part, 'xy:calendar')
  return [
    people(place), chosen(place, 'xy:action', '办理动作', words.actions, action ? actionHint(action) : undefined),
    own(place, 'feel', 'xy:limit', '期限', '天数或表达式，如 5、limits.review。'), { kind: 'choice', key: 'xy:calendar', label: '期限按', value: calendar, options: calendars, write: (value) => set(place, { 'xy:calendar': orNone(value) }) },
    chosen(place, 'xy:form', '办理页', words.forms, '事项另外要填的，写在事项的要素里。'), own(place, 'feel', 'xy:two', '双人办理的条件', '如 true；空着就是一个人办。'), own(place, 'text', 'xy:collect', '各人的结果收进变量'),
  ]
}
const actionHint = (action: Vocabulary['actions'][number]): string => `结论写进变量 ${action.tells}${action.decisions.length ? `：${action.decisions.map((one) => `${one.name} ${one.id}`).join('、')}` : ''}`

/** Who does it; a lane that stands for them takes the task as well. */
function people(place: Place): Field {
  const value = textOf(place.part, 'xy:people')
  return { kind: 'choice', key: 'xy:people', label: '由谁办理', value, options: optionsOf(place.words.people, value), write: (chosenValue) => {
    set(place, { 'xy:people': orNone(chosenValue) })
    const process = place.part.$parent
    const lanes = process?.$type === 'bpmn:Process' ? lanesOf(process) : []
    const home = lanes.find((lane) => lane.id === chosenValue)
    for (const lane of lanes) {
      const nodes = lane.get('flowNodeRef') as Business[]
      const isHome = lane === home
      if (nodes.includes(place.part) !== isHome) setInside(place, lane, { flowNodeRef: isHome ? [...nodes, place.part] : nodes.filter((one) => one !== place.part) })
    }
  } }
}

function pauseField(place: Place): Field[] {
  const value = textOf(place.part, 'xy:pauses')
  return [{ kind: 'choice', key: 'xy:pauses', label: '依法停计期限的理由', hint: '停在这里的时间不算进办理期限。', value, options: optionsOf(place.words.pauses.map((one) => ({ id: one, name: one })), value), write: (chosenValue) => set(place, { 'xy:pauses': orNone(chosenValue) }) }]
}

function message(place: Place, holder: Business): Field {
  const value = (holder.get('messageRef') as Business | undefined)?.name ?? ''
  return { kind: 'choice', key: 'message', label: '等哪个消息', value, options: optionsOf(place.words.messages, value), write: (chosenValue) => setInside(place, holder, { messageRef: declaredOf(place.editor, place.shape, 'Message', chosenValue) }) }
}

function inputs(place: Place): Field {
  const extension = place.part.get('extensionElements') as Business | undefined
  const values = (extension?.get('values') as Business[] | undefined) ?? []
  const isInput = (one: Business): boolean => one.$type === 'xy:Input'
  return { kind: 'pairs', key: 'inputs', label: '交给服务的内容', hint: '名称和取值的表达式，文字要加英文引号。', value: values.filter(isInput).map((one) => ({ name: textOf(one, 'name'), value: textOf(one, 'value') })), write: (pairs) => {
    const next = [...values.filter((one) => !isInput(one)), ...pairs.map((one) => partOf(place.editor, 'xy:Input', one))]
    set(place, { extensionElements: next.length ? partOf(place.editor, 'bpmn:ExtensionElements', { values: next }) : undefined })
  } }
}

function defaultFlow(place: Place): Field {
  const out = (place.part.get('outgoing') as Business[] | undefined) ?? []
  const nameOf = (flow: Business): string => flow.name ?? `到“${plainName(flow.get('targetRef') as Business)}”`
  return { kind: 'choice', key: 'default', label: '条件都不成立时走', value: (place.part.get('default') as Business | undefined)?.id ?? '', options: out.map((flow) => ({ value: flow.id, label: nameOf(flow) })), write: (value) => set(place, { default: out.find((one) => one.id === value) }) }
}

function flowFields(place: Place): Field[] {
  const source = place.part.get('sourceRef') as Business | undefined
  if (!source || !['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway'].includes(source.$type)) return []
  const isDefault = source.get('default') === place.part
  return [
    { kind: 'check', key: 'default', label: '其他条件都不成立时走这条', value: isDefault, write: (value) => modelingOf(place.editor).updateProperties(place.editor.get<{ get: (id: string) => Shape }>('elementRegistry').get(source.id), { default: value ? place.part : undefined }) },
    ...(isDefault ? [] : [{ kind: 'feel' as const, key: 'condition', label: '走这条的条件', hint: '如 decision = "granted"。', value: bodyOf(place.part, 'conditionExpression'), write: (value: string) => set(place, { conditionExpression: expressionOf(place.editor, value) }) }]),
  ]
}

const definitionsOf = (part: Business): Business[] => (part.get('eventDefinitions') as Business[] | undefined) ?? []

function endFields(place: Place): Field[] {
  const definitions = definitionsOf(place.part)
  const isTerminate = (one: Business): boolean => one.$type === 'bpmn:TerminateEventDefinition'
  return [
    chosen(place, 'xy:outcome', '办理结果', place.words.outcomes),
    { kind: 'check', key: 'terminate', label: '到这里整个流程就结束', hint: '还在别处进行的也一并停下。', value: definitions.some(isTerminate), write: (value) => set(place, { eventDefinitions: value ? [...definitions, partOf(place.editor, 'bpmn:TerminateEventDefinition')] : definitions.filter((one) => !isTerminate(one)) }) },
  ]
}

function startFields(place: Place): Field[] {
  if (place.part.$parent?.get('triggeredByEvent') !== true) return []
  return [{ kind: 'check', key: 'isInterrupting', label: '发生后停下正在进行的流程', value: place.part.get('isInterrupting') !== false, write: (value) => set(place, { isInterrupting: value }) }]
}

/** What starts or goes on an event: time, a message, a condition, a name. */
function eventFields(place: Place): Field[] {
  return place.part.$type.endsWith('Event') ? definitionsOf(place.part).flatMap((definition) => (triggers[definition.$type] ?? (() => []))(place, definition)) : []
}

const named = (type: 'Signal' | 'Error' | 'Escalation', ref: string, label: string, by: string) => (place: Place, definition: Business): Field[] => [
  { kind: 'text', key: ref, label, value: ((definition.get(ref) as Business | undefined)?.get(by) as string | undefined) ?? '', write: (value) => setInside(place, definition, { [ref]: declaredOf(place.editor, place.shape, type, value) }) },
]

const triggers: Readonly<Record<string, (place: Place, definition: Business) => Field[]>> = {
  'bpmn:TimerEventDefinition': timerFields,
  'bpmn:MessageEventDefinition': (place, definition) => [message(place, definition), { kind: 'feel', key: 'xy:key', label: '消息的键', value: textOf(definition, 'xy:key'), write: (value) => setInside(place, definition, { 'xy:key': orNone(value) }) }],
  'bpmn:ConditionalEventDefinition': (place, definition) => [{ kind: 'feel', key: 'condition', label: '条件', value: bodyOf(definition, 'condition'), write: (value) => setInside(place, definition, { condition: expressionOf(place.editor, value) }) }],
  'bpmn:SignalEventDefinition': named('Signal', 'signalRef', '信号的名字', 'name'),
  'bpmn:ErrorEventDefinition': named('Error', 'errorRef', '错误的代码', 'errorCode'),
  'bpmn:EscalationEventDefinition': named('Escalation', 'escalationRef', '升级的代码', 'escalationCode'),
}

const timerKinds: readonly Choice[] = [{ value: 'timeDuration', label: '过多久' }, { value: 'timeDate', label: '到哪天' }, { value: 'timeCycle', label: '每隔多久' }]

function timerFields(place: Place, definition: Business): Field[] {
  const kind = timerKinds.find((one) => definition.get(one.value))?.value ?? 'timeDuration'
  const body = bodyOf(definition, kind)
  const write = (next: string, text: string): void => setInside(place, definition, { timeDuration: undefined, timeDate: undefined, timeCycle: undefined, [next]: partOf(place.editor, 'bpmn:FormalExpression', { body: text }) })
  return [
    { kind: 'choice', key: 'timer', label: '计时的方式', value: kind, options: timerKinds, write: (value) => write(value || 'timeDuration', body) },
    { kind: 'feel', key: 'time', label: '时间', hint: '如 P7D（七天）、PT2H，或表达式 limits.payment。', value: body, write: (value) => write(kind, value.trim()) },
    { kind: 'choice', key: 'xy:calendar', label: '天数按', value: textOf(definition, 'xy:calendar'), options: calendars, write: (value) => setInside(place, definition, { 'xy:calendar': orNone(value) }) },
  ]
}
