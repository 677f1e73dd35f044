import { computed, ref, shallowRef } from 'vue'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import { asProblem, call, type Problem } from '#design/api.ts'
import { validatorOf } from '#design/form/validator.ts'
import { consent, continueDraft, openCounterDraft, readDraft, saveDraft, submit, type Draft, type findPresent } from '#modules/capabilities/cases/contract.ts'
import { askChecklist, readForm, readGuide } from '#modules/capabilities/items/contract.ts'

export type Present = ReplyOf<typeof findPresent>
export type ItemGuide = ReplyOf<typeof readGuide>
type Checklist = ReplyOf<typeof askChecklist>

/** Calls one after another, so that no save overtakes another; the last problem is kept to be shown. */
function useTurns() {
  const problem = ref<Problem>()
  const isBusy = ref(false)
  let last: Promise<unknown> = Promise.resolve()

  function inOrder<Value>(act: () => Promise<Value>): Promise<Value> {
    const next = last.then(act, act)
    last = next.catch(() => undefined)
    return next
  }
  async function attempt<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
    isBusy.value = true
    problem.value = undefined
    try {
      return await act()
    } catch (cause) {
      problem.value = asProblem(cause)
      return undefined
    } finally {
      isBusy.value = false
    }
  }
  return { problem, isBusy, inOrder, attempt }
}

/** One application at the counter, from the first question to its number. */
export function useApplication() {
  const draft = shallowRef<Draft>()
  const guide = shallowRef<ItemGuide>()
  const form = shallowRef<PublishedForm>()
  const validate = shallowRef<Validate>()
  const checklist = shallowRef<Checklist>()
  const answers = shallowRef<Answers>({})
  const situations = ref<Record<string, unknown>>({})
  const { problem, isBusy, inOrder, attempt } = useTurns()

  const questions = computed(() => (guide.value?.situations ?? []).filter(({ id }) => checklist.value?.questions.includes(id)))
  const missing = computed(() => draft.value?.needs.filter((need) => !need.met) ?? [])

  async function take(next: Draft) {
    answers.value = next.answers as Answers
    situations.value = { ...next.situations }
    const [published, shown, judge] = await Promise.all([
      call(readForm, { item: next.item, version: next.itemVersion }) as Promise<PublishedForm>, call(readGuide, { item: next.item, division: next.division }),
      validatorOf(next.item, next.itemVersion),
    ])
    form.value = published
    validate.value = judge
    guide.value = shown
    await look(next)
    draft.value = next
  }
  async function look(of: Pick<Draft, 'item' | 'division'>) {
    checklist.value = await call(askChecklist, { item: of.item, division: of.division, situations: situations.value })
  }
  const keep = () => inOrder(async () => {
    const own = draft.value
    if (own) draft.value = await call(saveDraft, { id: own.id, situations: situations.value, answers: answers.value, version: own.version })
  })
  return {
    draft, guide, form, validate, answers, situations, questions, missing, problem, isBusy, checklist, keep,
    asksFirm: async (item: string) => (await attempt(() => call(readGuide, { item })))?.firmNeeded ?? false,
    open: (person: Present, item: string, firm: string | null) => attempt(async () => take(await call(openCounterDraft, { item, identityNumber: person.identityNumber, name: person.name, ...(firm ? { firm } : {}) }))),
    goOn: (person: Present, id: string) => attempt(async () => take(await call(continueDraft, { id, identityNumber: person.identityNumber, name: person.name }))),
    answer: (id: string, value: unknown) => attempt(async () => {
      situations.value = { ...situations.value, [id]: value }
      if (draft.value) await look(draft.value)
      await keep()
    }),
    agree: (materials: readonly string[]) => attempt(() => inOrder(async () => {
      if (draft.value) draft.value = await call(consent, { id: draft.value.id, materials: [...materials] })
    })),
    refresh: () => attempt(() => inOrder(async () => { if (draft.value) draft.value = await call(readDraft, { id: draft.value.id }) })),
    hand: (incomplete: boolean) => attempt(async () => {
      await keep()
      return inOrder(() => call(submit, { id: draft.value!.id, ...(incomplete ? { incomplete: true } : {}) }))
    }),
    leave() {
      for (const one of [draft, guide, form, validate, checklist]) one.value = undefined
      problem.value = undefined
      answers.value = {}
      situations.value = {}
    },
  }
}

export type Application = ReturnType<typeof useApplication>
