import { check, emitValidator, loadValidator } from '@xiangyun/forms'
import type { Checked, PublishedForm, Validate } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import type { Seen } from './scope.ts'

const validators = new WeakMap<PublishedForm, Promise<Validate>>()

/** Checks a form's answers with the very program that the browser runs. */
export async function checkForm(form: PublishedForm, answers: Record<string, unknown>, { scope }: Seen): Promise<Checked> {
  const validate = validators.get(form) ?? loadValidator(emitValidator(form), itemFormats)
  validators.set(form, validate)
  return check(form, await validate, answers as never, scope)
}
