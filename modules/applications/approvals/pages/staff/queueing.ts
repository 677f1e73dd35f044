import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import { asProblem, call, type Problem } from '#design/api.ts'
import { queue } from '#modules/capabilities/cases/contract.ts'

export type QueueTask = ReplyOf<typeof queue>['tasks'][number]
interface Filter { lamp?: string | undefined, action?: string | undefined }

/** The queue as it is worked through: thirty at a time, nearest lawful day first. */
export function useQueue(filter: Ref<Filter>, current: Ref<string>) {
  const tasks = shallowRef<readonly QueueTask[]>([])
  const total = ref(0)
  const isBusy = ref(true)
  const isRead = ref(false)
  const problem = ref<Problem>()
  let latest: AbortController | undefined

  async function load(from: number) {
    latest?.abort()
    const mine = latest = new AbortController()
    isBusy.value = true
    try {
      const page = await call(queue, { offset: from, ...(filter.value.lamp ? { lamp: filter.value.lamp } : {}), ...(filter.value.action ? { action: filter.value.action } : {}) }, { signal: mine.signal })
      if (latest !== mine) return
      tasks.value = from ? [...tasks.value, ...page.tasks.filter((one) => !tasks.value.some((known) => known.id === one.id))] : page.tasks
      total.value = page.total
      problem.value = undefined
      isRead.value = true
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = asProblem(cause)
    }
    isBusy.value = false
  }
  // By its parts: the address changes with every case that is opened, the filter does not.
  watch([() => filter.value.lamp, () => filter.value.action], () => void load(0), { immediate: true })

  const at = computed(() => tasks.value.findIndex(({ id }) => id === current.value))
  const here = computed(() => tasks.value[at.value])
  const beside = (step: number): QueueTask | undefined => tasks.value[at.value < 0 ? 0 : Math.min(Math.max(at.value + step, 0), tasks.value.length - 1)]

  /** Takes a done task out at once and answers which comes next; the list is read again behind it. */
  function leave(id: string): string {
    const place = tasks.value.findIndex((one) => one.id === id)
    const left = tasks.value.filter((one) => one.id !== id)
    tasks.value = left
    total.value = Math.max(0, total.value - (place < 0 ? 0 : 1))
    void load(0)
    return (left[place] ?? left[place - 1] ?? left[0])?.id ?? ''
  }
  return { tasks, total, isBusy, isRead, problem, here, beside, leave, reload: () => load(0), more: () => load(tasks.value.length) }
}
