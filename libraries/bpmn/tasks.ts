import { listOf } from '@xiangyun/feel/values'
import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import type { Many, NodeOf } from './definition.ts'
import { evaluate, evaluateJson, holds, mapped } from './expressions.ts'
import type { Run } from './run.ts'
import { clearWaits, follow, incident, nextId, replaceToken } from './run.ts'
import { tellPause, tokenOf } from './scopes.ts'
import type { Token, Variables, Wait } from './state.ts'

const MOST_INSTANCES = 1000

/** Opens the task, or one for each instance (BPMN 2.0.2 §13.3.3 and 13.3.7). */
export function enterTask(run: Run, token: Token, node: NodeOf<'task'>): void {
  const two = node.many?.two !== undefined && holds(node.many.two, run.variables)
  const items = node.many ? instances(run, node.many, two) : undefined
  if (items === null) incident(run, node.id, 'instances-unknown', '无法确定要由几人（几个部门）办理，先开一个任务')
  if (!items) return openTask(run, token, node, { of: 1, two: false })
  replaceToken(run, { ...token, many: { total: items.length, results: [] } })
  items.forEach((item, index) => openTask(run, token, node, { item, index: index + 1, of: items.length, two }))
  if (items.length === 0) leaveTask(run, token, node, [])
}

function instances(run: Run, many: Many, two: boolean): readonly Json[] | undefined | null {
  if (two) return [null, null]
  if (many.collection) {
    const found = evaluate(many.collection, run.variables)
    const items = found === null ? null : listOf(found).map(toJson)
    return items && items.length <= MOST_INSTANCES ? items : null
  }
  if (!many.count) return undefined
  const count = evaluateJson(many.count, run.variables)
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_INSTANCES ? Array<Json>(count).fill(null) : null
}

interface Instance {
  readonly item?: Json
  readonly index?: number
  readonly of: number
  readonly two: boolean
}

function openTask(run: Run, token: Token, node: NodeOf<'task'>, one: Instance): void {
  const task = nextId(run, node.id)
  const item = one.item ?? null
  const inside: Variables = node.many?.item === undefined || one.index === undefined ? run.variables : { ...run.variables, [node.many.item]: item }
  const limit = node.limit ? evaluateJson(node.limit, inside) : null
  run.waits.push({ id: task, kind: 'task', element: node.id, holder: token.id, ...(one.index === undefined ? {} : { index: one.index, item }) })
  run.effects.push({
    type: 'task-opened', task, element: node.id, name: node.name, manual: node.manual,
    lane: run.definition.lanes.find((lane) => lane.id === node.lane) ?? null,
    action: node.action ?? null, people: node.people ?? null, form: node.form ?? null,
    limit: typeof limit === 'number' ? limit : null, calendar: node.calendar, input: mapped(node.inputs, inside),
    group: token.id, index: one.index ?? 1, of: one.of, two: one.two, item, pauses: node.pauses ?? null,
  })
}

/** A person did one task; the activity is over when its last instance is, or its completion condition holds. */
export function completeTask(run: Run, wait: Wait, token: Token, node: NodeOf<'task'>, given: Variables): void {
  run.waits = run.waits.filter((one) => one.id !== wait.id)
  run.effects.push({ type: 'task-closed', task: wait.id, element: node.id, reason: 'completed' })
  if (!token.many) {
    takeOver(run, node, given)
    return leaveTask(run, token, node)
  }
  const results = [...token.many.results, wait.item === null || wait.item === undefined ? { ...given } : { item: wait.item, ...given }]
  replaceToken(run, { ...token, many: { ...token.many, results } })
  if (node.many?.collect === undefined) takeOver(run, node, given)
  const open = run.waits.some((one) => one.holder === token.id && one.kind === 'task')
  if (!open || enough(run, node, token.many.total, results)) leaveTask(run, tokenOf(run, token.id) ?? token, node, results)
}

function enough(run: Run, node: NodeOf<'task'>, total: number, results: readonly Json[]): boolean {
  const until = node.many?.until
  if (!until) return false
  const collect = node.many?.collect
  const counts = { numberOfInstances: total, numberOfCompletedInstances: results.length, numberOfActiveInstances: total - results.length }
  return holds(until, { ...run.variables, ...counts, ...(collect === undefined ? {} : { [collect]: results }) })
}

function takeOver(run: Run, node: NodeOf<'task'>, given: Variables): void {
  Object.assign(run.variables, node.outputs.length ? mapped(node.outputs, { ...run.variables, ...given }) : given)
}

function leaveTask(run: Run, token: Token, node: NodeOf<'task'>, results?: readonly Json[]): void {
  if (results && node.many?.collect !== undefined) run.variables[node.many.collect] = results
  clearWaits(run, token.id, 'not-needed')
  tellPause(run, token, 'clock-resumed')
  const out = node.out[0]
  if (out !== undefined) follow(run, token, out)
}
