import { listOf } from '@xiangyun/feel/values'
import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import type { Many, NodeOf } from './definition.ts'
import { complete } from './completing.ts'
import { advisory, evaluate, evaluateJson, holds, mapped } from './expressions.ts'
import type { Run } from './run.ts'
import { incident, nextId, replaceToken, scopeOf, tokenOf } from './run.ts'
import type { Token, Variables, Wait } from './state.ts'
import { give, seen } from './variables.ts'

const MOST_INSTANCES = 1000

/** Opens the task, or one for each instance (BPMN 2.0.2 §13.3.3 and 13.3.7). */
export function enterTask(run: Run, token: Token, node: NodeOf<'task'>): void {
  if (token.body) return openInstance(run, token, node)
  const two = node.many?.two !== undefined && holds(run, node.id, node.many.two, seen(run, token.scope))
  const items = node.many ? instances(run, token, node.many, two) : undefined
  if (items === null) incident(run, node.id, 'instances-unknown', '无法确定要由几人（几个部门）办理，先开一个任务')
  if (!items) return openTask(run, token, node, { of: 1, two: false })
  replaceToken(run, { ...token, many: { total: items.length, results: [] } })
  items.forEach((item, index) => openTask(run, token, node, { item, index: index + 1, of: items.length, two }))
  if (items.length === 0) leaveTask(run, token, node, [])
}

/** The task of one instance of a loop. */
function openInstance(run: Run, token: Token, node: NodeOf<'task'>): void {
  const { index = 1, token: outer, vars } = scopeOf(run, token.scope)
  const of = tokenOf(run, outer ?? '')?.loop?.total ?? index
  openTask(run, token, node, { index, of, two: false, item: vars?.[node.loop?.item ?? ''] ?? null, ...(outer === null ? {} : { group: outer }) })
}

function instances(run: Run, token: Token, many: Many, two: boolean): readonly Json[] | undefined | null {
  if (two) return [null, null]
  if (many.collection) {
    const found = evaluate(run, token.at, many.collection, seen(run, token.scope))
    const items = found === null ? null : listOf(found).map(toJson)
    return items && items.length <= MOST_INSTANCES ? items : null
  }
  if (!many.count) return undefined
  const count = evaluateJson(run, token.at, many.count, seen(run, token.scope))
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_INSTANCES ? Array<Json>(count).fill(null) : null
}

interface Instance {
  readonly item?: Json
  readonly index?: number
  readonly of: number
  readonly two: boolean
  readonly group?: string
}

function openTask(run: Run, token: Token, node: NodeOf<'task'>, one: Instance): void {
  const task = nextId(run, node.id)
  const item = one.item ?? null
  if (node.many) run.trail.push({ element: node.id, what: 'started' })
  const around = seen(run, token.scope)
  const counted = one.index === undefined || !node.many ? around : { ...around, loopCounter: one.index }
  const inside: Variables = node.many?.item === undefined || one.index === undefined ? counted : { ...counted, [node.many.item]: item }
  const limit = node.limit ? advisory(node.limit, inside) : null
  run.waits.push({ id: task, kind: 'task', element: node.id, holder: token.id, ...(one.index === undefined ? {} : { index: one.index, item }) })
  run.effects.push({
    type: 'task-opened', task, element: node.id, name: node.name, manual: node.manual,
    lane: run.definition.lanes.find((lane) => lane.id === node.lane) ?? null,
    action: node.action ?? null, people: node.people ?? null, form: node.form ?? null,
    limit: typeof limit === 'number' ? limit : null, calendar: node.calendar, input: mapped(run, node.id, node.inputs, inside),
    group: one.group ?? token.id, index: one.index ?? 1, of: one.of, two: one.two, item, pauses: node.pauses ?? null,
  })
}

/** A person did one task; the activity is over when its last instance is, or its completion condition holds. */
export function completeTask(run: Run, wait: Wait, token: Token, node: NodeOf<'task'>, given: Variables): void {
  run.waits = run.waits.filter((one) => one.id !== wait.id)
  run.effects.push({ type: 'task-closed', task: wait.id, element: node.id, reason: 'completed' })
  if (token.many) run.trail.push({ element: node.id, what: 'completed' })
  if (!token.many) {
    takeOver(run, token, node, given)
    return leaveTask(run, token, node)
  }
  const results = [...token.many.results, wait.item === null || wait.item === undefined ? { ...given } : { item: wait.item, ...given }]
  replaceToken(run, { ...token, many: { ...token.many, results } })
  if (node.many?.collect === undefined) takeOver(run, token, node, given)
  const open = run.waits.some((one) => one.holder === token.id && one.kind === 'task')
  if (!open || enough(run, token, node, results)) leaveTask(run, tokenOf(run, token.id) ?? token, node, results)
}

function enough(run: Run, token: Token, node: NodeOf<'task'>, results: readonly Json[]): boolean {
  const total = token.many?.total ?? 0
  const until = node.many?.until
  if (!until) return false
  const collect = node.many?.collect
  const counts = { numberOfInstances: total, numberOfCompletedInstances: results.length, numberOfActiveInstances: total - results.length, numberOfTerminatedInstances: 0 }
  return holds(run, node.id, until, { ...seen(run, token.scope), ...counts, ...(collect === undefined ? {} : { [collect]: results }) })
}

function takeOver(run: Run, token: Token, node: NodeOf<'task'>, given: Variables): void {
  give(run, token.scope, node.outputs.length ? mapped(run, node.id, node.outputs, { ...seen(run, token.scope), ...given }) : given)
}

function leaveTask(run: Run, token: Token, node: NodeOf<'task'>, results?: readonly Json[]): void {
  if (results && node.many?.collect !== undefined) give(run, token.scope, { [node.many.collect]: results })
  complete(run, token, node)
}
