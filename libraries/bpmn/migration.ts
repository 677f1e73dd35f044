import type { Definition, Node } from './definition.ts'
import { reaches } from './graph.ts'
import type { Run } from './run.ts'
import { clearWait, closeRun, nodeAs, openRun } from './run.ts'
import type { Effect, Scope, State, Token, Wait } from './state.ts'
import { arm } from './triggers.ts'

/** Elements of the old version that have another id in the new one. */
export type Mapping = Readonly<Record<string, string>>

export interface PlannedChange {
  readonly element: string
  readonly to: string | null
  readonly message: string
}

/** What moving one running process to another version would change, or why it cannot be moved. */
export interface MigrationPlan {
  readonly canMove: boolean
  readonly changes: readonly PlannedChange[]
  readonly obstacles: readonly PlannedChange[]
}

export type Migrated = { readonly ok: true; readonly state: State; readonly effects: readonly Effect[]; readonly plan: MigrationPlan } | { readonly ok: false; readonly plan: MigrationPlan }

interface Planning {
  readonly from: Definition
  readonly to: Definition
  readonly mapping: Mapping
  readonly changes: PlannedChange[]
  readonly obstacles: PlannedChange[]
}

/**
 * Plans the move of a running process to another version (not in BPMN; see the README): every token, open task and
 * sub-process needs an element of the same kind in the same place. A rehearsal: nothing is changed.
 */
export function planMigration(from: Definition, to: Definition, state: State, mapping: Mapping = {}): MigrationPlan {
  const planning: Planning = { from, to, mapping, changes: [], obstacles: [] }
  if (state.status === 'ended') block(planning, from.id, '流程已经结束，不必迁移')
  if (state.definition !== from.id) block(planning, from.id, '该状态属于另一个流程')
  for (const scope of state.scopes) planScope(planning, state, scope)
  for (const token of state.tokens) planToken(planning, state, token)
  for (const wait of state.waits) planWait(planning, state, wait)
  for (const scope of state.scopes) checkParallel(planning, state, scope)
  planNewEvents(planning, state)
  return { canMove: planning.obstacles.length === 0, changes: planning.changes, obstacles: planning.obstacles }
}

const mapped = ({ mapping, from, to }: Pick<Planning, 'mapping' | 'from' | 'to'>, id: string): string => mapping[id] ?? (id === from.id ? to.id : id)
const block = (planning: Planning, element: string, message: string): void => void planning.obstacles.push({ element, to: null, message })
const nameIn = (definition: Definition, id: string): string => definition.nodes[id]?.name ?? definition.scopes[id]?.id ?? id

function planScope(planning: Planning, state: State, scope: Scope): void {
  const id = mapped(planning, scope.element)
  if (scope.undo) return block(planning, scope.element, `“${nameIn(planning.from, scope.element)}”正在补偿，办完以后才能迁移`)
  const isInstance = scope.index !== undefined
  const exists = isInstance ? planning.to.nodes[id] !== undefined : planning.to.scopes[id] !== undefined
  if (!exists) return block(planning, scope.element, `新版本没有“${nameIn(planning.from, scope.element)}”`)
  for (const record of scope.done ?? []) {
    const handler = planning.to.nodes[mapped(planning, record.element)]
    if (handler?.undo === undefined && handler?.kind !== 'sub-process') block(planning, record.element, `新版本中“${nameIn(planning.from, record.element)}”不能补偿，而它已经办完`)
  }
  if (scope.reset) block(planning, Object.keys(scope.reset)[0] ?? '', '复杂网关正在等待重置，之后才能迁移')
  if (scope.token === null && scope.parent !== null) checkPlace(planning, state, scope.element, scope.parent)
}

function planToken(planning: Planning, state: State, token: Token): void {
  const old = planning.from.nodes[token.at]
  const id = mapped(planning, token.at)
  const node = planning.to.nodes[id]
  const name = nameIn(planning.from, token.at)
  if (!old || !node) return block(planning, token.at, `新版本没有“${name}”，请指定移到哪一步`)
  if (!sameKind(old, node)) return block(planning, token.at, `“${name}”与新版本的“${node.name}”不是同一种元素`)
  if ((token.loop !== undefined) !== (node.loop !== undefined) && !token.body) return block(planning, token.at, `“${name}”的循环方式变了，办完以后才能迁移`)
  if (token.many && !(node.kind === 'task' && node.many)) return block(planning, token.at, `“${name}”由几人办理的方式变了，办完以后才能迁移`)
  if (!token.body) checkPlace(planning, state, token.at, token.scope)
  if (isGateway(node) && via(planning, token, node) === undefined) block(planning, token.at, `新版本中没有通到“${node.name}”的那条线`)
  if (old.name !== node.name) planning.changes.push({ element: token.at, to: id, message: `从“${name}”移到“${node.name}”` })
  if (!token.body && old.pauses === undefined && node.pauses !== undefined) planning.changes.push({ element: token.at, to: id, message: `“${node.name}”起依法不计时（${node.pauses}）` })
  if (!token.body && old.pauses !== undefined && node.pauses === undefined) planning.changes.push({ element: token.at, to: id, message: `“${node.name}”起恢复计时` })
  if (old.kind === 'task' && node.kind === 'task' && !old.many && node.many) planning.changes.push({ element: token.at, to: id, message: `“${node.name}”改由几人办理，已打开的待办仍由一人办` })
  if (old.kind === 'task' && node.kind === 'task' && (old.form !== node.form || old.people !== node.people || old.action !== node.action)) planning.changes.push({ element: token.at, to: id, message: `“${node.name}”的办理人或办理页变了：已打开的待办仍由原来的人办，名称和结论按新版` })
}

