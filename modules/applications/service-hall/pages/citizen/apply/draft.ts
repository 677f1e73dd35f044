import { reactive } from 'vue'
import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import { consent, readDraft, renewDraft, saveDraft, submit, type Draft, type Material } from '#modules/capabilities/cases/contract.ts'
import { readForm } from '#modules/capabilities/items/contract.ts'
import { asProblem, call, type Problem } from '#design/api.ts'
import type { Elsewhere } from '#design/form/together.ts'
import type { Situations } from '../item/situations.ts'

export interface Work {
  draft: Draft | undefined
  situations: Situations
  answers: Answers
  problem: Problem | undefined
  isBusy: boolean
  value: Draft | undefined
  /** What was typed into the same draft elsewhere meanwhile. */
  elsewhere: Elsewhere | undefined
  reload: () => Promise<void>
  save: () => Promise<void>
  /** Goes over to the newest version of the item. */
  renew: () => Promise<void>
  agree: (materials: string[]) => Promise<void>
  given: (material: string, change: (given: Material[]) => Material[]) => void
  submit: (incomplete: boolean, key: string) => Promise<{ case: string, number: string, next: string }>
}

/** One draft being worked on. Every change waits for the one before, so that the version read is the version changed. */
export function useDraft(id: string): Work {
  let turn: Promise<unknown> = Promise.resolve()
  /** As the server last had them. */
  let base: { answers: Answers, situations: Situations } = { answers: {}, situations: {} }
  const work: Work = reactive<Work>({
    draft: undefined, situations: {}, answers: {}, problem: undefined, isBusy: false, value: undefined, elsewhere: undefined,
    reload, save: () => inTurn(save), renew: () => inTurn(renew), agree: (materials) => inTurn(() => agree(materials)), given,
    submit: (incomplete, key) => inTurn(() => call(submit, { id, incomplete }, { key })),
  })

  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(act, act)
    turn = mine.catch(() => undefined)
    return mine
  }
  function take(draft: Draft) {
    work.draft = work.value = remembering(work.draft, draft)
    base = { answers: draft.answers as Answers, situations: draft.situations }
  }
  async function reload() {
    work.isBusy = true
    work.problem = undefined
    try {
      const draft = await call(readDraft, { id })
      take(draft)
      work.situations = { ...draft.situations }
      work.answers = draft.answers as Answers
    } catch (cause) {
      work.problem = asProblem(cause)
    }
    work.isBusy = false
  }
  async function save() {
    if (!work.draft) return
    try {
      take(await call(saveDraft, { id, situations: work.situations, answers: work.answers, version: work.draft.version }))
    } catch (cause) {
      if (asProblem(cause).code !== 'kernel/conflict') throw cause
      await together()
      await save()
    }
  }
  /** Another tab or device has saved meanwhile: what was typed here and there is put together. */
  async function together() {
    const theirs = await call(readDraft, { id })
    const [form, { putTogether }] = await Promise.all([call(readForm, { item: theirs.item, version: theirs.itemVersion }) as Promise<PublishedForm>, import('#design/form/together.ts')])
    const { answers, elsewhere } = putTogether(form, base.answers, work.answers, theirs.answers as Answers, work.elsewhere)
    const isOther = (one: Situations, key: string) => JSON.stringify(one[key]) !== JSON.stringify(base.situations[key])
    const chosenHere = Object.fromEntries(Object.entries(work.situations).filter(([key]) => isOther(work.situations, key)))
    const areChosenThere = Object.keys(theirs.situations).some((key) => isOther(theirs.situations, key) && !(key in chosenHere))
    Object.assign(work, { answers, situations: { ...theirs.situations, ...chosenHere } })
    work.elsewhere = areChosenThere ? { form, contested: [], ...elsewhere, taken: [...new Set(['办理情形', ...elsewhere?.taken ?? []])] } : elsewhere
    take(theirs)
  }
  async function renew() {
    if (!work.draft?.newer) return
    const draft = await call(renewDraft, { id, version: work.draft.newer.version })
    take(draft)
    work.situations = { ...draft.situations }
    work.answers = draft.answers as Answers
  }
  async function agree(materials: string[]) {
    take(await call(consent, { id, materials }))
  }
  /** A file came or went: known here at once, the server has it already. */
  function given(material: string, change: (before: Material[]) => Material[]) {
    const need = work.draft?.needs.find((one) => one.id === material)
    if (!need) return
    need.given = change(need.given)
    need.met = need.source === 'form' || need.given.length > 0 || (need.held !== null && need.consented) || !need.required
  }
  void reload()
  return work
}

/** A saved draft does not tell again what a newer version would do. */
const remembering = (before: Draft | undefined, draft: Draft): Draft => ({ ...draft, newer: draft.newer ?? (before?.itemVersion === draft.itemVersion ? before.newer : null) })
