import { computed, effectScope, ref, shallowRef, watch } from 'vue'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import { asProblem, call, type Problem } from '#design/api.ts'
import { checkItem } from '../../contract.ts'

export type Checked = ReplyOf<typeof checkItem>
export type Mistake = Checked['problems'][number]

/** The texts of an item as they are edited, checked by the server a moment after each change. */
export function useEditing(item: string, text: string, formText: string, rulesText: string | null) {
  const yaml = ref(text)
  const json = ref(formText)
  /** Decisions, for items that have some. */
  const rules = ref(rulesText)
  const checked = shallowRef<Checked>()
  const problem = ref<Problem>()
  const isChecking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest: AbortController | undefined

  async function check() {
    latest?.abort()
    const mine = latest = new AbortController()
    isChecking.value = true
    try {
      const found = await call(checkItem, { item, text: yaml.value, formText: json.value, rulesText: rules.value }, { signal: mine.signal })
      if (latest !== mine) return
      checked.value = found
      problem.value = undefined
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = asProblem(cause)
    }
    isChecking.value = false
  }
  const scope = effectScope(true)
  scope.run(() => watch([yaml, json, rules], () => {
    clearTimeout(timer)
    isChecking.value = true
    timer = setTimeout(() => void check(), 500)
  }))
  function stop() {
    scope.stop()
    clearTimeout(timer)
    latest?.abort()
  }
  void check()
  const isChanged = computed(() => yaml.value !== text || json.value !== formText || rules.value !== rulesText)
  return { yaml, json, rules, checked, problem, isChecking, isChanged, stop }
}
export type Editing = ReturnType<typeof useEditing>
