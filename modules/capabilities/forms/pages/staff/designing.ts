import { computed, ref, shallowRef } from 'vue'
import type { Form } from '@xiangyun/forms/form'
import { asProblem, call, type Problem } from '#design/api.ts'
import { hourWords } from '#design/words/dates.ts'
import { publishCollection, readCollection, saveCollection, type Collection } from '../../contract.ts'

type Terms = Pick<Collection, 'audience' | 'closesOn'>
const formOf = ({ key, title, source }: Collection): Form => ({ ...source as Form, id: key, title: (source as Partial<Form>).title ?? title })

/** A form being designed: kept a while after each change, right or wrong. */
export function useDesign(collection: Collection) {
  const key = collection.key
  const form = shallowRef<Form>(formOf(collection))
  /** As it was last saved here: what others changed is told against it. */
  const base = shallowRef(form.value)
  const revision = ref(collection.revision)
  const terms = ref<Terms>({ audience: collection.audience, closesOn: collection.closesOn })
  const problems = shallowRef(collection.problems)
  const problem = ref<Problem>()
  const savedAt = ref<Date>()
  const isSaving = ref(false)
  /** What somebody else saved meanwhile; nothing is saved until one of both is chosen. */
  const theirs = shallowRef<Collection>()
  /** The one that was not chosen stays at hand. */
  const other = shallowRef<{ form: Form, words: string }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  function changed() {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 1000)
  }
  function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running = running.then(once)
    return running
  }
  async function once() {
    if (theirs.value) return
    isSaving.value = true
    try {
      const now = form.value
      const { id: _, ...written } = now
      const saved = await call(saveCollection, { key, form: written, ...terms.value, revision: revision.value })
      revision.value = saved.revision
      problems.value = saved.problems
      savedAt.value = new Date()
      problem.value = undefined
      base.value = now
    } catch (cause) {
      problem.value = asProblem(cause)
      if (problem.value.code === 'kernel/conflict') theirs.value = await call(readCollection, { key }).catch(() => undefined)
    }
    isSaving.value = false
  }
  /** Mine over theirs, or theirs instead of mine. */
  async function settle(which: 'mine' | 'theirs') {
    if (!theirs.value) return
    const [mine, found] = [form.value, theirs.value]
    other.value = which === 'mine' ? { form: formOf(found), words: '已用您的覆盖。别人改的那一份还在这里。' } : { form: mine, words: '已换成别人的。您改的那一份还在这里。' }
    if (which === 'theirs') form.value = formOf(found)
    theirs.value = undefined
    revision.value = found.revision
    problem.value = undefined
    await save()
  }
  async function swap() {
    if (!other.value) return
    const words = '已换过来。刚才那一份还在这里。'
    const last = form.value
    form.value = other.value.form
    other.value = { form: last, words }
    await save()
  }
  async function publish(fresh: string, note: string, next: Terms) {
    terms.value = next
    await save()
    if (problem.value) throw problem.value
    return call(publishCollection, { key, revision: revision.value, note, ...next }, { key: fresh })
  }
  function took({ revision: now, audience, closesOn }: Collection) {
    revision.value = now
    terms.value = { audience, closesOn }
    other.value = undefined
  }
  const isKept = () => timer === undefined && !isSaving.value && !problem.value
  const words = computed(() => (theirs.value ? '没有存上：别人也改了这张表' : problem.value ? `没有存上：${problem.value.detail ?? problem.value.title}` : isSaving.value ? '正在保存…' : savedAt.value ? `已保存 ${hourWords(savedAt.value)}` : '改动会自动保存，发布后填报人才看得到'))
  return { key, form, base, theirs, theirForm: computed(() => theirs.value && formOf(theirs.value)), other, problems, problem, words, changed, save, settle, swap, publish, took, isKept, leave: () => { if (timer !== undefined) void save() } }
}
