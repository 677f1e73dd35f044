import { check, emitValidator, loadValidator } from '@xiangyun/forms'
import type { Answers, Checked, Facts, PublishedAsk, PublishedForm, Validate } from '@xiangyun/forms'
import { formKinds } from '#kinds/kinds.ts'
import { itemFormats } from '#modules/capabilities/items/formats.ts'

const validators = new WeakMap<PublishedForm, Promise<Validate>>()

/** The very program that the browser runs, made once a form. */
export function validatorOf(form: PublishedForm): Promise<Validate> {
  const validate = validators.get(form) ?? loadValidator(emitValidator(form), itemFormats)
  validators.set(form, validate)
  return validate
}

/** Checks a form's answers as the browser does. */
export const checkAnswers = async (form: PublishedForm, answers: Answers, facts: Facts): Promise<Checked> => check(form, await validatorOf(form), answers, facts)

const hasFiles = (ask: PublishedAsk): boolean => formKinds[ask.kind]?.hasFiles === true

/** The question, or the column of rows, that a file is sent for: `/photo`, `/staff/0/health`. */
export function askOfFile(form: PublishedForm, at: string): PublishedAsk | undefined {
  const asks = form.sections.flatMap((section) => section.asks)
  const own = asks.find((ask) => ask.at === at)
  if (own) return hasFiles(own) ? own : undefined
  const rows = asks.find((ask) => ask.columns && at.startsWith(`${ask.at}/`))
  return rows?.columns?.find((column) => at.endsWith(column.at) && hasFiles(column))
}

/** Every answer of the asked-for kinds that has a value, with its place; cells of rows are places of their own. */
export function answersOf(form: PublishedForm, answers: Answers, wanted: (ask: PublishedAsk) => boolean): { at: string; ask: PublishedAsk; value: unknown }[] {
  const of = (ask: PublishedAsk, value: unknown, at: string) => (wanted(ask) && value !== undefined && value !== null ? [{ at, ask, value }] : [])
  return form.sections.flatMap((section) => section.asks).flatMap((ask) => {
    const value = ask.path.reduce<unknown>((inner, part) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[part] : undefined), answers)
    if (!ask.columns) return of(ask, value, ask.at)
    return Array.isArray(value) ? value.flatMap((row, index) => ask.columns!.flatMap((column) => of(column, (row as Record<string, unknown> | null)?.[column.path[0]!], `${ask.at}/${index}${column.at}`))) : []
  })
}

/** Every file that answers name, with its place. */
export const filesIn = (form: PublishedForm, answers: Answers): { at: string; id: string }[] =>
  answersOf(form, answers, hasFiles).flatMap(({ at, value }) => (Array.isArray(value) ? value : [value]).flatMap((one: { readonly id?: unknown } | null) => (typeof one?.id === 'string' ? [{ at, id: one.id }] : [])))

export { carried } from './carrying.ts'
