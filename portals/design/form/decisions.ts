import { check, optionsOf, type Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { contextOf, run, settle } from '@xiangyun/forms/settle'
import type { Option } from '../field.ts'
import './every-function.ts'
import type { Mistake } from './published.ts'

/** What the form's own logic says of these answers; the server asks the same library again. */
export interface Decisions {
  isShown: (ask: PublishedAsk, pointer?: string) => boolean
  isSectionShown: (index: number) => boolean
  isRequired: (ask: PublishedAsk) => boolean
  optionsOf: (ask: PublishedAsk) => Option[]
  mistakes: () => readonly Mistake[]
}

export function decide(form: PublishedForm, answers: Answers, facts: Facts, validate: Validate): Decisions {
  const settled = settle(form, answers, facts)
  const context = contextOf(form, settled.answers, facts)
  const isShown = (ask: PublishedAsk, pointer = ask.at) => (pointer === '' ? !ask.when || run(ask.when, context) === true : settled.shown.has(pointer))
  return {
    isShown,
    isSectionShown(index) {
      const section = form.sections[index]
      if (!section || (section.when && run(section.when, context) !== true)) return false
      return section.asks.some((ask) => isShown(ask))
    },
    isRequired: (ask) => ask.required || (ask.require !== undefined && run(ask.require, context) === true),
    optionsOf: (ask) => optionsOf(form, ask, answers, facts).map(({ value, label }) => ({ value: String(value), label })),
    mistakes: () => check(form, validate, answers, facts).errors,
  }
}

export { boundsOf } from './bounds.ts'
