import translations from 'bpmn-js-i18n/translations/zn.js'
import type { Business } from '../drawing/marks.ts'

/** What the shared translation lacks, or says otherwise than this house. */
const own: Readonly<Record<string, string>> = {
  'Activate hand tool': '移动画布', 'Activate lasso tool': '框选', 'Activate create/remove space tool': '撑开或收紧空间', 'Activate global connect tool': '连线',
  'Append end event': '在后面加结束', 'Append gateway': '在后面加判断网关', 'Append timer intermediate catch event': '在后面加计时', 'Append message intermediate catch event': '在后面加等待消息', 'Append receive task': '在后面加等待任务',
  'Connect to other element': '连到别的元素', 'Delete': '删除', 'Add text annotation': '加一条注释', 'Search in diagram': '在图中查找', 'Change element': '换种类',
  'element name': '元素名称', 'Open {element}': '打开 {element}', 'Collapse': '收起', 'Expand': '展开', 'Align elements': '对齐', 'Distribute elements horizontally': '横向均分', 'Distribute elements vertically': '纵向均分',
  'Align elements left': '左对齐', 'Align elements right': '右对齐', 'Align elements center': '横向居中', 'Align elements top': '上对齐', 'Align elements bottom': '下对齐', 'Align elements middle': '纵向居中',
  'flow elements must be children of pools/participants': '元素须画在流程里', 'No matches': '没有找到', 'no diagram to display': '没有可显示的图', 'no shape type specified': '没有指定形状', 'no parent for {element} in {parent}': '{element} 不在 {parent} 里',
}

const known: Readonly<Record<string, string>> = { ...translations, ...own }

/** In the manner of diagram-js: a template with replacements in braces. */
export function translate(template: string, replacements: Readonly<Record<string, string>> = {}): string {
  return (known[template] ?? template).replace(/\{([^}]+)\}/g, (_, name: string) => replacements[name] ?? `{${name}}`)
}

/** Element types in words. */
export const typeNames: Readonly<Record<string, string>> = {
  'bpmn:Process': '流程', 'bpmn:StartEvent': '开始', 'bpmn:EndEvent': '结束', 'bpmn:UserTask': '人工任务', 'bpmn:ManualTask': '线下任务', 'bpmn:ServiceTask': '自动服务', 'bpmn:ReceiveTask': '等待消息', 'bpmn:SendTask': '发送消息',
  'bpmn:BusinessRuleTask': '规则核算', 'bpmn:ScriptTask': '计算', 'bpmn:Task': '没有种类的任务', 'bpmn:CallActivity': '调用流程', 'bpmn:SubProcess': '子流程', 'bpmn:Transaction': '事务子流程', 'bpmn:AdHocSubProcess': '自由子流程',
  'bpmn:ExclusiveGateway': '判断（走一条）', 'bpmn:ParallelGateway': '并行（全走）', 'bpmn:InclusiveGateway': '包容（走符合的）', 'bpmn:EventBasedGateway': '等先来的事件', 'bpmn:ComplexGateway': '复杂网关',
  'bpmn:IntermediateCatchEvent': '中间等待', 'bpmn:IntermediateThrowEvent': '中间抛出', 'bpmn:BoundaryEvent': '边界事件', 'bpmn:SequenceFlow': '连线', 'bpmn:TextAnnotation': '注释', 'bpmn:Association': '关联', 'bpmn:Lane': '泳道',
  'bpmn:DataObjectReference': '数据', 'bpmn:DataStoreReference': '数据存储',
}
export const triggerNames: Readonly<Record<string, string>> = {
  'bpmn:TimerEventDefinition': '计时', 'bpmn:MessageEventDefinition': '消息', 'bpmn:SignalEventDefinition': '信号', 'bpmn:ConditionalEventDefinition': '条件', 'bpmn:ErrorEventDefinition': '错误', 'bpmn:EscalationEventDefinition': '升级',
  'bpmn:CompensateEventDefinition': '补偿', 'bpmn:CancelEventDefinition': '取消', 'bpmn:TerminateEventDefinition': '全部结束', 'bpmn:LinkEventDefinition': '链接',
}

/** What kind of element it is: “边界事件（计时）”. */
export function kindName(part: Business): string {
  const [trigger] = (part.get('eventDefinitions') as Business[] | undefined) ?? []
  return `${typeNames[part.$type] ?? part.$type}${trigger ? `（${triggerNames[trigger.$type] ?? ''}）` : ''}`
}
/** Its name; without one what it is, and never the editor's own number. */
export function plainName(part: Business): string {
  if (part.name?.trim()) return part.name.trim()
  if (part.$type !== 'bpmn:SequenceFlow') return `没有名称的${kindName(part)}`
  return ['sourceRef', 'targetRef'].flatMap((end) => (part.get(end) as Business | undefined) ?? []).map(plainName).join(' → ')
}
