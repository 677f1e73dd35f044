import { check, emitValidator, loadValidator } from '@xiangyun/forms'
import type { Answers, Checked, Facts, PublishedForm, Validate } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'

const validators = new WeakMap<PublishedForm, Promise<Validate>>()

/** Checks a form's answers with the very program that the browser runs. */
export async function checkAnswers(form: PublishedForm, answers: Answers, facts: Facts): Promise<Checked> {
  const validate = validators.get(form) ?? loadValidator(emitValidator(form), itemFormats)
  validators.set(form, validate)
  return check(form, await validate, answers, facts)
}
