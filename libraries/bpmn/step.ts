import type { Json } from '@xiangyun/feel/to-json'
import { choose } from './ad-hoc.ts'
import { arrive } from './arrive.ts'
import { catchOnBoundary, throwError, throwEscalation } from './catching.ts'
import { complete } from './completing.ts'
import { settleComplex } from './complex.ts'
import { fits, keyIn, learnKey } from './correlation.ts'
import type { Definition } from './definition.ts'
import { mapped } from './expressions.ts'
import { StepFailure } from './failure.ts'
import { forceInclusive, settleInclusive } from './gateways.ts'
import type { Run } from './run.ts'
import { clearWait, closeRun, incident, nodeAs, nodeOf, openRun, scopeOf, tokenOf } from './run.ts'
import { abort, isActivity } from './scopes.ts'
import { relocate } from './relocation.ts'
import { begin } from './starting.ts'
import type { Event, State, Step, StepCode, Token, Variables, Wait } from './state.ts'
import { completeTask } from './tasks.ts'
import { broadcast, settleConditions, triggered } from './triggered.ts'
import { give, seen } from './variables.ts'

/** More moves than this without anyone acting is a loop. */
const MOST_MOVES = 10_000

type Refusal = readonly [code: StepCode, message: string, element?: string]

/**
 * Applies one event to a process (BPMN 2.0.2 §13): a pure function, so the same history gives the same state.
 * What does not fit, such as a task already done, is a failure value with the state unchanged.
 */
export function step(definition: Definition, state: State | undefined, event: Event): Step {
  const wrong = precheck(definition, state, event)
  if (wrong) return refuse(state, wrong)
  const run = openRun(definition, state)
  try {
    const refused = apply(run, event) ?? settle(run)
    return refused ? refuse(state, refused) : { ok: true, state: closeRun(run), effects: run.effects, trail: run.trail }
  } catch (error) {
    if (error instanceof StepFailure) return refuse(state, [error.code, error.message, error.element])
    throw error
  }
}

const refuse = (state: State | undefined, [code, message, element]: Refusal): Step =>
  ({ ok: false, code, message, ...(element === undefined ? {} : { element }), state, effects: [] })

function precheck(definition: Definition, state: State | undefined, event: Event): Refusal | undefined {
  if (!state) return event.type === 'start' ? undefined : ['not-started', '流程尚未启动']
  if (state.definition !== definition.id) return ['wrong-definition', '该状态属于另一个流程']
  if (event.type === 'start') return ['already-started', '流程已经启动']
  return state.status === 'ended' ? ['process-ended', '流程已经结束'] : undefined
}

function apply(run: Run, event: Event): Refusal | undefined {
  switch (event.type) {
    case 'start': return begin(run, event) ? undefined : noStart(event)
    case 'cancelled': return void abort(run, 'cancelled', 'cancelled')
    case 'task-completed': return taskCompleted(run, event.task, event.variables ?? {})
    case 'timer-fired': {
      const wait = openWait(run, event.timer, 'timer')
      return wait ? void triggered(run, wait, {}) : ['timer-not-set', '该定时器没有设定或已经取消']
    }
    case 'message': return messageCame(run, event)
    case 'signal': return void broadcast(run, event.name, event.variables ?? {})
    case 'service-completed': return jobDone(run, event.job, 'service', (token) => takeService(run, token, event.variables ?? {}))
    case 'decision-made': return jobDone(run, event.job, 'decision', (token) => {
      const node = nodeOf(run, token.at)
      if (node.kind === 'rule') give(run, token.scope, node.result === '' ? contextOf(event.value) : { [node.result]: event.value })
    })
    case 'service-failed': return serviceFailed(run, event)
    case 'thrown': return thrown(run, event)
    case 'activity-chosen': return activityChosen(run, event.choice)
    case 'relocated': return relocate(run, event.token, event.to)
    case 'data-changed': return void Object.assign(run.variables, event.variables)
  }
}

const openWait = (run: Run, id: string, kind: Wait['kind']): Wait | undefined => run.waits.find((one) => one.id === id && one.kind === kind)

/** Without a result variable the entries of a decision's context are taken over. */
const contextOf = (value: Json): Variables => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : {})

