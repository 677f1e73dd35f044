import { computed, shallowRef, type ShallowRef } from 'vue'
import type { Form } from '@xiangyun/forms/form'
import type { Chosen } from './designing.ts'

interface Stand { readonly form: Form, readonly chosen: Chosen | undefined }

/** What was, step by step, as far back as one came; edits of one setting in a row are one step. */
export function useHistory(form: ShallowRef<Form> | { value: Form }, chosen: ShallowRef<Chosen | undefined>) {
  const past = shallowRef<readonly Stand[]>([])
  const future = shallowRef<readonly Stand[]>([])
  let last: string | undefined
  const now = (): Stand => ({ form: form.value, chosen: chosen.value })

  /** `key`: edits with the same key in a row are taken back together. */
  function step(next: Form, key?: string) {
    if (next === form.value) return
    if (key === undefined || key !== last) past.value = [...past.value, now()]
    last = key
    future.value = []
    form.value = next
  }
  function go(from: typeof past, to: typeof past): boolean {
    const stand = from.value.at(-1)
    if (!stand) return false
    to.value = [...to.value, now()]
    from.value = from.value.slice(0, -1)
    last = undefined
    form.value = stand.form
    chosen.value = stand.chosen
    return true
  }
  return {
    step,
    settle: () => { last = undefined },
    undo: () => go(past, future),
    redo: () => go(future, past),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
  }
}
