import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import { mergeChanges } from '@xiangyun/forms/merge-changes'

/** What was typed into the same draft in another tab or on another device meanwhile. */
export interface Elsewhere {
  form: PublishedForm
  /** Titles of the questions that were answered elsewhere only: their answers stand here now. */
  taken: readonly string[]
  /** Answered in both places, each in its own way: the answer given here stands until the person chooses the other. */
  contested: readonly { at: string, title: string, mine: unknown, theirs: unknown }[]
}

/** Puts together what was typed here and elsewhere; what an earlier time found and was not settled is told on. */
export function putTogether(form: PublishedForm, base: Answers, mine: Answers, theirs: Answers, before: Elsewhere | undefined): { answers: Answers, elsewhere: Elsewhere | undefined } {
  const { answers, taken, contested } = mergeChanges(form, base, mine, theirs)
  const all: Elsewhere = {
    form, taken: [...new Set([...before?.taken ?? [], ...taken.map(({ title }) => title)])],
    contested: [...before?.contested.filter(({ at }) => !contested.some((one) => one.at === at)) ?? [], ...contested],
  }
  return { answers, elsewhere: all.taken.length + all.contested.length > 0 ? all : undefined }
}
