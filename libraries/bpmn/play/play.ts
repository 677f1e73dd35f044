import type { Definition, Event, State, Variables, Wait } from '../index.ts'
import { answerOf, refusal } from './answer.ts'
import type { Answer, Refusal } from './answer.ts'
import { moved } from './clock.ts'
import { goOn } from './going-on.ts'
import { begins, beginsByTime } from './beginning.ts'
import type { Play } from './session.ts'
import { fire, nextDue, openPlay, Refused, send } from './session.ts'

export type PlayEvent =
  | { readonly complete: string; readonly variables?: Variables }
  | { readonly message: string; readonly key?: string | number | boolean; readonly variables?: Variables }
  | { readonly signal: string; readonly variables?: Variables }
  | { readonly advance: string }
  | { readonly throw: string; readonly error?: string; readonly escalation?: string; readonly variables?: Variables }

export interface PlayRequest {
  readonly variables?: Variables
  readonly events?: readonly PlayEvent[]
  /** Every task is done as soon as it opens. */
  readonly auto?: boolean
  /** Where the virtual clock begins. */
  readonly now?: string
}

/** Plays one process from its start through a list of events on a virtual clock, and tells what happened. Pure. */
export function play(definition: Definition, request: PlayRequest): Answer | Refusal {
  try {
    return answerOf(playThrough(definition, request))
  } catch (error) {
    if (error instanceof Refused) return refusal(error.code, error.element, error.message)
    throw error
  }
}

/** The engine's events that a request comes to; replaying them gives its state. */
export const historyOf = (definition: Definition, request: PlayRequest): readonly Event[] => playThrough(definition, request).history

/** The whole session, for who shows where tokens stand. Throws `Refused`. */
export function playThrough(definition: Definition, request: PlayRequest): Play {
  const session = openPlay(definition, request)
  begins(session, undefined)
  goOn(session)
  for (const [index, event] of (request.events ?? []).entries()) {
    session.ahead = (request.events ?? []).slice(index + 1)
    take(session, event)
    goOn(session)
  }
  return session
}

function take(session: Play, event: PlayEvent): void {
  if ('advance' in event) return advance(session, event.advance)
  if (!session.state && !('complete' in event) && !('throw' in event) && begins(session, event)) return
  const state = session.state
  if (!state) throw new Refused('not-started', 'complete' in event ? event.complete : '', '流程尚未启动')
  if ('complete' in event) return complete(session, state, event.complete, event.variables ?? {})
  if ('message' in event) return send(session, { type: 'message', name: event.message, ...(event.key === undefined ? {} : { key: event.key }), ...given(event.variables) }, event.message)
  if ('signal' in event) return send(session, { type: 'signal', name: event.signal, ...given(event.variables) }, event.signal)
  if ('throw' in event) return throwAt(session, state, event)
  throw new Refused('bad-request', '', '不认识的事件')
}

const given = (variables: Variables | undefined): { variables?: Variables } => (variables ? { variables } : {})

/** Moves the clock; what becomes due on the way happens in order. */
function advance(session: Play, duration: string): void {
  const until = moved(session.now, duration)
  if (until === undefined) throw new Refused('bad-request', '', `时长“${duration}”写法不对`)
  beginsByTime(session, until)
  for (let timer = nextDue(session, until); timer; timer = nextDue(session, until)) {
    session.now = Math.max(session.now, timer.due)
    fire(session, timer)
    goOn(session)
  }
  session.now = until
}

/** Completes the oldest open work on an element; an activity of an ad-hoc sub-process is chosen first. */
function complete(session: Play, state: State, element: string, variables: Variables): void {
  const open = workOn(state, element)
  if (open) return send(session, doneEvent(session, open, variables), element)
  const choice = state.waits.find((one) => one.kind === 'choice' && one.element === element)
  if (!choice) throw new Refused('task-not-open', element, `“${element}”不在办理中`)
  send(session, { type: 'activity-chosen', choice: choice.id }, element)
  const chosen = session.state && workOn(session.state, element)
  if (chosen) send(session, doneEvent(session, chosen, variables), element)
}

const workOn = (state: State, element: string): Wait | undefined => state.waits.find((one) => one.element === element && ['task', 'service', 'decision', 'message'].includes(one.kind))

/** The event that finishes a piece of work. */
export function doneEvent(session: Play, wait: Wait, variables: Variables): Event {
  switch (wait.kind) {
    case 'task': return { type: 'task-completed', task: wait.id, variables }
    case 'service': return { type: 'service-completed', job: wait.id, variables }
    case 'decision': {
      const node = session.definition.nodes[wait.element]
      const result = node?.kind === 'rule' ? node.result : ''
      return { type: 'decision-made', job: wait.id, value: Object.hasOwn(variables, result) ? (variables[result] ?? null) : Object.keys(variables).length > 0 ? variables : null }
    }
    default: return { type: 'message', name: wait.name ?? '', subscription: wait.id, variables }
  }
}

function throwAt(session: Play, state: State, event: Extract<PlayEvent, { throw: string }>): void {
  const wait = workOn(state, event.throw)?.id ?? state.tokens.find((one) => one.at === event.throw && !one.loop)?.id ?? state.tokens.find((one) => one.at === event.throw)?.id
  if (wait === undefined) throw new Refused('activity-not-open', event.throw, `“${event.throw}”不在进行中`)
  const what = event.escalation === undefined ? { error: event.error ?? '' } : { escalation: event.escalation }
  send(session, { type: 'thrown', wait, ...what, ...given(event.variables) }, event.throw)
}
