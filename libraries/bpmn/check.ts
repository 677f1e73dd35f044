import type { Definition, Node, NodeKind, ProcessProblem, ScopeDefinition } from './definition.ts'
import { nodesFrom, nodesTo } from './graph.ts'
import { brokenJoins } from './joins.ts'

type Tell = (element: string, code: string, message: string) => void

const ACTIVITIES: readonly NodeKind[] = ['task', 'service', 'receive', 'send', 'script', 'rule', 'sub-process']
const FAILING: readonly NodeKind[] = ['service', 'rule', 'sub-process']
const WAITING: readonly NodeKind[] = ['task', 'service', 'receive', 'rule', 'sub-process']

/** Whether the process can run to an end from everywhere it can come to. */
export function checkSoundness(definition: Definition): ProcessProblem[] {
  const problems: ProcessProblem[] = []
  const tell: Tell = (element, code, message) => void problems.push({ element, code, message })
  for (const scope of Object.values(definition.scopes)) checkScope(definition, scope, tell)
  for (const node of Object.values(definition.nodes)) checkNode(definition, node, tell)
  checkMessages(definition, tell)
  if (problems.length === 0) for (const id of brokenJoins(definition)) tell(id, 'join-never-completes', '此并行汇合的入线来自二选一的分支，永远等不齐')
  return problems
}

function checkScope(definition: Definition, scope: ScopeDefinition, tell: Tell): void {
  const inside = Object.values(definition.nodes).filter((node) => node.scope === scope.id)
  const ends = inside.filter((node) => node.kind === 'end').map((node) => node.id)
  if (scope.starts.length === 0) tell(scope.id, 'no-start', '没有开始事件')
  if (scope.parent !== null && scope.starts.length > 1) tell(scope.id, 'many-starts', '子流程只能有一个开始事件')
  if (ends.length === 0) tell(scope.id, 'no-end', '没有结束事件')
  const plainStarts = scope.starts.filter((id) => definition.nodes[id]?.kind === 'start' && (definition.nodes[id] as { trigger: unknown }).trigger === null)
  if (scope.parent === null && plainStarts.length > 1) tell(plainStarts[1] ?? '', 'many-starts', '无条件的开始事件只能有一个')
  const reached = nodesFrom(definition, scope.starts)
  const finishing = nodesTo(definition, ends)
  for (const node of inside.filter((one) => one.kind !== 'event-sub-process')) {
    if (!reached.has(node.id)) tell(node.id, 'unreachable', `“${node.name}”永远走不到`)
    else if (ends.length > 0 && !finishing.has(node.id)) tell(node.id, 'no-way-to-end', `从“${node.name}”走不到任何结束事件`)
  }
}

function checkNode(definition: Definition, node: Node, tell: Tell): void {
  checkEdges(node, tell)
  checkConditions(definition, node, tell)
  if (node.kind === 'boundary') checkBoundary(definition, node, tell)
  if (node.kind === 'event-gateway') checkEventGateway(definition, node, tell)
  if (node.pauses !== undefined && !WAITING.includes(node.kind) && node.kind !== 'catch' && node.kind !== 'event-gateway') {
    tell(node.id, 'bad-pause', '不等待的元素不能暂停计时')
  }
}

function checkEdges(node: Node, tell: Tell): void {
  const gateway = ['exclusive', 'inclusive', 'parallel', 'event-gateway'].includes(node.kind)
  const noIn = node.kind === 'start' || node.kind === 'boundary' || node.kind === 'event-sub-process'
  const noOut = node.kind === 'end' || node.kind === 'event-sub-process'
  if (noIn && node.in.length > 0) tell(node.id, 'flow-in', '这里不能有入线')
  if (noOut && node.out.length > 0) tell(node.id, 'flow-out', '这里不能有出线')
  if (!noOut && node.out.length === 0) tell(node.id, 'no-way-out', `“${node.name}”没有出线，也不是结束事件`)
  if (!noOut && !gateway && node.out.length > 1) tell(node.id, 'implicit-split', '分支须用网关画出，活动只能有一条出线')
}

function checkConditions(definition: Definition, node: Node, tell: Tell): void {
  const choosing = (node.kind === 'exclusive' || node.kind === 'inclusive') && node.out.length > 1
  const fallback = node.kind === 'exclusive' || node.kind === 'inclusive' ? node.default : undefined
  if (choosing && (fallback === undefined || !node.out.includes(fallback))) tell(node.id, 'no-default', '网关没有默认走向，条件都不成立时流程会停住')
  for (const flow of node.out) {
    const condition = definition.flows[flow]?.condition
    if (choosing && flow !== fallback && !condition) tell(flow, 'no-condition', '网关的这条出线没有条件')
    if (flow === fallback && condition) tell(flow, 'default-condition', '默认走向不能有条件')
    if (!choosing && condition) tell(flow, 'stray-condition', '只有分支网关的出线可以有条件')
  }
}

function checkBoundary(definition: Definition, node: Node & { kind: 'boundary' }, tell: Tell): void {
  const host = definition.nodes[node.attachedTo]
  if (!host || !ACTIVITIES.includes(host.kind) || host.scope !== node.scope) return tell(node.id, 'bad-boundary', '边界事件须依附于同一流程内的活动')
  if (!WAITING.includes(host.kind)) return tell(node.id, 'bad-boundary', '此活动即时完成，边界事件不会发生')
  if (node.trigger.on === 'error' && !FAILING.includes(host.kind)) tell(node.id, 'bad-boundary', '此活动不会产生错误')
}

function checkEventGateway(definition: Definition, node: Node, tell: Tell): void {
  if (node.out.length < 2) tell(node.id, 'event-gateway', '事件网关至少要有两条出线')
  for (const flow of node.out) {
    const target = definition.nodes[definition.flows[flow]?.to ?? '']
    const fine = target && (target.kind === 'catch' || target.kind === 'receive') && target.in.length === 1 && !target.boundary && target.pauses === undefined
    if (!fine) tell(flow, 'event-gateway', '事件网关之后须直接是只有一条入线的捕获事件或接收任务，暂停计时标在网关上')
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
