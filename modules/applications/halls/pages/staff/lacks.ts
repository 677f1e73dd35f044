import { check, type Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, PublishedForm } from '@xiangyun/forms/form'
import '#design/form/every-function.ts'
import { firstLook } from '#design/form/first-look.ts'

/** One thing that is still missing: its kind, its name, and the place on the page that mends it. */
export interface Lack { kind: 'situation' | 'material' | 'answer', name: string, at: string }

export interface Whole {
  unanswered: readonly { id: string, ask: string }[]
  needs: readonly { id: string, name: string }[]
  form: PublishedForm | undefined
  answers: Answers
  facts: Facts
  /** The form's own validator; without it a first look is taken at shapes. */
  validate: Validate | undefined
}

/** Everything that would keep an application from being submitted, in the order of the page. */
export const lacks = ({ unanswered, needs, form, answers, facts, validate }: Whole): Lack[] => [
  ...unanswered.map(({ id, ask }): Lack => ({ kind: 'situation', name: ask, at: `ask-${id}` })),
  ...needs.map(({ name }): Lack => ({ kind: 'material', name, at: 'needs' })),
  ...form ? answersLacking(form, answers, facts, validate ?? firstLook(form)) : [],
]

/** Questions of the form that are open or answered wrongly, each once. */
function answersLacking(form: PublishedForm, answers: Answers, facts: Facts, validate: Validate): Lack[] {
  const asks = form.sections.flatMap((section) => section.asks).filter(({ at }) => at !== '')
  const found = check(form, validate, answers, facts).errors.map(({ at, message }): Lack => {
    const ask = asks.find((one) => at === one.at || at.startsWith(`${one.at}/`))
    return { kind: 'answer', name: ask?.title ?? message, at }
  })
  return found.filter((one, index) => found.findIndex(({ name }) => name === one.name) === index)
}

/** As many names as fit in the line; the rest is counted. */
const named = (of: readonly Lack[]): string => `${of.slice(0, 3).map(({ name }) => name).join('、')}${of.length > 3 ? '等' : ''}`

export function lacksWords(all: readonly Lack[]): string {
  const of = (kind: Lack['kind']) => all.filter((one) => one.kind === kind)
  const [situations, materials, answers] = [of('situation'), of('material'), of('answer')]
  return [
    situations.length ? `还有 ${situations.length} 个情形没问` : '',
    materials.length ? `还缺 ${materials.length} 项材料：${materials.map(({ name }) => name).join('、')}` : '',
    answers.length ? `申请表还有 ${answers.length} 处没填好：${named(answers)}` : '',
  ].filter(Boolean).join('；')
}
