import { reactive, readonly } from 'vue'

export interface Toast { key: number, text: string, kind: 'done' | 'problem' | 'note' }

const list = reactive<Toast[]>([])
let lastKey = 0

/** Says shortly what just happened. What a person must act on belongs on the page, not here. */
export function toast(text: string, kind: Toast['kind'] = 'done') {
  const key = ++lastKey
  list.push({ key, text, kind })
  if (kind !== 'problem') setTimeout(() => closeToast(key), 6000)
}

export function closeToast(key: number) {
  const at = list.findIndex((one) => one.key === key)
  if (at >= 0) list.splice(at, 1)
}

export const toasts = readonly(list)
