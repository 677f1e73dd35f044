import { computed, ref, shallowRef } from 'vue'
import type { Form } from '@xiangyun/forms/form'
import { asProblem, call, type Problem } from '#design/api.ts'
import { hourWords } from '#design/words/dates.ts'
import { publishCollection, saveCollection, type Collection } from '../../contract.ts'

/** A form being designed: kept a while after each change, right or wrong. */
export function useDesign(collection: Collection) {
  const key = collection.key
  const form = shallowRef<Form>({ ...collection.source as Form, id: key, title: (collection.source as Partial<Form>).title ?? collection.title })
  const revision = ref(collection.revision)
  const audience = ref(collection.audience)
  const closesOn = ref(collection.closesOn)
  const problems = shallowRef(collection.problems)
  const problem = ref<Problem>()
  const savedAt = ref<Date>()
  const isSaving = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  function changed() {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 1000)
  }
  function save(): Promise<void> {
    clearTimeout(timer)
    running = running.then(once)
    return running
  }
  async function once() {
    isSaving.value = true
    try {
      const { id: _, ...written } = form.value
      const saved = await call(saveCollection, { key, form: written, audience: audience.value, closesOn: closesOn.value, revision: revision.value })
      revision.value = saved.revision
      problems.value = saved.problems
      savedAt.value = new Date()
      problem.value = undefined
    } catch (cause) {
      problem.value = asProblem(cause)
    }
    isSaving.value = false
  }
  async function publish(fresh: string, note: string) {
    await save()
    if (problem.value) throw problem.value
    return call(publishCollection, { key, revision: revision.value, note }, { key: fresh })
  }
  const words = computed(() => (problem.value ? `没有存上：${problem.value.detail ?? problem.value.title}` : isSaving.value ? '正在保存…' : savedAt.value ? `已保存 ${hourWords(savedAt.value)}` : '改动会自动保存，发布后填报人才看得到'))
  return { key, form, audience, closesOn, problems, problem, words, changed, save, publish, took: (now: number) => { revision.value = now } }
}
