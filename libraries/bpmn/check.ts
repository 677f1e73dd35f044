import type { Definition, Node, NodeKind, ProcessProblem, ScopeDefinition } from './definition.ts'
import { nodesFrom, nodesTo } from './graph.ts'
import { isActivity } from './scopes.ts'

type Tell = (element: string, code: string, message: string) => void

const FAILING: readonly NodeKind[] = ['service', 'rule', 'sub-process', 'call']
const WAITING: readonly NodeKind[] = ['task', 'service', 'receive', 'rule', 'sub-process', 'call']

/** The platform's own rules of drawing: each branch by a gateway, each gateway with a default, each path to an end. */
export function checkDrawing(definition: Definition): ProcessProblem[] {
  const problems: ProcessProblem[] = []
  const tell: Tell = (element, code, message) => void problems.push({ element, code, message })
  for (const scope of Object.values(definition.scopes)) if (!scope.offers) checkScope(definition, scope, tell)
  for (const node of Object.values(definition.nodes)) checkNode(definition, node, tell)
  checkMessages(definition, tell)
  return problems
}

function checkScope(definition: Definition, scope: ScopeDefinition, tell: Tell): void {
  const inside = Object.values(definition.nodes).filter((node) => node.scope === scope.id)
  const ends = inside.filter((node) => node.kind === 'end').map((node) => node.id)
  if (scope.implicit || scope.starts.length === 0) tell(scope.id, 'no-start', '没有开始事件')
  if (ends.length === 0) tell(scope.id, 'no-end', '没有结束事件')
  const reached = nodesFrom(definition, scope.starts)
  const finishing = nodesTo(definition, ends)
  for (const node of inside.filter((one) => one.kind !== 'event-sub-process' && !one.forCompensation && !isUndo(one))) {
    if (!reached.has(node.id)) tell(node.id, 'unreachable', `“${node.name}”永远走不到`)
    else if (ends.length > 0 && !finishing.has(node.id)) tell(node.id, 'no-way-to-end', `从“${node.name}”走不到任何结束事件`)
  }
}

const isUndo = (node: Node): boolean => node.kind === 'boundary' && node.trigger.on === 'compensation'

function checkNode(definition: Definition, node: Node, tell: Tell): void {
  checkEdges(definition, node, tell)
  checkConditions(definition, node, tell)
  if (node.kind === 'boundary' && !isUndo(node)) checkBoundary(definition, node, tell)
  if (node.kind === 'event-gateway') checkEventGateway(definition, node, tell)
  if (node.pauses !== undefined && !WAITING.includes(node.kind) && node.kind !== 'catch' && node.kind !== 'event-gateway') {
    tell(node.id, 'bad-pause', '不等待的元素不能暂停计时')
  }
}

function checkEdges(definition: Definition, node: Node, tell: Tell): void {
  const isGateway = ['exclusive', 'inclusive', 'parallel', 'complex', 'event-gateway'].includes(node.kind)
  const noOut = node.kind === 'end' || node.kind === 'event-sub-process' || node.forCompensation || isUndo(node) || definition.scopes[node.scope]?.offers
  if (!noOut && node.out.length === 0) tell(node.id, 'no-way-out', `“${node.name}”没有出线，也不是结束事件`)
  if (!noOut && !isGateway && node.out.length > 1) tell(node.id, 'implicit-split', '分支须用网关画出，活动只能有一条出线')
}

function checkConditions(definition: Definition, node: Node, tell: Tell): void {
  const choosing = (node.kind === 'exclusive' || node.kind === 'inclusive') && node.out.length > 1
  const fallback = node.kind === 'exclusive' || node.kind === 'inclusive' ? node.default : undefined
  if (choosing && (fallback === undefined || !node.out.includes(fallback))) tell(node.id, 'no-default', '网关没有默认走向，条件都不成立时流程会停住')
  for (const flow of node.out) {
    const condition = definition.flows[flow]?.condition
    if (choosing && flow !== fallback && !condition) tell(flow, 'no-condition', '网关的这条出线没有条件')
    if (!choosing && condition && node.kind !== 'complex') tell(flow, 'stray-condition', '只有分支网关的出线可以有条件')
  }
}

function checkBoundary(definition: Definition, node: Node & { kind: 'boundary' }, tell: Tell): void {
  const host = definition.nodes[node.attachedTo]
  if (!host || !isActivity(host.kind)) return
  if (!WAITING.includes(host.kind) && !host.loop) return tell(node.id, 'bad-boundary', '此活动即时完成，边界事件不会发生')
  if (node.trigger.on === 'error' && !FAILING.includes(host.kind)) tell(node.id, 'bad-boundary', '此活动不会产生错误')
}

function checkEventGateway(definition: Definition, node: Node, tell: Tell): void {
  for (const flow of node.out) {
    if (definition.nodes[definition.flows[flow]?.to ?? '']?.pauses !== undefined) tell(flow, 'event-gateway', '暂停计时标在事件网关上')
  }
}

/** One message name must not start the same process twice. */
function checkMessages(definition: Definition, tell: Tell): void {
  for (const scope of Object.values(definition.scopes)) {
    const seen = new Set<string>()
    for (const id of [...scope.starts, ...scope.handlers]) {
      const node = definition.nodes[id]
      const name = node?.kind === 'start' && node.trigger?.on === 'message' ? node.trigger.message : undefined
      if (name !== undefined && seen.has(name)) tell(id, 'same-message', `消息“${name}”已由另一个开始事件接收`)
      if (name !== undefined) seen.add(name)
    }
  }
}
