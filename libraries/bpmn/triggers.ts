import { evaluate } from './expressions.ts'
import { toJson } from '@xiangyun/feel/to-json'
import type { Timer, Trigger } from './definition.ts'
import type { Run } from './run.ts'
import { incident, nextId } from './run.ts'

/** Arms a timer or message for a token or scope. Errors need no arming. */
export function arm(run: Run, trigger: Trigger | null, element: string, holder: string, required: boolean): void {
  if (trigger?.on === 'message') {
    const id = nextId(run, element)
    run.waits.push({ id, kind: 'message', element, holder, name: trigger.message })
    run.effects.push({ type: 'message-awaited', subscription: id, element, name: trigger.message })
  }
  if (trigger?.on === 'timer') armTimer(run, trigger.timer, element, holder, required)
}

/** A boundary timer whose value is not given is simply not set; a timer on the path must have one. */
function armTimer(run: Run, timer: Timer, element: string, holder: string, required: boolean): void {
  const value = timerValue(run, timer)
  if (value === null && !required) return
  const id = nextId(run, element)
  run.waits.push({ id, kind: 'timer', element, holder })
  run.effects.push({ type: 'timer-set', timer: id, element, kind: timer.kind, value, calendar: timer.calendar })
  if (value === null) incident(run, element, 'timer-without-value', '定时器没有得到时间，须人工处理')
}

function timerValue(run: Run, timer: Timer): string | null {
  if (timer.literal !== undefined) return timer.literal
  const value = timer.tree ? toJson(evaluate(timer.tree, run.variables)) : null
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? `P${value}D` : null
  return typeof value === 'string' && value !== '' ? value : null
}

/** Whether an error's code is caught; a catch without a code takes all. */
export const catches = (trigger: Trigger | null, code: string): boolean => trigger?.on === 'error' && (trigger.error === null || trigger.error === code)