/** Within gateways only what waits in the same way may stand for another. */
const sameKind = (old: Node, node: Node): boolean => old.kind === node.kind || (isGateway(old) && isGateway(node) && [old, node].every((one) => one.kind === 'inclusive' || one.kind === 'parallel'))
const isGateway = (node: Node): boolean => node.kind === 'parallel' || node.kind === 'inclusive' || node.kind === 'complex'

/** The flow by which a token would have come in the new version. */
function via(planning: Pick<Planning, 'mapping' | 'from' | 'to'>, token: Token, node: Node): string | null | undefined {
  if (token.via === null) return null
  const named = mapped(planning, token.via)
  if (node.in.includes(named)) return named
  const source = planning.from.flows[token.via]?.from
  return source === undefined ? undefined : node.in.find((flow) => planning.to.flows[flow]?.from === mapped(planning, source))
}

/** The element must stand in the sub-process that the running scope becomes. */
function checkPlace(planning: Planning, state: State, element: string, scopeId: string): void {
  const scope = state.scopes.find((one) => one.id === scopeId)
  const node = planning.to.nodes[mapped(planning, element)]
  if (!scope || !node || scope.index !== undefined) return
  if (node.scope !== mapped(planning, scope.element)) block(planning, element, `“${nameIn(planning.from, element)}”在新版本中换到了别的子流程`)
}

function planWait(planning: Planning, state: State, wait: Wait): void {
  const id = mapped(planning, wait.element)
  const node = planning.to.nodes[id]
  const isListening = ['boundary', 'start'].includes(planning.from.nodes[wait.element]?.kind ?? '')
  if (isListening && !stillListens(planning, state, wait, node)) planning.changes.push({ element: wait.element, to: null, message: `不再等待“${nameIn(planning.from, wait.element)}”` })
  else if (node && !isListening && waitsOtherwise(planning, wait, node)) block(planning, wait.element, `“${node.name}”在新版本中等的是别的，等到以后才能迁移`)
  else if (!node && !state.tokens.some((token) => token.id === wait.holder && token.at === wait.element)) block(planning, wait.element, `新版本没有“${nameIn(planning.from, wait.element)}”`)
}

function stillListens(planning: Pick<Planning, 'mapping' | 'from' | 'to'>, state: State, wait: Wait, node: Node | undefined): boolean {
  const old = planning.from.nodes[wait.element]
  if (!node || !old || node.kind !== old.kind || !('trigger' in node) || !('trigger' in old)) return false
  if (node.trigger?.on !== old.trigger?.on) return false
  if (wait.kind === 'message' && node.trigger?.on === 'message' && node.trigger.message !== wait.name) return false
  if (wait.kind === 'signal' && node.trigger?.on === 'signal' && node.trigger.signal !== wait.name) return false
  const holder = state.tokens.find((one) => one.id === wait.holder)
  return node.kind !== 'boundary' || holder === undefined || node.attachedTo === mapped(planning, holder.at)
}

/** What stands in the way waits for the same as before: the token does not learn of another message or kind of event. */
function waitsOtherwise(planning: Planning, wait: Wait, node: Node): boolean {
  const old = planning.from.nodes[wait.element]
  if (old?.kind === 'receive' && node.kind === 'receive') return old.message !== node.message
  if (old?.kind !== 'catch' || node.kind !== 'catch') return false
  const [before, after] = [old.trigger, node.trigger]
  if (before.on !== after.on) return true
  if (before.on === 'message' && after.on === 'message') return before.message !== after.message
  return before.on === 'signal' && after.on === 'signal' && before.signal !== after.signal
}

/**
 * Branches that run beside each other come together as before, and one that stands alone comes into no join that would wait
 * for others in vain: else a case that could be moved would stand still for ever, or do a step twice.
 */
