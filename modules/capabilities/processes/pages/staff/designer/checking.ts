import { computed, reactive, ref, shallowRef } from 'vue'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import { asProblem, call, type Problem } from '#design/api.ts'
import { checkProcess } from '../../../contract.ts'
import type { Badges, Mark, Marks } from '../drawing/marks.ts'
import { savedXml, type Editor } from './editor.ts'

type Checked = ReplyOf<typeof checkProcess>
export type Mistake = Checked['problems'][number]

/** Checks the drawing a moment after each change; a chosen problem shows the way that leads into it. */
export function useChecking(editor: Editor, key: string, isFlow: (id: string) => boolean) {
  const checked = shallowRef<Checked>()
  const problem = ref<Problem>()
  const isChecking = ref(false)
  const chosen = shallowRef<Mistake>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  async function check(): Promise<void> {
    clearTimeout(timer)
    const mine = latest += 1
    isChecking.value = true
    try {
      const found = await call(checkProcess, { key, xml: await savedXml(editor) })
      if (mine !== latest) return
      checked.value = found
      problem.value = undefined
      chosen.value = found.problems.find((one) => one.code === chosen.value?.code && one.element === chosen.value.element)
    } catch (cause) {
      if (mine !== latest) return
      problem.value = asProblem(cause)
    }
    isChecking.value = false
  }
  const marks = computed<Marks>(() => {
    const wrong = Object.fromEntries((checked.value?.problems ?? []).map((one) => [one.element, 'wrong' as Mark]))
    if (!chosen.value) return wrong
    return { ...Object.fromEntries((chosen.value.trace ?? []).map((id) => [id, 'trace' as Mark])), [chosen.value.element]: 'wrong' }
  })
  /** The way's steps are numbered; flows between them are drawn only. */
  const badges = computed<Badges>(() => Object.fromEntries((chosen.value?.trace ?? []).filter((id) => !isFlow(id)).map((id, at) => [id, String(at + 1)])))
  return reactive({
    checked, problem, isChecking, chosen, marks, badges, check,
    later: () => { clearTimeout(timer); timer = setTimeout(() => void check(), 900) },
    choose: (one: Mistake | undefined) => { chosen.value = one },
    stop: () => { clearTimeout(timer); latest += 1 },
  })
}
