import { plainKinds, publishForm } from '@xiangyun/forms'
import type { Answers, Ask, Facts, Form, JsonSchema, PublishedForm, Section } from '@xiangyun/forms'

export interface FormToMeasure {
  readonly form: Form
  readonly published: PublishedForm
  readonly answers: Answers
  readonly facts: Facts
  /** A question that others depend on, with two of its answers to change between. */
  readonly change: readonly [pointer: string, one: string, other: string]
}

const IN_SECTION = 20

type Question = { readonly schema: JsonSchema; readonly ask: Partial<Ask>; readonly answer: string | number | boolean | readonly string[] }

/** Questions as forms have them: texts, figures, days, choices, in turn. */
const QUESTIONS: readonly ((index: number) => Question)[] = [
  (index) => ({ schema: { title: `第 ${index} 项说明`, type: 'string', maxLength: 100 }, ask: {}, answer: '按实际情况填写的内容' }),
  (index) => ({ schema: { title: `第 ${index} 项数量`, type: 'number', minimum: 0, maximum: 1_000_000 }, ask: {}, answer: index }),
  (index) => ({ schema: { title: `第 ${index} 项日期`, type: 'string', format: 'date' }, ask: {}, answer: '2026-06-01' }),
  (index) => ({ schema: { title: `第 ${index} 项选择`, enum: ['甲', '乙', '丙'] }, ask: {}, answer: '甲' }),
  (index) => ({ schema: { title: `第 ${index} 项是否`, type: 'boolean' }, ask: {}, answer: true }),
]

/** Conditions over questions that were asked before, of the kinds that offices write. */
const CONDITIONS: readonly ((to: number) => string)[] = [
  (to) => `q${to - (to % 5) + 3} = "甲"`, (to) => `q${to - (to % 5) + 4}`, (to) => `q${to - (to % 5) + 1} >= 0 and q${to - (to % 5) + 3} != "丙"`, () => 'scope = "family" or scope = "single"',
  (to) => `q${to - (to % 5)} != null and q${to - (to % 5) + 3} in ("甲", "乙")`,
]

/** A form of so many questions and conditions; every fifth condition is one of a section's worth of text or of a figure in `require`. */
export function formOf(questions: number, conditions: number): FormToMeasure {
  const every = conditions === 0 ? Infinity : Math.floor(questions / conditions)
  const made = Array.from({ length: questions }, (_, index) => QUESTIONS[index % QUESTIONS.length]!(index))
  const ask = made.map((one, index): Ask => {
    const number = Math.floor(index / every)
    const isConditional = index % every === 0 && index >= 5 && number <= conditions + 1
    const condition = isConditional ? CONDITIONS[number % CONDITIONS.length]!(Math.max(0, index - 5 - (index % 3) * 5)) : undefined
    return { at: `/q${index}`, ...one.ask, ...(condition === undefined ? {} : number % 5 === 4 ? { require: condition } : { when: condition }) }
  })
  const ui = Array.from({ length: Math.ceil(questions / IN_SECTION) }, (_, index): Section => ({ section: `第 ${index + 1} 部分`, ask: ask.slice(index * IN_SECTION, (index + 1) * IN_SECTION) }))
  const form: Form = {
    id: `form-of-${questions}`, title: `${questions} 个问题的表单`, ui,
    schema: { type: 'object', required: made.flatMap((_, index) => (index % 2 === 0 ? [`q${index}`] : [])), properties: Object.fromEntries(made.map(({ schema }, index) => [`q${index}`, schema])) },
    rules: [{ must: 'q1 <= 1000000', say: '第 1 项数量过大', at: '/q1' }],
  }
  const published = publishForm(form, { concepts: {}, formats: {}, kinds: plainKinds })
  if (!published.ok) throw new Error(published.problems[0]?.message)
  return { form, published: published.value, answers: Object.fromEntries(made.map(({ answer }, index) => [`q${index}`, answer])), facts: { scope: 'family', today: '2026-06-01' }, change: ['/q3', '甲', '丙'] }
}

/** 700 questions with 200 conditions: as large as a form of an office gets. */
export const largeForm = (): FormToMeasure => formOf(700, 200)

/** Ten questions, as most forms have. */
export const smallForm = (): FormToMeasure => formOf(10, 3)