function checkParallel(planning: Planning, state: State, scope: Scope): void {
  if (scope.index !== undefined || scope.undo) return
  const tokens = state.tokens.filter((token) => token.scope === scope.id && !token.body)
  const element = mapped(planning, scope.element)
  const places = tokens.map((token) => mapped(planning, token.at))
  if (tokens.length > 1 && forksOf(planning.from, scope.element, planning) !== forksOf(planning.to, element)) return block(planning, tokens[0]?.at ?? scope.element, '正在并行办理，而新版本的分合变了，汇合以后才能迁移')
  if (tokens.some((token, at) => tokens.some((other, before) => before < at && other.at !== token.at && places[before] === places[at]))) return block(planning, tokens[0]?.at ?? scope.element, '并行的两处不能移到同一个环节')
  for (const join of Object.values(planning.to.nodes)) {
    if (join.scope !== element || join.kind !== 'parallel' || join.in.length < 2) continue
    const isReached = (flow: string): boolean => tokens.some((token, at) => (places[at] === join.id ? via(planning, token, join) === flow : reaches(planning.to, places[at] ?? '', [flow], join.id)))
    const reached = join.in.filter(isReached)
    if (reached.length > 0 && reached.length < join.in.length) return block(planning, tokens[0]?.at ?? scope.element, `新版本在“${join.name}”要等几条线汇合，而这一件只走其中的 ${reached.length} 条，会停在那里`)
  }
}

/** Splits and joins of a scope, as text to compare. */
const forksOf = (definition: Definition, scope: string, planning?: Planning): string =>
  Object.values(definition.nodes).filter((node) => node.scope === scope && ['parallel', 'inclusive', 'complex'].includes(node.kind)).map((node) => `${planning ? mapped(planning, node.id) : node.id} ${node.kind} ${node.in.length} ${node.out.length}`).sort().join('\n')

/** Boundary events and event sub-processes that only the new version has. */
function listeningNew(planning: Pick<Planning, 'mapping' | 'from' | 'to'>, state: State): { readonly element: string; readonly holder: string }[] {
  const kept = new Set(state.waits.filter((wait) => stillListens(planning, state, wait, planning.to.nodes[mapped(planning, wait.element)])).map((wait) => `${mapped(planning, wait.element)} ${wait.holder}`))
  const known = new Set(Object.keys(planning.from.nodes).map((id) => mapped(planning, id)))
  const boundary = state.tokens.filter((token) => !token.body).flatMap((token) => (planning.to.nodes[mapped(planning, token.at)]?.boundary ?? []).map((element) => ({ element, holder: token.id })))
  const handlers = state.scopes.filter((scope) => scope.index === undefined).flatMap((scope) => (planning.to.scopes[mapped(planning, scope.element)]?.handlers ?? []).map((element) => ({ element, holder: scope.id })))
  return [...boundary, ...handlers].filter(({ element, holder }) => !kept.has(`${element} ${holder}`) && (!known.has(element) || changedTrigger(planning, state, element, holder)))
}

/** An event that was there but waited for something else. */
const changedTrigger = (planning: Pick<Planning, 'mapping' | 'from' | 'to'>, state: State, element: string, holder: string): boolean => state.waits.some((wait) => wait.holder === holder && mapped(planning, wait.element) === element)

function planNewEvents(planning: Planning, state: State): void {
  for (const { element } of listeningNew(planning, state)) planning.changes.push({ element, to: element, message: `开始等待“${nameIn(planning.to, element)}”` })
}

/**
 * Moves a running process to another version: the new state, and what the host must set and clear. Tasks stay open.
 * `isReplay`: a move that was once made is made again, though rules that came later would not allow it.
 */
export function migrate(from: Definition, to: Definition, state: State, mapping: Mapping = {}, isReplay = false): Migrated {
  const plan = planMigration(from, to, state, mapping)
  if (!plan.canMove && !isReplay) return { ok: false, plan }
  const move = { from, to, mapping }
  const fresh = listeningNew(move, state)
  const run: Run = openRun(to, state)
  for (const wait of state.waits) {
    const isListening = ['boundary', 'start'].includes(from.nodes[wait.element]?.kind ?? '')
    if (isListening && !stillListens(move, state, wait, to.nodes[mapped(move, wait.element)])) clearWait(run, wait, 'not-needed')
  }
  run.tokens = run.tokens.map((token) => {
    const node = to.nodes[mapped(move, token.at)] as Node
    return { ...token, at: node.id, via: via(move, token, node) ?? null }
  })
  for (const token of run.tokens) if (!token.body) tellClock(run, token, from.nodes[state.tokens.find((one) => one.id === token.id)?.at ?? ''])
  run.scopes = run.scopes.map((scope) => ({ ...scope, element: mapped(move, scope.element), ...(scope.done ? { done: scope.done.map((one) => ({ ...one, element: mapped(move, one.element) })) } : {}) }))
  run.waits = run.waits.map((wait) => ({ ...wait, element: mapped(move, wait.element) }))
  for (const { element, holder } of fresh) {
    const node = to.nodes[element]
    arm(run, node?.kind === 'boundary' ? node.trigger : nodeAs(run, element, 'start').trigger, element, holder, false)
  }
  return { ok: true, state: closeRun(run), effects: run.effects, plan }
}

/** The statutory clock stands still exactly where the new version says so. */
function tellClock(run: Run, token: Token, old: Node | undefined): void {
  const [before, after] = [old?.pauses, run.definition.nodes[token.at]?.pauses]
  if (before !== undefined && after === undefined) run.effects.push({ type: 'clock-resumed', pause: token.id, element: token.at, reason: before })
  if (before === undefined && after !== undefined) run.effects.push({ type: 'clock-paused', pause: token.id, element: token.at, reason: after })
}
