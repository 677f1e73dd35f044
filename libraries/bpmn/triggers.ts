import { toJson } from '@xiangyun/feel/to-json'
import { keyOf } from './correlation.ts'
import type { Timer, Trigger } from './definition.ts'
import { evaluate } from './expressions.ts'
import { StepFailure } from './failure.ts'
import type { Run } from './run.ts'
import { homeOf, incident, nextId } from './run.ts'
import type { Wait } from './state.ts'
import { seen } from './variables.ts'

interface Place {
  readonly element: string
  readonly holder: string
  /** A timer on the path must have a time; on a boundary it may have none. */
  readonly required: boolean
  readonly part?: number
}

/** Arms what a token or scope waits for (BPMN 2.0.2 §10.5.5). Errors, escalations, compensation and cancel need no arming. */
export function arm(run: Run, trigger: Trigger | null, element: string, holder: string, required: boolean): void {
  armAt(run, trigger, { element, holder, required })
}

function armAt(run: Run, trigger: Trigger | null, place: Place): void {
  switch (trigger?.on) {
    case 'message': return armMessage(run, trigger, place)
    case 'timer': return armTimer(run, trigger.timer, place)
    case 'signal': {
      const id = addWait(run, { kind: 'signal', name: trigger.signal }, place)
      return void run.effects.push({ type: 'signal-awaited', subscription: id, element: place.element, name: trigger.signal })
    }
    case 'condition': return void addWait(run, { kind: 'condition' }, place)
    case 'several': return trigger.triggers.forEach((one, part) => armAt(run, one, { ...place, part }))
    default:
  }
}

function addWait(run: Run, wait: Pick<Wait, 'kind' | 'name' | 'key' | 'left'>, { element, holder, part }: Place): string {
  const id = nextId(run, element)
  const { kind, ...rest } = wait
  run.waits.push({ id, kind, element, holder, ...rest, ...(part === undefined ? {} : { part }) })
  return id
}

function armMessage(run: Run, trigger: Trigger & { on: 'message' }, place: Place): void {
  const key = keyOf(run, place.element, trigger.message, trigger.key, homeOf(run, place.holder))
  const keyed = key === undefined ? {} : { key }
  const id = addWait(run, { kind: 'message', name: trigger.message, ...keyed }, place)
  run.effects.push({ type: 'message-awaited', subscription: id, element: place.element, name: trigger.message, ...keyed })
}

/** A boundary timer whose value is not given is simply not set; a timer on the path must have one. */
function armTimer(run: Run, timer: Timer, place: Place): void {
  const { element } = place
  const value = timerValue(run, timer, place)
  if (value === null && !place.required) return
  if (value === null && run.definition.strict) throw new StepFailure('timer-without-value', element, `定时器“${element}”没有得到时间`)
  const times = timer.times ?? timesOf(run, timer, value)
  const id = addWait(run, { kind: 'timer', ...(times === undefined ? {} : { left: times }) }, place)
  run.effects.push({ type: 'timer-set', timer: id, element, kind: timer.kind, value, calendar: timer.calendar })
  if (value === null) incident(run, element, 'timer-without-value', '定时器没有得到时间，须人工处理')
}

function timerValue(run: Run, timer: Timer, { element, holder }: Place): string | null {
  if (timer.literal !== undefined) return timer.literal
  const value = timer.tree ? toJson(evaluate(run, element, timer.tree, seen(run, homeOf(run, holder)))) : null
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? `P${value}D` : null
  return typeof value === 'string' && value !== '' ? value : null
}

function timesOf(run: Run, timer: Timer, value: string | null): number | undefined {
  const found = run.definition.edition === 2 && timer.kind === 'cycle' ? /^R(\d+)\//.exec(value ?? '')?.[1] : undefined
  return found === undefined ? undefined : Number(found)
}

/** After a cycle fired: the same timer anew, once less; what was its first moment is past. */
export function armAgain(run: Run, timer: Timer, wait: Wait): void {
  const place: Place = { element: wait.element, holder: wait.holder, required: true, ...(wait.part === undefined ? {} : { part: wait.part }) }
  const left = wait.left === undefined ? undefined : wait.left - 1
  if (left !== undefined && left <= 0) return
  const period = (timerValue(run, timer, place) ?? '').split('/').at(-1) ?? ''
  const id = addWait(run, { kind: 'timer', ...(left === undefined ? {} : { left }) }, place)
  run.effects.push({ type: 'timer-set', timer: id, element: wait.element, kind: 'cycle', value: `R${left ?? ''}/${period}`, calendar: timer.calendar })
}

/** The single triggers of an event. */
export const partsOf = (trigger: Trigger | null): readonly Trigger[] => (trigger?.on === 'several' ? trigger.triggers : trigger ? [trigger] : [])

/** Whether an error's code is caught; a catch without a code takes all. With `exact`, only one that names it. */
export const catches = (trigger: Trigger | null, code: string, exact = false): boolean =>
  partsOf(trigger).some((one) => one.on === 'error' && (one.error === code || (!exact && one.error === null)))

/** Whether an escalation's code is caught. */
export const catchesEscalation = (trigger: Trigger | null, code: string): boolean =>
  partsOf(trigger).some((one) => one.on === 'escalation' && (one.escalation === null || one.escalation === code))
