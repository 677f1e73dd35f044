import type { Drawn, Shape } from '../drawing/marks.ts'
import { follow } from './inserting.ts'

interface Tool { activateHand: (event: Event) => void, activateSelection: (event: Event) => void, start: (event: Event) => void, toggle: (event: Event) => void }
interface Palette { registerProvider: (provider: unknown) => void }
interface Create { start: (event: Event, shape: Shape | Shape[]) => void }
interface Factory { createShape: (values: object) => Shape }

/** What the platform executes, in words; the rest of BPMN is not offered. */
const kinds: readonly [string, string, string, string, object][] = [
  ['start', 'event', 'bpmn-icon-start-event-none', '开始', { type: 'bpmn:StartEvent' }],
  ['message', 'event', 'bpmn-icon-intermediate-event-catch-message', '等待消息', { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' }],
  ['timer', 'event', 'bpmn-icon-intermediate-event-catch-timer', '计时（放在任务边上就是逾期）', { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }],
  ['end', 'event', 'bpmn-icon-end-event-none', '结束', { type: 'bpmn:EndEvent' }],
  ['user', 'task', 'bpmn-icon-user-task', '人工任务', { type: 'bpmn:UserTask' }],
  ['service', 'task', 'bpmn-icon-service-task', '自动服务', { type: 'bpmn:ServiceTask' }],
  ['receive', 'task', 'bpmn-icon-receive-task', '等待任务（等消息）', { type: 'bpmn:ReceiveTask' }],
  ['rule', 'task', 'bpmn-icon-business-rule-task', '规则核算', { type: 'bpmn:BusinessRuleTask' }],
  ['script', 'task', 'bpmn-icon-script-task', '计算', { type: 'bpmn:ScriptTask' }],
  ['exclusive', 'gateway', 'bpmn-icon-gateway-xor', '判断网关（走一条）', { type: 'bpmn:ExclusiveGateway' }],
  ['parallel', 'gateway', 'bpmn-icon-gateway-parallel', '并行网关（全走）', { type: 'bpmn:ParallelGateway' }],
  ['inclusive', 'gateway', 'bpmn-icon-gateway-or', '包容网关（走符合的）', { type: 'bpmn:InclusiveGateway' }],
  ['event-based', 'gateway', 'bpmn-icon-gateway-eventbased', '事件网关（等先来的）', { type: 'bpmn:EventBasedGateway' }],
  ['sub-process', 'scope', 'bpmn-icon-subprocess-expanded', '子流程', { type: 'bpmn:SubProcess', isExpanded: true }],
  ['event-sub-process', 'scope', 'bpmn-icon-event-subprocess-expanded', '事件子流程（随时可发生）', { type: 'bpmn:SubProcess', isExpanded: true, triggeredByEvent: true }],
]

function HousePalette(palette: Palette, create: Create, elementFactory: Factory, handTool: Tool, lassoTool: Tool, spaceTool: Tool, globalConnect: Tool) {
  const tool = (className: string, title: string, click: (event: Event) => void) => ({ group: 'tools', className, title, action: { click } })
  const entries = {
    'hand-tool': tool('bpmn-icon-hand-tool', '移动画布', (event) => handTool.activateHand(event)),
    'lasso-tool': tool('bpmn-icon-lasso-tool', '框选', (event) => lassoTool.activateSelection(event)),
    'space-tool': tool('bpmn-icon-space-tool', '撑开或收紧空间', (event) => spaceTool.activateSelection(event)),
    'global-connect-tool': tool('bpmn-icon-connection-multi', '连线', (event) => globalConnect.start(event)),
    'tool-separator': { group: 'tools', separator: true },
    ...Object.fromEntries(kinds.map(([id, group, className, title, values]) => {
      const start = (event: Event) => create.start(event, elementFactory.createShape(values))
      return [`create.${id}`, { group, className, title, action: { dragstart: start, click: start } }]
    })),
  }
  palette.registerProvider({ getPaletteEntries: () => entries })
}
HousePalette.$inject = ['palette', 'create', 'elementFactory', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect']

/** What is put between is named at once, as what is put behind is. */
function appended(drawn: Drawn, source: Shape, type: string, trigger?: string): void {
  const { shape, isBetween } = follow(drawn, source, type, trigger)
  if (!isBetween) return
  drawn.get<{ select: (shape: Shape) => void }>('selection').select(shape)
  drawn.get<{ activate: (shape: Shape) => void }>('directEditing').activate(shape)
}

type Entries = Record<string, unknown>
interface Injector { get: <Service>(name: string) => Service }

/** What may follow an element, beside it on the diagram. */
function HousePad(contextPad: Palette & { registerProvider: (priority: number, provider: unknown) => void }, injector: Injector) {
  const appending = (className: string, title: string, type: string, eventDefinitionType?: string) => {
    const drawn = { get: <Service>(name: string): Service => injector.get<Service>(name) }
    const made = () => injector.get<Factory>('elementFactory').createShape({ type, ...(eventDefinitionType ? { eventDefinitionType } : {}) })
    return {
      group: 'model', className, title,
      action: { click: (_event: Event, source: Shape) => appended(drawn, source, type, eventDefinitionType), dragstart: (event: Event, source: Shape) => injector.get<{ start: (event: Event, shape: Shape, context: object) => void }>('create').start(event, made(), { source }) },
    }
  }
  contextPad.registerProvider(500, { getContextPadEntries: () => (entries: Entries) => {
    const kept = Object.fromEntries(Object.entries(entries).filter(([key]) => !['replace', 'append.append-task', 'append.intermediate-event', 'append.gateway', 'append.condition-intermediate-event', 'append.signal-intermediate-event', 'append.compensation-activity'].includes(key)))
    if (!('append.append-task' in entries)) return kept
    return {
      'append.user-task': appending('bpmn-icon-user-task', '在后面加人工任务', 'bpmn:UserTask'), 'append.service-task': appending('bpmn-icon-service-task', '在后面加自动服务', 'bpmn:ServiceTask'),
      'append.receive-task': appending('bpmn-icon-receive-task', '在后面加等待任务', 'bpmn:ReceiveTask'), 'append.gateway': appending('bpmn-icon-gateway-xor', '在后面加判断网关', 'bpmn:ExclusiveGateway'), ...kept,
    }
  } })
}
HousePad.$inject = ['contextPad', 'injector']

export const housePalette = { __init__: ['paletteProvider', 'housePad'], paletteProvider: ['type', HousePalette], housePad: ['type', HousePad] }
