import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import type { Draft } from '#modules/capabilities/cases/contract.ts'
import { readForm } from '#modules/capabilities/items/contract.ts'
import { call } from '#design/api.ts'
import type { Elsewhere } from '#design/form/together.ts'
import type { Situations } from '../item/situations.ts'

/** What a person says in one draft. */
export interface Typed { answers: Answers, situations: Situations }

/** Another tab or device has saved meanwhile: what was typed here since `base` and what stands there are put together. */
export async function togetherWith(theirs: Draft, base: Typed, work: Typed & { elsewhere: Elsewhere | undefined }): Promise<Typed & { elsewhere: Elsewhere | undefined }> {
  const [form, { putTogether }] = await Promise.all([call(readForm, { item: theirs.item, version: theirs.itemVersion }) as Promise<PublishedForm>, import('#design/form/together.ts')])
  const { answers, elsewhere } = putTogether(form, base.answers, work.answers, theirs.answers as Answers, work.elsewhere)
  const isOther = (one: Situations, key: string) => JSON.stringify(one[key]) !== JSON.stringify(base.situations[key])
  const chosenHere = Object.fromEntries(Object.entries(work.situations).filter(([key]) => isOther(work.situations, key)))
  const areChosenThere = Object.keys(theirs.situations).some((key) => isOther(theirs.situations, key) && !(key in chosenHere))
  return {
    answers, situations: { ...theirs.situations, ...chosenHere },
    elsewhere: areChosenThere ? { form, contested: [], ...elsewhere, taken: [...new Set(['办理情形', ...elsewhere?.taken ?? []])] } : elsewhere,
  }
}
