import type { Definition, NodeOf } from './definition.ts'
import { arrive } from './arrive.ts'
import { mapped } from './expressions.ts'
import { forceInclusive, settleInclusive } from './gateways.ts'
import type { Run } from './run.ts'
import { clearWait, clearWaits, closeRun, follow, incident, nodeAs, nodeOf, openRun, placeToken } from './run.ts'
import { abort, catchOnBoundary, openScope, quit, scopeOf, startHandler, tellPause, throwError, tokenOf } from './scopes.ts'
import type { Event, State, Step, StepCode, Token, Variables, Wait } from './state.ts'
import { completeTask } from './tasks.ts'

/** More moves than this without anyone acting is a loop. */
const MOST_MOVES = 10_000

type Refusal = readonly [code: StepCode, message: string]

/**
 * Applies one event to a process (BPMN 2.0.2 §13): a pure function, so the same history gives the same state.
 * What does not fit, such as a task already done, is a failure value with the state unchanged.
 */
export function step(definition: Definition, state: State | undefined, event: Event): Step {
  const wrong = precheck(definition, state, event)
  if (wrong) return refuse(state, wrong)
  const run = openRun(definition, state)
  const refused = apply(run, event) ?? settle(run)
  return refused ? refuse(state, refused) : { ok: true, state: closeRun(run), effects: run.effects }
}

const refuse = (state: State | undefined, [code, message]: Refusal): Step => ({ ok: false, code, message, state, effects: [] })

function precheck(definition: Definition, state: State | undefined, event: Event): Refusal | undefined {
  if (!state) return event.type === 'start' ? undefined : ['not-started', '流程尚未启动']
  if (state.definition !== definition.id) return ['wrong-definition', '该状态属于另一个流程']
  if (event.type === 'start') return ['already-started', '流程已经启动']
  return state.status === 'ended' ? ['process-ended', '流程已经结束'] : undefined
}

function apply(run: Run, event: Event): Refusal | undefined {
  switch (event.type) {
    case 'start': return start(run, event.variables ?? {}, event.message)
    case 'cancelled': return void abort(run, 'cancelled', 'cancelled')
    case 'task-completed': return taskCompleted(run, event.task, event.variables ?? {})
    case 'timer-fired': {
      const wait = run.waits.find((one) => one.id === event.timer && one.kind === 'timer')
      return wait ? triggered(run, wait, {}) : ['timer-not-set', '该定时器未设定或已取消']
    }
    case 'message': return messageCame(run, event)
    case 'service-completed': return jobDone(run, event.job, 'service', (node) => takeService(run, node, event.variables ?? {}))
    case 'decision-made': return jobDone(run, event.job, 'decision', (node) => {
      if (node.kind === 'rule') run.variables[node.result] = event.value
    })
    case 'service-failed': return serviceFailed(run, event)
  }
}

function start(run: Run, variables: Variables, message: string | undefined): Refusal | undefined {
  const scope = run.definition.scopes[run.definition.id]
  const found = scope?.starts.find((id) => {
    const { trigger } = nodeAs(run, id, 'start')
    return message === undefined ? trigger === null : trigger?.on === 'message' && trigger.message === message
  })
  if (found === undefined) return ['no-such-start', message === undefined ? '流程没有无条件的开始事件' : `流程不由消息“${message}”启动`]
  Object.assign(run.variables, variables)
  openScope(run, run.definition.id, null, null, found)
  return undefined
}

function taskCompleted(run: Run, task: string, variables: Variables): Refusal | undefined {
  const wait = run.waits.find((one) => one.id === task && one.kind === 'task')
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['task-not-open', '该任务不在办理中']
  completeTask(run, wait, token, nodeAs(run, wait.element, 'task'), variables)
  return undefined
}

/** The newest subscription of that name gets the message: what is inside comes before what encloses it. */
function messageCame(run: Run, event: Event & { type: 'message' }): Refusal | undefined {
  const wait = run.waits.findLast((one) => one.kind === 'message' && one.name === event.name && (event.subscription === undefined || one.id === event.subscription))
  return wait ? triggered(run, wait, event.variables ?? {}) : ['message-not-awaited', `流程现在不等待消息“${event.name}”`]
}

