import { reactive } from 'vue'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, Formats, PublishedForm } from '@xiangyun/forms/form'
import { ownFormats } from '@xiangyun/forms/formats'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { asProblem, attempt, call, linkTo, type Problem } from '#design/api.ts'
import { readOpenForm, readOpenValidator, readOwnDraft, saveOwnDraft, submitForm, type OpenForm, type OwnDraft } from '../../contract.ts'

export interface Filling {
  open: OpenForm
  form: PublishedForm
  validate: Validate | undefined
  answers: Answers
  revision: number
  carried: OwnDraft['carried']
  /** Nothing is kept on the server for somebody who has not signed in. */
  isKept: boolean
  save: (answers: Answers) => Promise<void>
  submit: (key: string) => Promise<{ id: string, receipt: string, at: string }>
}

/** Opens a form with what was typed before. */
export async function openFilling(key: string, isSignedIn: boolean, signal: AbortSignal): Promise<Filling> {
  const open = await call(readOpenForm, { key }, { signal })
  const [draft, validate] = await Promise.all([isSignedIn ? call(readOwnDraft, { key }, { signal }) : undefined, validatorOf(key, open.version)])
  const filling: Filling = reactive<Filling>({
    open, form: open.form as PublishedForm, validate, answers: (draft?.answers ?? {}) as Answers, revision: draft?.revision ?? 0, carried: draft?.carried ?? null, isKept: isSignedIn,
    async save(answers) {
      const saved = await call(saveOwnDraft, { key, version: open.version, answers, revision: filling.revision })
      filling.revision = saved.revision
    },
    submit: (fresh) => call(submitForm, { key, version: open.version, answers: filling.answers }, { key: fresh }),
  })
  return filling
}

interface Emitted { makeValidator: (formats: Formats) => Validate }

/** The very program that the server checks with; without it the form takes its own first look. */
async function validatorOf(key: string, version: number): Promise<Validate | undefined> {
  try {
    const emitted = await import(/* @vite-ignore */ linkTo(readOpenValidator, { key, version })) as Emitted
    return emitted.makeValidator({ ...ownFormats, ...itemFormats })
  } catch {
    return undefined
  }
}

/** Whether the form has a newer version than the one on the screen. */
export async function isNewer(filling: Filling): Promise<boolean> {
  const now = await attempt(readOpenForm, { key: filling.open.key })
  return now.ok && now.value.version !== filling.open.version
}

export const mistakesOf = (problem: Problem | undefined): { at: string, message: string }[] =>
  asProblem(problem).errors.filter(({ at }) => at.startsWith('/answers')).map(({ at, message }) => ({ at: at.slice('/answers'.length), message }))
