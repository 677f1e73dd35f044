import type { Definition, Event, State, Trail } from '../index.ts'
import { step } from '../index.ts'
import { dueOf } from './clock.ts'
import type { PlayEvent, PlayRequest } from './play.ts'

export interface Timer {
  readonly id: string
  readonly element: string
  readonly due: number
}

/** One process being played. */
export interface Play {
  readonly definition: Definition
  readonly request: PlayRequest
  readonly trail: Trail[]
  readonly history: Event[]
  /** In the order in which they were set. */
  timers: Timer[]
  state: State | undefined
  now: number
  /** Events still to come. */
  ahead: readonly PlayEvent[]
  steps: number
}

/** A request that cannot be played to its end. */
export class Refused extends Error {
  readonly code: string
  readonly element: string
  constructor(code: string, element: string, message: string) {
    super(message)
    this.code = code
    this.element = element
  }
}

const FIRST_MOMENT = '2026-01-01T00:00:00Z'
const MOST_STEPS = 10_000

export function openPlay(definition: Definition, request: PlayRequest): Play {
  const now = Date.parse(request.now ?? FIRST_MOMENT)
  if (Number.isNaN(now)) throw new Refused('bad-request', '', `时刻“${request.now}”写法不对`)
  return { definition, request, trail: [], history: [], timers: [], state: undefined, now, ahead: request.events ?? [], steps: 0 }
}

/** Applies one event; a refused step refuses the whole play, told with the element it was about. */
export function send(session: Play, event: Event, about: string): void {
  session.steps += 1
  if (session.steps > MOST_STEPS) throw new Refused('endless-loop', about, '流程在没有人办理的环节之间循环')
  const done = step(session.definition, session.state, event)
  if (!done.ok) throw new Refused(done.code, done.element ?? about, done.message)
  session.state = done.state
  session.history.push(event)
  session.trail.push(...done.trail)
  for (const effect of done.effects) {
    if (effect.type === 'timer-cleared') session.timers = session.timers.filter((one) => one.id !== effect.timer)
    if (effect.type !== 'timer-set') continue
    const due = dueOf(effect, session.now)
    if (due === undefined) throw new Refused('bad-timer', effect.element, `定时器“${effect.element}”的时间“${effect.value ?? ''}”读不出来`)
    session.timers.push({ id: effect.timer, element: effect.element, due })
  }
}

/** The timer that is due first, up to a moment; of several the one set first. */
export function nextDue(session: Play, until: number): Timer | undefined {
  return session.timers.filter((one) => one.due <= until).sort((a, b) => a.due - b.due)[0]
}

export function fire(session: Play, timer: Timer): void {
  session.timers = session.timers.filter((one) => one.id !== timer.id)
  send(session, { type: 'timer-fired', timer: timer.id }, timer.element)
}
