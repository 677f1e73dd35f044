import { computed, ref, shallowRef } from 'vue'
import type { Form } from '@xiangyun/forms/form'
import { asProblem, call, type Problem } from '#design/api.ts'
import { hourWords } from '#design/words/dates.ts'
import { publishCollection, readCollection, saveCollection, type Collection } from '../../contract.ts'
import { formOf, useRivals } from './rivals.ts'

type Terms = Pick<Collection, 'audience' | 'closesOn'>

/** A form being designed: kept a while after each change, right or wrong. */
export function useDesign(collection: Collection) {
  const key = collection.key
  const form = shallowRef<Form>(formOf(collection))
  /** As it was last saved here: what others changed is told against it. */
  const base = shallowRef(form.value)
  const revision = ref(collection.revision)
  const terms = ref<Terms>({ audience: collection.audience, closesOn: collection.closesOn })
  const [problems, problem] = [shallowRef(collection.problems), ref<Problem>()]
  const [savedAt, isSaving] = [ref<Date>(), ref(false)]
  const { theirs, other, ...rivals } = useRivals(form, async (at) => {
    if (at !== undefined) revision.value = at
    problem.value = undefined
    await save()
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 1000)
  }
  function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    return running = running.then(once)
  }
  async function once() {
    if (theirs.value) return
    isSaving.value = true
    try {
      const [now, { id: _, ...written }] = [form.value, form.value]
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
  return { key, form, base, other, ...rivals, problems, problem, words, changed, save, publish, took, isKept, leave: () => { if (timer !== undefined) void save() } }
}
