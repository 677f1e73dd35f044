import { onBeforeUnmount, reactive } from 'vue'

export interface Autosave { state: 'idle' | 'saving' | 'saved' | 'failed', at?: Date, touch: () => void, flush: () => Promise<void> }

/** Saves a while after the last change, one save at a time, and says when it was. */
export function useAutosave(save: () => Promise<void>, pause = 800): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isDirty = false

  const autosave = reactive<Autosave>({ state: 'idle', at: undefined, touch, flush })
  function touch() {
    isDirty = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }
  async function flush(): Promise<void> {
    clearTimeout(timer)
    await running
    if (!isDirty) return
    isDirty = false
    running = once()
    await running
  }
  async function once() {
    autosave.state = 'saving'
    try {
      await save()
      autosave.state = 'saved'
      autosave.at = new Date()
    } catch {
      isDirty = true
      autosave.state = 'failed'
    }
    running = undefined
  }
  const leaving = () => { if (document.visibilityState === 'hidden') void flush() }
  document.addEventListener('visibilitychange', leaving)
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', leaving)
    void flush()
  })
  return autosave
}
