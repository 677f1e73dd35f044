import { deploy } from '@xiangyun/bpmn'
import type { Definition, State, Wait } from '@xiangyun/bpmn'
import { answerOf } from '@xiangyun/bpmn/play/answer'
import { playThrough } from '@xiangyun/bpmn/play/play'
import type { PlayRequest } from '@xiangyun/bpmn/play/play'
import { Refused } from '@xiangyun/bpmn/play/session'
import type { Play } from '@xiangyun/bpmn/play/session'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { simulateProcess as route } from '../contract.ts'
import { placesOf } from '../running/store.ts'
import type { Played } from './apart.ts'

export type Simulated = ReplyOf<typeof route>

/** Plays a drawing from its start through what the person chose so far; with mistakes of drawing it can still be walked as far as it goes. */
export async function simulated(xml: string, called: Readonly<Record<string, string>>, request: PlayRequest): Promise<Played> {
  const strict = await deploy(xml, { called })
  const read = strict.ok ? strict : await deploy(xml, { rules: 'standard', called })
  if (!read.ok) return { ok: false, code: 'processes/mistakes', problems: read.problems.map((one) => ({ element: one.element, code: `bpmn/${one.code}`, message: one.message })) }
  try {
    return { ok: true, value: shown(playThrough(read.value, request)) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: 'processes/not-possible', problems: [{ element: error.element, code: `bpmn/${error.code}`, message: error.message }] }
    throw error
  }
}

function shown(play: Play): Simulated {
  const answer = answerOf(play)
  const { state } = play
  return {
    trace: [...answer.trace], completed: [...answer.completed], ended: answer.ended, outcome: state?.outcome ?? answer.outcome, end: state?.end ?? null, variables: answer.variables as Record<string, unknown>, now: moment(play.now) ?? '',
    tokens: state ? placesOf(state) : [], waiting: state ? state.waits.map((wait) => waitingFor(play, state, wait)) : [],
  }
}

const moment = (at: number | undefined): string | null => (at === undefined || Math.abs(at) > 8.64e15 || Number.isNaN(at) ? null : new Date(at).toISOString())

function waitingFor({ definition, timers }: Play, state: State, wait: Wait): Simulated['waiting'][number] {
  const node = definition.nodes[wait.element]
  return {
    element: wait.element, name: node?.name ?? wait.element, kind: wait.kind, message: wait.name ?? null, due: moment(timers.find((one) => one.id === wait.id)?.due),
    listening: isListening(definition, state, wait), action: node?.kind === 'task' ? node.action ?? null : null, result: node?.kind === 'rule' ? node.result : null,
  }
}

/** Boundary events and event sub-processes only listen; the rest stands in the way. */
function isListening(definition: Definition, state: State, wait: Wait): boolean {
  const kind = definition.nodes[wait.element]?.kind
  return kind === 'boundary' || kind === 'start' || state.status === 'ended'
}
