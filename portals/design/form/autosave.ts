import { onBeforeUnmount, reactive } from 'vue'
import type { Answers } from '@xiangyun/forms/form'
import type { Keeping } from './keeping.ts'
import { addPending } from './pending.ts'

export interface Autosave {
  /** here: kept on this device only */
  state: 'idle' | 'saving' | 'saved' | 'failed' | 'here'
  at?: Date
  /** When what was found on this device had been typed, until something more is. */
  found?: Date
  /** This device has what the server does not. */
  isHere: boolean
  /** The server knows nobody any more: one has to sign in again. */
  isOver: boolean
  touch: () => void
  flush: () => Promise<void>
  restored: (at: string) => void
}

/** This device as a second place, for as long as the server does not have what was typed. */
export interface Device { keeping: () => Keeping | undefined, answers: () => Answers, revision: () => number, saves: () => boolean }

/** Saves a while after the last change, one save at a time, and says when it was. What cannot be saved stays on the device and goes up when the line is back. */
export function useAutosave(save: () => Promise<void>, device?: Device, pause = 800): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let soon: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isDirty = false

  const autosave = reactive<Autosave>({ state: 'idle', at: undefined, found: undefined, isHere: false, isOver: false, touch, flush, restored })
  function touch() {
    isDirty = true
    autosave.found = undefined
    soon ??= setTimeout(keepHere, 200)
    if (device && !device.saves()) return
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }
  function keepHere() {
    clearTimeout(soon)
    soon = undefined
    const keeping = device?.keeping()
    if (!keeping || !isDirty) return
    keeping.write(device!.answers(), device!.revision())
    autosave.isHere = true
    if (!device!.saves()) autosave.state = 'here'
  }
  async function flush(): Promise<void> {
    clearTimeout(timer)
    await running
    if (!isDirty || (device && !device.saves())) return
    isDirty = false
    running = once()
    await running
  }
  async function once() {
    autosave.state = 'saving'
    try {
      await save()
      Object.assign(autosave, { state: 'saved', at: new Date(), isOver: false })
      if (!isDirty) {
        clearTimeout(soon)
        soon = undefined
        device?.keeping()?.clear()
        autosave.isHere = false
      }
    } catch (cause) {
      isDirty = true
      autosave.isOver = (cause as { status?: number }).status === 401
      keepHere()
      autosave.state = 'failed'
    }
    running = undefined
  }
  function restored(at: string) {
    isDirty = true
    Object.assign(autosave, { state: 'here', found: new Date(at), isHere: true })
    if (device?.saves()) timer = setTimeout(() => void flush(), pause)
  }
  whenLeaving(keepHere, () => void flush())
  onBeforeUnmount(addPending(flush))
  return autosave
}

/** Nothing waits when the person turns away, and what waited goes up when the line is back. */
function whenLeaving(keepHere: () => void, flush: () => void) {
  const both = () => {
    keepHere()
    flush()
  }
  const turned = () => { if (document.visibilityState === 'hidden') both() }
  document.addEventListener('visibilitychange', turned)
  window.addEventListener('online', flush)
  window.addEventListener('pagehide', keepHere)
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', turned)
    window.removeEventListener('online', flush)
    window.removeEventListener('pagehide', keepHere)
    both()
  })
}
