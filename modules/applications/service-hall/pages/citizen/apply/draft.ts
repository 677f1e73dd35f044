import { reactive } from 'vue'
import type { Answers } from '@xiangyun/forms/form'
import { consent, readDraft, renewDraft, saveDraft, submit, type Draft, type Material } from '#modules/capabilities/cases/contract.ts'
import { asProblem, call, type Problem } from '#design/api.ts'
import type { Elsewhere } from '#design/form/together.ts'
import type { Situations } from '../item/situations.ts'
import { togetherWith, type Typed } from './together.ts'

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
  let base: Typed = { answers: {}, situations: {} }
  const work: Work = reactive<Work>({
    draft: undefined, situations: {}, answers: {}, problem: undefined, isBusy: false, value: undefined, elsewhere: undefined,
    reload, save: () => inTurn(save), renew: () => inTurn(renew), agree: (materials) => inTurn(() => agree(materials)), given: (material, change) => give(work.draft, material, change),
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
  function show(draft: Draft) {
    take(draft)
    Object.assign(work, { situations: { ...draft.situations }, answers: draft.answers })
  }
  async function reload() {
    work.isBusy = true
    work.problem = undefined
    try {
      show(await call(readDraft, { id }))
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
      const theirs = await call(readDraft, { id })
      Object.assign(work, await togetherWith(theirs, base, work))
      take(theirs)
      await save()
    }
  }
  async function renew() {
    if (!work.draft?.newer) return
    show(await call(renewDraft, { id, version: work.draft.newer.version }))
  }
  async function agree(materials: string[]) {
    take(await call(consent, { id, materials }))
  }
  void reload()
  return work
}

/** A file came or went: known here at once, the server has it already. */
function give(draft: Draft | undefined, material: string, change: (before: Material[]) => Material[]) {
  const need = draft?.needs.find((one) => one.id === material)
  if (!need) return
  need.given = change(need.given)
  need.met = need.source === 'form' || need.given.length > 0 || (need.held !== null && need.consented) || !need.required
}

/** A saved draft does not tell again what a newer version would do. */
const remembering = (before: Draft | undefined, draft: Draft): Draft => ({ ...draft, newer: draft.newer ?? (before?.itemVersion === draft.itemVersion ? before.newer : null) })
