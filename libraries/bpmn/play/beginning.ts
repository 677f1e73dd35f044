import { toJson } from '@xiangyun/feel/to-json'
import { compile } from '@xiangyun/feel/compile'
import type { Entry, Event, Timer, Variables } from '../index.ts'
import { entriesOf } from '../index.ts'
import { isTrueNow } from '../expressions.ts'
import { partsOf } from '../triggers.ts'
import { dueOf } from './clock.ts'
import { goOn } from './going-on.ts'
import type { PlayEvent } from './play.ts'
import type { Play } from './session.ts'
import { send } from './session.ts'

/** Starts the process, at once or by an event that it waits for (BPMN 2.0.2 §10.5.2). False when this event does not start it. */
export function begins(session: Play, event: PlayEvent | undefined): boolean {
  const variables: Variables = { ...session.request.variables, ...(event && 'variables' in event ? event.variables : {}) }
  const start = startEvent(session, event, variables)
  if (!start) return false
  send(session, { ...start, variables }, session.definition.id)
  return true
}

function startEvent(session: Play, event: PlayEvent | undefined, variables: Variables): (Event & { type: 'start' }) | undefined {
  const entries = entriesOf(session.definition)
  const has = (fits: (entry: Entry) => boolean): boolean => entries.some(fits)
  if (!event) {
    if (has((entry) => entry.trigger === null)) return { type: 'start' }
    const condition = entries.find((entry) => partsOf(entry.trigger).some((one) => one.on === 'condition' && isTrueNow(one.condition, variables)))
    return condition && { type: 'start', element: condition.element }
  }
  if ('message' in event && has((entry) => partsOf(entry.trigger).some((one) => one.on === 'message' && one.message === event.message))) return { type: 'start', message: event.message, ...(event.key === undefined ? {} : { key: event.key }) }
  return 'signal' in event && has((entry) => partsOf(entry.trigger).some((one) => one.on === 'signal' && one.signal === event.signal)) ? { type: 'start', signal: event.signal } : undefined
}

/** A process that is started by time begins when the clock comes to it; a cycle begins one process here. */
export function beginsByTime(session: Play, until: number): void {
  if (session.state) return
  const dates = entriesOf(session.definition).flatMap((entry) => partsOf(entry.trigger).flatMap((one) => (one.on === 'timer' ? [{ element: entry.element, due: dueOf({ ...one.timer, value: valueOf(one.timer, session.request.variables ?? {}) }, session.now) }] : [])))
  const first = dates.filter((one) => one.due !== undefined && one.due <= until).sort((a, b) => (a.due ?? 0) - (b.due ?? 0))[0]
  if (!first) return
  session.now = Math.max(session.now, first.due ?? 0)
  send(session, { type: 'start', element: first.element, ...(session.request.variables ? { variables: session.request.variables } : {}) }, first.element)
  goOn(session)
}

function valueOf(timer: Timer, variables: Variables): string | null {
  if (timer.literal !== undefined) return timer.literal
  const value = timer.tree ? toJson(compile(timer.tree)(variables)) : null
  return typeof value === 'number' ? `P${value}D` : typeof value === 'string' ? value : null
}
