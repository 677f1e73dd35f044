import { toJson } from '@xiangyun/feel/to-json'
import { evaluate, freshBounds } from './bounds.ts'
import type { Validate } from './check.ts'
import { errorsOf } from './check.ts'
import type { Answers, Facts, Json, PublishedForm, PublishedLook } from './form.ts'
import { beyondLimits } from './limits.ts'
import { planOf } from './plan.ts'
import { overlap, readTogether } from './reads.ts'
import { settleState } from './settle.ts'

/** A question to a register. */
export interface Inquiry {
  readonly id: string
  readonly register: string
  readonly by: Readonly<Record<string, Json>>
  /** The answer that it is about. */
  readonly at: string
}

/**
 * What can be asked of registers now: the rule applies, its question is shown and in order, and so is everything that
 * the search goes by. Shapes are looked at only with the form's validator.
 */
export function looksToAsk(published: PublishedForm, answers: Answers, facts: Facts = {}, validate?: Validate): readonly Inquiry[] {
  const plan = planOf(published)
  if (!published.looks?.length || beyondLimits(plan, answers)) return []
  const bounds = freshBounds()
  const state = settleState(plan, answers, facts, bounds)
  const wrong = errorsOf(plan, state, validate, bounds)
  const isInOrder = (at: string): boolean => !wrong.some((error) => error.at === at || error.at.startsWith(`${at}/`))
  return published.looks.flatMap((look): Inquiry[] => {
    const planned = plan.byPlace.get(look.at)
    if (!planned || !state.isShown(planned) || !isInOrder(look.at)) return []
    if (look.when && evaluate(look.when, state.context, look.at, bounds) !== true) return []
    const read = readTogether(Object.values(look.by))
    if (plan.ordered.some(({ ask }) => read.some((path) => overlap(path, ask.path)) && !isInOrder(ask.at))) return []
    const by = Object.entries(look.by).map(([field, tree]) => [field, toJson(evaluate(tree, state.context, look.at, bounds))] as const)
    return by.some(([, value]) => value === null || value === '') ? [] : [{ id: look.id, register: look.register, by: Object.fromEntries(by), at: look.at }]
  })
}

export interface Verdict {
  readonly state: 'holds' | 'broken' | 'down'
  /** Whether the answers may be taken as they are. */
  readonly isAccepted: boolean
  /** What is said to the person; empty when the rule holds. */
  readonly message: string
}

const HOLDS: Verdict = { state: 'holds', isAccepted: true, message: '' }

/** Judges what a register said: its entry, null when it has none, `down` when it does not reply. Answers are those that `check` gave. */
export function judgeLook(look: PublishedLook, found: Json | 'down', answers: Answers, facts: Facts = {}): Verdict {
  const context = { ...facts, ...answers }
  const bounds = freshBounds()
  if (look.when && evaluate(look.when, context, look.at, bounds) !== true) return HOLDS
  if (found === 'down') {
    return look.whenDown === 'accept' ? { state: 'down', isAccepted: true, message: '登记库暂时查不到，先收下您填的内容，由工作人员核对' } : { state: 'down', isAccepted: false, message: '登记库暂时查不到，填好的内容已经留着，请过一会儿再试' }
  }
  if (evaluate(look.must, { ...context, found }, look.at, bounds) === true) return HOLDS
  return { state: 'broken', isAccepted: false, message: look.say }
}
