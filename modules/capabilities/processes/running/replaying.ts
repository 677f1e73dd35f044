import { isDeepStrictEqual } from 'node:util'
import { migrate, step } from '@xiangyun/bpmn'
import type { Definition } from '@xiangyun/bpmn'
import type { HistoryEvent, State } from '../ports.ts'

export type Replayed = { readonly same: true } | { readonly same: false; readonly number: number; readonly message: string }

/**
 * Whether a history, taken in from the beginning, gives the state that is kept: what a new version of the engine must
 * hold for every process that ran on an older one. `number` tells the event at which they part.
 */
export function replayed(definitions: (fingerprint: string) => Definition, first: string, events: readonly HistoryEvent[], kept: State): Replayed {
  let definition = definitions(first)
  let state: State | undefined
  for (const [index, event] of events.entries()) {
    if (event.type === 'noted') continue
    const next = event.type === 'migrated' ? migrate(definition, definitions(event.to), state!, event.mapping, true) : step(definition, state, event)
    if (!next.ok) return { same: false, number: index + 1, message: 'plan' in next ? next.plan.obstacles.map((one) => one.message).join('；') : next.message }
    if (event.type === 'migrated') definition = definitions(event.to)
    state = next.state
  }
  return isDeepStrictEqual(JSON.parse(JSON.stringify(state ?? null)), kept) ? { same: true } : { same: false, number: events.length, message: '重放的结果和保存的状态不同' }
}
