import { deploy } from '@xiangyun/bpmn'
import type { Definition, State, Wait } from '@xiangyun/bpmn'
import { answerOf } from '@xiangyun/bpmn/play/answer'
import { playThrough } from '@xiangyun/bpmn/play/play'
import type { PlayRequest } from '@xiangyun/bpmn/play/play'
import { Refused } from '@xiangyun/bpmn/play/session'
import type { Play } from '@xiangyun/bpmn/play/session'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, ReplyOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { simulateProcess as route } from '../contract.ts'
import { readDrawn } from '../running/definitions.ts'
import { placesOf } from '../running/store.ts'

type Simulated = ReplyOf<typeof route>

/** Plays a drawing from its start through what the person chose so far; with mistakes of drawing it can still be walked as far as it goes. */
export async function simulateProcess(context: Context, input: InputOf<typeof route>): Promise<Result<Simulated>> {
  const strict = await readDrawn(context, input.xml)
  const read = strict.ok ? strict : await deploy(input.xml, { rules: 'standard' })
  if (!read.ok) return fail('processes/mistakes', read.problems[0]?.message, read.problems.map((one) => ({ at: one.element, code: `bpmn/${one.code}`, message: one.message })))
  try {
    return ok(shown(playThrough(read.value, { variables: input.variables as never, events: input.events as PlayRequest['events'] & object, now: context.now.toISOString() })))
  } catch (error) {
    if (error instanceof Refused) return fail('processes/not-possible', error.message, [{ at: error.element, code: `bpmn/${error.code}`, message: error.message }])
    throw error
  }
}

function shown(play: Play): Simulated {
  const answer = answerOf(play)
  const { state } = play
  return {
    trace: [...answer.trace], completed: [...answer.completed], ended: answer.ended, outcome: state?.outcome ?? answer.outcome, end: state?.end ?? null, variables: answer.variables as Record<string, unknown>, now: new Date(play.now).toISOString(),
    tokens: state ? placesOf(state) : [], waiting: state ? state.waits.map((wait) => waitingFor(play, state, wait)) : [],
  }
}

function waitingFor({ definition, timers }: Play, state: State, wait: Wait): Simulated['waiting'][number] {
  const node = definition.nodes[wait.element]
  const due = timers.find((one) => one.id === wait.id)?.due
  return {
    element: wait.element, name: node?.name ?? wait.element, kind: wait.kind, message: wait.name ?? null, due: due === undefined ? null : new Date(due).toISOString(),
    listening: isListening(definition, state, wait), action: node?.kind === 'task' ? node.action ?? null : null, result: node?.kind === 'rule' ? node.result : null,
  }
}

/** Boundary events and event sub-processes only listen; the rest stands in the way. */
function isListening(definition: Definition, state: State, wait: Wait): boolean {
  const kind = definition.nodes[wait.element]?.kind
  return kind === 'boundary' || kind === 'start' || state.status === 'ended'
}
