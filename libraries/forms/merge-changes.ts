import type { Answers, Json, PublishedForm } from './form.ts'
import { valueAt, withValue, withoutValue } from './pointer.ts'
import { isSame } from './same.ts'

/** A question that was answered in two places, otherwise in each. */
export interface Contested { readonly at: string; readonly title: string; readonly mine: Json | undefined; readonly theirs: Json | undefined }

/** What two places made of the same answers, put together. */
export interface Together {
  readonly answers: Answers
  /** Questions whose answer came from the other place. */
  readonly taken: readonly { readonly at: string; readonly title: string }[]
  /** Questions that both changed, each in its own way: mine stands, theirs is told. */
  readonly contested: readonly Contested[]
}

/**
 * Puts together, question by question, what was typed here and what was typed elsewhere since both read the same answers (`base`). What
 * only one of them changed is as that one has it. A group's rows and a table are one question. Nothing is dropped that is not told.
 */
export function mergeChanges(form: PublishedForm, base: Answers, mine: Answers, theirs: Answers): Together {
  const [taken, contested]: [{ at: string; title: string }[], Contested[]] = [[], []]
  let answers = mine
  for (const { at, title, path } of form.sections.flatMap((section) => section.asks)) {
    if (at === '') continue
    const [before, here, there] = [base, mine, theirs].map((one) => valueAt(one, path))
    if (isSame(here, there) || isSame(before, there)) continue
    if (!isSame(before, here)) contested.push({ at, title, mine: here, theirs: there })
    else {
      taken.push({ at, title })
      answers = (there === undefined ? withoutValue(answers, path) : withValue(answers, path, there)) as Answers
    }
  }
  return { answers, taken, contested }
}