function noStart({ message, signal, element }: Event & { type: 'start' }): Refusal {
  if (message !== undefined) return ['no-such-start', `流程不由消息“${message}”启动`]
  if (signal !== undefined) return ['no-such-start', `流程不由信号“${signal}”启动`]
  return ['no-such-start', element === undefined ? '流程没有无条件的开始事件' : `流程不能从“${element}”启动`]
}

function taskCompleted(run: Run, task: string, variables: Variables): Refusal | undefined {
  const wait = openWait(run, task, 'task')
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['task-not-open', '该任务不在办理中']
  completeTask(run, wait, token, nodeAs(run, wait.element, 'task'), variables)
  return undefined
}

/** The newest subscription of that name and key gets the message: what is inside comes before what encloses it. */
function messageCame(run: Run, event: Event & { type: 'message' }): Refusal | undefined {
  const key = keyIn(run, event)
  const wait = run.waits.findLast((one) => one.kind === 'message' && one.name === event.name && (event.subscription === undefined ? fits(one, key) : one.id === event.subscription))
  if (!wait) return ['message-not-awaited', `流程现在不等待消息“${event.name}”${key === undefined ? '' : `（${String(key)}）`}`]
  learnKey(run, event.name, key)
  triggered(run, wait, event.variables ?? {})
  return undefined
}

function jobDone(run: Run, job: string, kind: Wait['kind'], take: (token: Token) => void): Refusal | undefined {
  const wait = openWait(run, job, kind)
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['job-not-open', '该作业不在进行中']
  clearWait(run, wait, 'completed')
  take(token)
  complete(run, token, nodeOf(run, wait.element))
  return undefined
}

function takeService(run: Run, token: Token, variables: Variables): void {
  const node = nodeOf(run, token.at)
  give(run, token.scope, node.kind === 'service' && node.outputs.length ? mapped(run, node.id, node.outputs, { ...seen(run, token.scope), ...variables }) : variables)
}

/** Nobody catches the error: the job stays open, so that it can be tried again. */
function serviceFailed(run: Run, event: Event & { type: 'service-failed' }): Refusal | undefined {
  const wait = openWait(run, event.job, 'service') ?? openWait(run, event.job, 'decision')
  const token = wait && tokenOf(run, wait.holder)
  if (!wait || !token) return ['job-not-open', '该作业不在进行中']
  run.waits = run.waits.filter((one) => one.id !== wait.id)
  if (catchOnBoundary(run, token, event.code) || throwError(run, token.scope, event.code)) return undefined
  run.waits.push(wait)
  incident(run, wait.element, event.code, event.message ?? '作业失败，须人工处理')
  return undefined
}

/** An open activity throws (§10.5.7): an error that nobody catches ends the process, an escalation need not be caught. */
function thrown(run: Run, event: Event & { type: 'thrown' }): Refusal | undefined {
  const wait = run.waits.find((one) => one.id === event.wait)
  const token = tokenOf(run, wait ? wait.holder : event.wait)
  if (!token || (wait && token.at !== wait.element) || !isActivity(nodeOf(run, token.at).kind)) return ['activity-not-open', '该活动不在进行中']
  give(run, token.scope, event.variables ?? {})
  if (event.escalation !== undefined) return void throwEscalation(run, token.at, token.scope, event.escalation, token)
  const code = event.error ?? ''
  if (catchOnBoundary(run, token, code) || throwError(run, token.scope, code)) return undefined
  incident(run, token.at, 'error-not-caught', `错误“${code}”没有被处理，流程终止`)
  abort(run, `error:${code}`, 'interrupted')
  return undefined
}

function activityChosen(run: Run, choice: string): Refusal | undefined {
  const wait = openWait(run, choice, 'choice')
  if (!wait) return ['choice-not-open', '现在不能选择该活动']
  return choose(run, wait, scopeOf(run, wait.holder)) ? undefined : ['not-now', '须先办完正在进行的活动', wait.element]
}

/** Moves tokens until nothing moves. */
function settle(run: Run): Refusal | undefined {
  for (let moves = 0; !run.ended; moves += 1) {
    if (moves > MOST_MOVES) return ['endless-loop', '流程在没有人办理的环节之间循环', run.tokens[0]?.at]
    const id = run.queue.shift()
    const token = id === undefined ? undefined : tokenOf(run, id)
    if (token) arrive(run, token)
    if (id !== undefined || settleConditions(run) || settleComplex(run) || settleInclusive(run)) continue
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
