import type { Functions } from '@xiangyun/feel'
import type { ConditionDefinition, ItemDefinition, MaterialDefinition } from './definition.ts'
import { evaluate, isTrue } from './expressions.ts'
import { questions } from './scope.ts'
import type { Scope } from './scope.ts'

export type SituationProblem = { readonly at: string; readonly code: string; readonly message: string }

/** Whether the answers fit the questions: nothing unknown, nothing missing, only offered options. */
export function situationProblems(item: ItemDefinition, answers: Readonly<Record<string, unknown>>, scope: Scope, functions: Functions): SituationProblem[] {
  const open = questions(item, scope, functions)
  const unknown = Object.keys(answers).filter((id) => !item.situations.some((s) => s.id === id && s.ask)).map((id) => ({ at: `/situations/${id}`, code: 'unknown', message: '没有这个问题' }))
  return [...unknown, ...open.flatMap((s) => {
    const message = wrongAnswer(s, answers[s.id])
    return message ? [{ at: `/situations/${s.id}`, code: 'situation', message }] : []
  })]
}

function wrongAnswer(situation: ItemDefinition['situations'][number], answer: unknown): string | undefined {
  const offered = new Set(situation.options?.map((o) => o.value))
  if (answer === undefined || answer === null || answer === '') return `请回答：${situation.ask}`
  if (situation.choose === 'yes-no') return typeof answer === 'boolean' ? undefined : '请选择“是”或“否”'
  if (situation.choose === 'one') return offered.has(answer as string) ? undefined : '请从给出的选项中选择'
  if (!Array.isArray(answer) || answer.length === 0) return `请至少选择一项：${situation.ask}`
  return answer.every((a) => offered.has(a as string)) && new Set(answer).size === answer.length ? undefined : '请从给出的选项中选择，不要重复'
}

/** Answers to questions that are not asked in this situation are dropped. */
export function relevantAnswers(item: ItemDefinition, answers: Readonly<Record<string, unknown>>, scope: Scope, functions: Functions): Record<string, unknown> {
  const asked = new Set(questions(item, scope, functions).map((s) => s.id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)))
}

/** The materials that this situation needs, in the item's order. */
export function materialsFor(item: ItemDefinition, scope: Scope, functions: Functions): MaterialDefinition[] {
  return item.materials.filter((m) => !m.when || isTrue(m.when, scope, functions))
}

/** Conditions of one stage that do not hold. What cannot be known yet does not count against the applicant. */
export function failedConditions(item: ItemDefinition, scope: Scope, functions: Functions, stages: readonly ('guide' | 'submit' | 'decide')[]): ConditionDefinition[] {
  return item.conditions.filter((c) => stages.includes(c.at ?? 'submit') && evaluate(c.must, scope, functions) === false)
}

/** The fee in yuan, with the first reduction that applies. */
export function feeDue(item: ItemDefinition, scope: Scope, functions: Functions): { amount: number; reducedBy: string | null } {
  if (item.fee === 'none') return { amount: 0, reducedBy: null }
  const reduction = item.fee.reduce?.find((r) => isTrue(r.when, scope, functions))
  const amount = Number(evaluate(reduction?.to ?? item.fee.amount, scope, functions) ?? 0)
  return { amount: Math.round(amount * 100) / 100, reducedBy: reduction?.basis ?? null }
}
