import type { Answers, Facts, PublishedForm } from '@xiangyun/forms/form'
import type { Mistake } from './published.ts'

/** Asks a register one thing that the form wants to know of these answers. */
export type AskRegister = (look: string, answers: Answers, signal: AbortSignal) => Promise<{ state: 'holds' | 'broken' | 'down', message: string | null }>

/** How the check of a field against a register stands. */
export interface LookState { state: 'asking' | 'holds' | 'broken' | 'down', message: string | null, again: () => void }

export interface Looks {
  at: (pointer: string) => LookState | undefined
  isWrong: (pointer: string) => boolean
  mistakes: () => readonly Mistake[]
  changed: (pointer: string) => void
  leave: (pointer: string) => void
}

export function useLooks(_form: () => PublishedForm, _answers: () => Answers, _facts: () => Facts, _ask: () => AskRegister | undefined): Looks {
  return { at: () => undefined, isWrong: () => false, mistakes: () => [], changed: () => {}, leave: () => {} }
}
