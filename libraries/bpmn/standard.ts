import type { Definition, Node, NodeKind, NodeOf, ProcessProblem, ScopeDefinition } from './definition.ts'
import { isLinkFlow } from './links.ts'
import { isActivity } from './scopes.ts'
import { partsOf } from './triggers.ts'

type Tell = (element: string, code: string, message: string) => void

const GATEWAYS: readonly NodeKind[] = ['exclusive', 'inclusive', 'parallel', 'complex', 'event-gateway']

/** What BPMN 2.0.2 forbids in a drawing, beyond what the reader has refused already. */
export function checkStandard(definition: Definition): ProcessProblem[] {
  const problems: ProcessProblem[] = []
  const tell: Tell = (element, code, message) => void problems.push({ element, code, message })
  for (const scope of Object.values(definition.scopes)) checkScope(definition, scope, tell)
  for (const node of Object.values(definition.nodes)) {
    checkFlows(definition, node, tell)
    checkConditions(definition, node, tell)
    if (node.kind === 'boundary') checkBoundary(definition, node, tell)
    if (node.kind === 'event-gateway') checkEventGateway(definition, node, tell)
    if (node.kind === 'end') checkEnd(definition, node, tell)
    if (node.kind === 'complex' && node.in.length > 1 && !node.activation) tell(node.id, 'missing', '汇合的复杂网关缺少激活条件')
    if (node.kind === 'throw' || node.kind === 'end') checkCompensation(definition, node, tell)
    if (node.kind === 'receive' && node.instantiate && node.in.length > 0) tell(node.id, 'flow-in', '启动流程的接收任务不能有入线')
  }
  return problems
}

/** §10.3.5 and §10.5.2: how a scope may begin. */
function checkScope(definition: Definition, scope: ScopeDefinition, tell: Tell): void {
  const owner = definition.nodes[scope.id]
  const starts = scope.implicit ? [] : scope.starts.filter((id) => definition.nodes[id]?.kind === 'start')
  const [first, second] = starts
  const plain = starts.filter((id) => (definition.nodes[id] as NodeOf<'start'>).trigger === null)
  const isEmpty = scope.starts.length === 0 && !scope.offers
  if (isEmpty) tell(scope.id, 'no-start', '没有开始事件，也没有可以开始的元素')
  if (owner?.kind === 'event-sub-process' && (scope.implicit || !first)) tell(scope.id, 'missing', '事件子流程须有一个带触发的开始事件')
  if (owner && second !== undefined) tell(scope.id, 'many-starts', '子流程只能有一个开始事件')
  if (!owner && plain.length > 1) tell(plain[1] ?? '', 'many-starts', '无条件的开始事件只能有一个')
  if (scope.called && plain.length === 0 && !scope.implicit) tell(scope.id, 'no-start', '被调用的流程须有无条件的开始事件')
  checkFree(definition, scope, tell)
}

/** §10.5.2: where there is a start event, everything else in the normal flow has an incoming flow. */
function checkFree(definition: Definition, scope: ScopeDefinition, tell: Tell): void {
  if (scope.implicit || scope.offers) return
  for (const node of Object.values(definition.nodes)) {
    const isFree = node.scope === scope.id && node.in.length === 0 && !['start', 'boundary', 'event-sub-process'].includes(node.kind)
    if (isFree && !node.forCompensation && !scope.starts.includes(node.id)) tell(node.id, 'unreachable', `“${node.name}”没有入线，永远走不到`)
  }
}

/** §10.5.2, 10.5.3, 10.5.4, 10.7: where flows may begin and end. */
function checkFlows(definition: Definition, node: Node, tell: Tell): void {
  const isUndo = node.kind === 'boundary' && partsOf(node.trigger).some((one) => one.on === 'compensation')
  const noIn = node.kind === 'start' || node.kind === 'boundary' || node.kind === 'event-sub-process' || node.forCompensation
  const noOut = node.kind === 'end' || node.kind === 'event-sub-process' || isUndo || node.forCompensation
  if (noIn && node.in.length > 0) tell(node.id, 'flow-in', '这里不能有入线')
  if (noOut && node.out.length > 0) tell(node.id, 'flow-out', '这里不能有出线')
  const linkIn = node.kind === 'throw' && node.in.some((flow) => isLinkFlow(flow, node))
  const linkOut = node.kind === 'throw' && node.out.some((flow) => isLinkFlow(flow, node))
  if (linkIn && node.in.some((flow) => !isLinkFlow(flow, node))) tell(node.id, 'flow-in', '捕获链接不能有入线')
  if (linkOut && node.out.some((flow) => !isLinkFlow(flow, node))) tell(node.id, 'flow-out', '抛出链接不能有出线')
  if (node.kind === 'event-sub-process' && node.boundary) tell(node.id, 'bad-boundary', '事件子流程上不能有边界事件')
  const isChoice = (node.kind === 'exclusive' || node.kind === 'inclusive' || node.kind === 'complex')
  const fallback = isChoice ? node.default : node.fallback
  if (fallback !== undefined && definition.flows[fallback]?.from !== node.id) tell(node.id, 'bad-default', '默认走向须是自己的出线')
}

