import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { askChecklist, readGuide } from '#modules/capabilities/items/contract.ts'
import type { Option } from '#design/field.ts'

export type Guide = ReplyOf<typeof readGuide>
export type Checklist = ReplyOf<typeof askChecklist>
export type Question = Guide['situations'][number]
export type Situations = Record<string, unknown>

export const yesNo: readonly Option[] = [{ value: 'yes', label: '是' }, { value: 'no', label: '否' }]

export const optionsOf = (question: Question): Option[] => question.options.map(({ value, label, note }) => ({ value, label, ...note ? { hint: note } : {} }))

/** “都没有” and the rest exclude each other: the one chosen last stays. */
export function chosenMany(before: readonly string[], next: readonly string[]): string[] {
  if (!next.includes('none')) return [...next]
  return before.includes('none') ? next.filter((one) => one !== 'none') : ['none']
}

/** Only answers to questions that are asked in this situation. */
export const relevant = (answers: Situations, asked: readonly string[]): Situations =>
  Object.fromEntries(Object.entries(answers).filter(([id, value]) => asked.includes(id) && value !== undefined && value !== ''))

/** The answer in words, for reading back. */
export function answerWords(question: Question, answer: unknown): string {
  if (answer === undefined || answer === null || answer === '') return '未回答'
  if (typeof answer === 'boolean') return answer ? '是' : '否'
  const label = (value: unknown) => question.options.find((option) => option.value === value)?.label ?? String(value)
  return Array.isArray(answer) ? answer.map(label).join('、') : label(answer)
}

/** Situations travel in the address as JSON, so that signing in on the way loses nothing. */
export function situationsFrom(text: unknown): Situations {
  try {
    const value: unknown = JSON.parse(String(text ?? '{}'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Situations : {}
  } catch {
    return {}
  }
}