/** A timer or message came: on the path, on a boundary, or for an event sub-process. */
function triggered(run: Run, wait: Wait, variables: Variables): undefined {
  const node = nodeOf(run, wait.element)
  if (node.kind === 'start') {
    takeVariables(run, variables)
    const { trigger } = node
    if (node.interrupting || (trigger?.on === 'timer' && trigger.timer.kind !== 'cycle')) spend(run, wait)
    return void startHandler(run, node.id, scopeOf(run, wait.holder))
  }
  const token = tokenOf(run, wait.holder)
  if (!token) throw new Error(`wait ${wait.id} has no token`)
  if (node.kind === 'boundary') return void boundaryTriggered(run, wait, token, node, variables)
  spend(run, wait)
  if (node.kind === 'receive' && node.outputs.length) Object.assign(run.variables, mapped(node.outputs, { ...run.variables, ...variables }))
  if (node.kind !== 'receive' || !node.outputs.length) takeVariables(run, variables)
  clearWaits(run, token.id, 'not-needed')
  tellPause(run, token, 'clock-resumed')
  const out = node.out[0]
  if (out !== undefined) follow(run, token, out)
}

function boundaryTriggered(run: Run, wait: Wait, token: Token, node: NodeOf<'boundary'>, variables: Variables): void {
  takeVariables(run, variables)
  const out = node.out[0]
  if (out === undefined) return
  if (node.interrupting) {
    spend(run, wait)
    quit(run, token, 'interrupted')
    return follow(run, token, out)
  }
  if (node.trigger.on === 'timer' && node.trigger.timer.kind !== 'cycle') spend(run, wait)
  placeToken(run, run.definition.flows[out]?.to ?? '', token.scope, out)
}

const takeVariables = (run: Run, variables: Variables): void => void Object.assign(run.variables, variables)

/** A timer that fired or a message that came needs no clearing by the host. */
function spend(run: Run, wait: Wait): void {
  run.waits = run.waits.filter((one) => one.id !== wait.id)
}

function jobDone(run: Run, job: string, kind: Wait['kind'], take: (node: ReturnType<typeof nodeOf>) => void): Refusal | undefined {
  const wait = run.waits.find((one) => one.id === job && one.kind === kind)
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['job-not-open', '该作业不在进行中']
  const node = nodeOf(run, wait.element)
  clearWait(run, wait, 'completed')
  take(node)
  quit(run, token, 'not-needed')
  const out = node.out[0]
  if (out !== undefined) follow(run, token, out)
  return undefined
}

function takeService(run: Run, node: ReturnType<typeof nodeOf>, variables: Variables): void {
  const mapping = node.kind === 'service' && node.outputs.length ? mapped(node.outputs, { ...run.variables, ...variables }) : variables
  Object.assign(run.variables, mapping)
}

/** Nobody catches the error: the job stays open, so that it can be tried again. */
function serviceFailed(run: Run, event: Event & { type: 'service-failed' }): Refusal | undefined {
  const wait = run.waits.find((one) => one.id === event.job && (one.kind === 'service' || one.kind === 'decision'))
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['job-not-open', '该作业不在进行中']
  run.waits = run.waits.filter((one) => one.id !== wait.id)
  if (catchOnBoundary(run, token, event.code) || throwError(run, token.scope, event.code)) return undefined
  run.waits.push(wait)
  incident(run, wait.element, event.code, event.message ?? '作业失败，须人工处理')
  return undefined
}

/** Moves tokens until nothing moves. */
function settle(run: Run): Refusal | undefined {
  for (let moves = 0; !run.ended; moves += 1) {
    if (moves > MOST_MOVES) return ['endless-loop', '流程在没有人办理的环节之间循环']
    const id = run.queue.shift()
    const token = id === undefined ? undefined : tokenOf(run, id)
    if (token) arrive(run, token)
    if (id !== undefined || settleInclusive(run)) continue
    if (run.waits.some((wait) => wait.holder !== run.scopes[0]?.id) || forceInclusive(run)) return undefined
    return stuck(run)
  }
  return undefined
}

function stuck(run: Run): undefined {
  const at = run.tokens[0]?.at
  if (at !== undefined && !run.effects.some((one) => one.type === 'incident')) incident(run, at, 'stuck', '流程停在这里，没有后续')
  return undefined
}