/** §8.4.13: which flows may carry a condition. */
function checkConditions(definition: Definition, node: Node, tell: Tell): void {
  const conditional = node.out.filter((flow) => definition.flows[flow]?.condition)
  const isPlain = node.kind === 'parallel' || node.kind === 'event-gateway' || node.kind === 'start' || node.kind === 'catch' || node.kind === 'throw' || node.kind === 'boundary'
  for (const flow of conditional) {
    if (isPlain) tell(flow, 'stray-condition', '事件、并行网关和事件网关的出线不能有条件')
    if (!isPlain && !GATEWAYS.includes(node.kind) && node.out.length === 1) tell(flow, 'stray-condition', '活动只有一条出线时不能有条件')
    if (flow === node.fallback || ('default' in node && flow === node.default)) tell(flow, 'default-condition', '默认走向不能有条件')
  }
}

/** §10.5.4 boundary events. */
function checkBoundary(definition: Definition, node: NodeOf<'boundary'>, tell: Tell): void {
  const host = definition.nodes[node.attachedTo]
  if (!host || !isActivity(host.kind) || host.scope !== node.scope) return tell(node.id, 'bad-boundary', '边界事件须依附于同一流程内的活动')
  const kinds = partsOf(node.trigger).map((one) => one.on)
  const isTransaction = host.kind === 'sub-process' && host.transaction
  if (kinds.includes('cancel') && !isTransaction) tell(node.id, 'bad-boundary', '取消边界事件只能依附于事务子流程')
  if (kinds.includes('compensation') && kinds.length > 1) tell(node.id, 'bad-boundary', '补偿边界事件不能与其他触发并列')
  if (host.forCompensation && kinds.includes('compensation')) tell(node.id, 'bad-boundary', '补偿活动不能再被补偿')
}

/** §10.6.6 event-based gateways. */
function checkEventGateway(definition: Definition, node: NodeOf<'event-gateway'>, tell: Tell): void {
  if (node.out.length < 2) tell(node.id, 'event-gateway', '事件网关至少要有两条出线')
  if (node.instantiate && node.in.length > 0 && !node.in.every((flow) => definition.nodes[definition.flows[flow]?.from ?? '']?.kind === 'start')) tell(node.id, 'event-gateway', '启动流程的事件网关不能有入线')
  const targets = node.out.map((flow) => definition.nodes[definition.flows[flow]?.to ?? ''])
  for (const [index, target] of targets.entries()) {
    const fine = target && (target.kind === 'catch' || target.kind === 'receive') && target.in.length === 1 && !target.boundary && !target.loop
    if (!fine) tell(node.out[index] ?? '', 'event-gateway', '事件网关之后须直接是只有一条入线的捕获事件或接收任务')
  }
  const receives = targets.filter((one) => one?.kind === 'receive')
  const messages = targets.filter((one) => one?.kind === 'catch' && partsOf(one.trigger).some((part) => part.on === 'message'))
  if (receives.length > 0 && messages.length > 0) tell(node.id, 'event-gateway-mixed', '事件网关之后不能既有接收任务又有消息事件')
}

/** §10.5.3: a cancel end event stands in a transaction. */
function checkEnd(definition: Definition, node: NodeOf<'end'>, tell: Tell): void {
  if (!node.throws?.some((one) => one.what === 'cancel')) return
  let scope: string | null = node.scope
  while (scope !== null) {
    const owner: Node | undefined = definition.nodes[scope]
    if (owner?.kind === 'sub-process' && owner.transaction) return
    scope = definition.scopes[scope]?.parent ?? null
  }
  tell(node.id, 'cancel-outside', '取消结束事件只能在事务子流程内')
}

/** §10.5.7: compensation names an activity that can be compensated. */
function checkCompensation(definition: Definition, node: NodeOf<'throw'> | NodeOf<'end'>, tell: Tell): void {
  for (const one of node.throws ?? []) {
    if (one.what !== 'compensation' || one.activity === null) continue
    const activity = definition.nodes[one.activity]
    if (!activity || !isActivity(activity.kind)) tell(node.id, 'bad-compensation', `补偿所指的“${one.activity}”不是活动`)
    else if (activity.undo === undefined && activity.kind !== 'sub-process' && activity.kind !== 'call') tell(node.id, 'bad-compensation', `“${activity.name}”没有补偿活动`)
  }
}
