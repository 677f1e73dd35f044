import type { Business } from '../drawing/marks.ts'

interface Kind { value: string, label: string, target: { type: string, eventDefinitionType?: string, cancelActivity?: boolean, isInterrupting?: boolean } }
const kind = (label: string, type: string, trigger?: string): Kind => ({ value: `${type} ${trigger ?? ''}`, label, target: { type: `bpmn:${type}`, ...(trigger ? { eventDefinitionType: `bpmn:${trigger}EventDefinition` } : {}) } })

const tasks = [kind('人工任务', 'UserTask'), kind('自动服务', 'ServiceTask'), kind('等待任务', 'ReceiveTask'), kind('规则核算', 'BusinessRuleTask'), kind('计算', 'ScriptTask'), kind('线下任务', 'ManualTask')]
const gateways = [kind('判断（走一条）', 'ExclusiveGateway'), kind('并行（全走）', 'ParallelGateway'), kind('包容（走符合的）', 'InclusiveGateway'), kind('等先来的事件', 'EventBasedGateway')]
const caught = [['计时', 'Timer'], ['消息', 'Message'], ['条件', 'Conditional'], ['信号', 'Signal']] as const
const starts = [kind('普通开始', 'StartEvent'), ...caught.map(([label, trigger]) => kind(`${label}开始`, 'StartEvent', trigger))]
const middles = [...caught.map(([label, trigger]) => kind(`等待${label}`, 'IntermediateCatchEvent', trigger)), kind('发出信号', 'IntermediateThrowEvent', 'Signal')]
const ends = [kind('普通结束', 'EndEvent'), kind('全部结束', 'EndEvent', 'Terminate'), kind('以错误结束', 'EndEvent', 'Error'), kind('以信号结束', 'EndEvent', 'Signal')]
const edges = [...caught, ['错误', 'Error'] as const, ['升级', 'Escalation'] as const].map(([label, trigger]) => kind(`${label}（在边上）`, 'BoundaryEvent', trigger))

/** What an element can become without leaving its place; only what the platform executes. */
export function kindsFor(part: Business): Kind[] {
  const [trigger] = (part.get('eventDefinitions') as Business[] | undefined) ?? []
  const own = `${part.$type.replace('bpmn:', '')} ${trigger ? trigger.$type.replace(/^bpmn:|EventDefinition$/g, '') : ''}`
  return groupOf(part.$type).filter((one) => one.value !== own)
}

function groupOf(type: string): readonly Kind[] {
  if (type.endsWith('Task')) return tasks
  if (type.endsWith('Gateway')) return gateways
  return ({ 'bpmn:StartEvent': starts, 'bpmn:EndEvent': ends, 'bpmn:BoundaryEvent': edges, 'bpmn:IntermediateCatchEvent': middles, 'bpmn:IntermediateThrowEvent': middles })[type] ?? []
}

interface Next { label: string, type: string, trigger?: string }
const usual: readonly Next[] = [
  { label: '人工任务', type: 'bpmn:UserTask' }, { label: '自动服务', type: 'bpmn:ServiceTask' }, { label: '等待任务', type: 'bpmn:ReceiveTask' }, { label: '规则核算', type: 'bpmn:BusinessRuleTask' },
  { label: '判断', type: 'bpmn:ExclusiveGateway' }, { label: '并行', type: 'bpmn:ParallelGateway' }, { label: '结束', type: 'bpmn:EndEvent' },
]

/** What may follow an element. */
export function nextKinds(part: Business): readonly Next[] {
  if (part.$type === 'bpmn:EventBasedGateway') return [{ label: '等待消息', type: 'bpmn:IntermediateCatchEvent', trigger: 'bpmn:MessageEventDefinition' }, { label: '计时', type: 'bpmn:IntermediateCatchEvent', trigger: 'bpmn:TimerEventDefinition' }]
  const isNode = /Task$|Gateway$|Event$|SubProcess$|Transaction$|CallActivity$/.test(part.$type)
  return isNode && part.$type !== 'bpmn:EndEvent' && part.get('triggeredByEvent') !== true ? usual : []
}
