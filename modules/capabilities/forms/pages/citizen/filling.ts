import { reactive } from 'vue'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, Formats, PublishedForm } from '@xiangyun/forms/form'
import { ownFormats } from '@xiangyun/forms/formats'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { asProblem, attempt, call, linkTo, type Problem } from '#design/api.ts'
import type { Elsewhere } from '#design/form/together.ts'
import { readOpenForm, readOpenValidator, readOwnDraft, saveOwnDraft, submitForm, type OpenForm, type OwnDraft } from '../../contract.ts'

export interface Filling {
  open: OpenForm
  form: PublishedForm
  validate: Validate | undefined
  answers: Answers
  revision: number
  carried: OwnDraft['carried']
  /** A newer version of the form is out: this one can be saved but not handed in. */
  isNewer: boolean
  /** What was typed into the same draft elsewhere meanwhile. */
  elsewhere: Elsewhere | undefined
  /** Nothing is kept on the server for somebody who has not signed in. */
  isKept: boolean
  save: (answers: Answers) => Promise<void>
  submit: (key: string) => Promise<{ id: string, receipt: string, at: string }>
}

/** Opens a form with what was typed before. */
export async function openFilling(key: string, isSignedIn: boolean, signal: AbortSignal): Promise<Filling> {
  const open = await call(readOpenForm, { key }, { signal })
  const [draft, validate] = await Promise.all([isSignedIn ? call(readOwnDraft, { key }, { signal }) : undefined, validatorOf(key, open.version)])
  /** As the server last had them. */
  let base = (draft?.answers ?? {}) as Answers
  const filling: Filling = reactive<Filling>({
    open, form: open.form as PublishedForm, validate, answers: base, revision: draft?.revision ?? 0, carried: draft?.carried ?? null, isKept: isSignedIn, isNewer: false, elsewhere: undefined,
    async save(answers) {
      const saved = await attempt(saveOwnDraft, { key, version: open.version, answers, revision: filling.revision })
      if (!saved.ok) {
        if (saved.problem.code !== 'kernel/conflict') throw saved.problem
        return again()
      }
      base = answers
      Object.assign(filling, { revision: saved.value.revision, isNewer: saved.value.newer })
    },
    submit: (fresh) => call(submitForm, { key, version: open.version, answers: filling.answers }, { key: fresh }),
  })
  /** Another tab or device has saved meanwhile: both are put together, then saved. */
  async function again(): Promise<void> {
    const [theirs, { putTogether }] = await Promise.all([call(readOwnDraft, { key }), import('#design/form/together.ts')])
    const { answers, elsewhere } = putTogether(filling.form, base, filling.answers, theirs.answers as Answers, filling.elsewhere)
    base = theirs.answers as Answers
    Object.assign(filling, { answers, elsewhere, revision: theirs.revision })
    await filling.save(answers)
  }
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

export const mistakesOf = (problem: Problem | undefined): { at: string, message: string }[] =>
  asProblem(problem).errors.filter(({ at }) => at.startsWith('/answers')).map(({ at, message }) => ({ at: at.slice('/answers'.length), message }))
