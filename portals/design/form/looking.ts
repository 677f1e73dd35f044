import { reactive, shallowReactive } from 'vue'
import { looksToAsk } from '@xiangyun/forms/looks'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, PublishedForm } from '@xiangyun/forms/form'
import { readTogether } from '@xiangyun/forms/reads'
import { isSame, read } from './pointers.ts'
import type { Mistake } from './published.ts'

/** Asks a register one thing that the form wants to know of these answers. */
export type AskRegister = (look: string, answers: Answers, signal: AbortSignal) => Promise<{ state: 'holds' | 'broken' | 'down', message: string | null }>

/** How the check of a field against a register stands. */
export interface LookState { state: 'asking' | 'holds' | 'broken' | 'down', message: string | null, again: () => void }

export interface Looks {
  at: (pointer: string) => LookState | undefined
  isWrong: (pointer: string) => boolean
  mistakes: () => readonly Mistake[]
  changed: () => void
}

interface From { form: () => PublishedForm, answers: () => Answers, facts: () => Facts, validate: () => Validate | undefined, ask: () => AskRegister | undefined }

/** How long somebody has stopped typing before a register is asked. */
const PAUSE = 600

/** Checks against registers while the form is filled in: each when all that it needs is there and in order, again when that changes. */
export function useLooks(from: From): Looks {
  const states = shallowReactive(new Map<string, LookState>())
  const asked = new Map<string, { by: unknown, stop: AbortController }>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function due() {
    const ask = from.ask()
    if (!ask || !from.form().looks?.length) return
    const wanted = looksToAsk(from.form(), from.answers(), from.facts(), from.validate())
    for (const { id, at } of wanted) {
      const by = from.form().looks!.filter((look) => look.id === id).flatMap((look) => readTogether([...Object.values(look.by), look.must, look.when]).map((path) => read(from.answers(), `/${path.join('/')}`)))
      const before = asked.get(id)
      if (before && isSame(before.by, by) && states.has(at)) continue
      before?.stop.abort()
      void run(id, at, by, ask)
    }
    for (const look of from.form().looks!) if (!wanted.some((one) => one.id === look.id)) forget(look.id, look.at)
  }
  async function run(id: string, at: string, by: unknown, ask: AskRegister) {
    const stop = new AbortController()
    asked.set(id, { by, stop })
    const again = () => { asked.delete(id); due() }
    states.set(at, reactive({ state: 'asking', message: null, again }))
    try {
      const told = await ask(id, from.answers(), stop.signal)
      if (!stop.signal.aborted) states.set(at, { ...told, again })
    } catch {
      if (!stop.signal.aborted) states.set(at, { state: 'down', message: '登记库暂时查不到，您填的内容还在', again })
    }
  }
  function forget(id: string, at: string) {
    asked.get(id)?.stop.abort()
    asked.delete(id)
    states.delete(at)
  }
  return {
    at: (pointer) => states.get(pointer),
    isWrong: (pointer) => states.get(pointer)?.state === 'broken',
    mistakes: () => [...states].flatMap(([at, { state, message }]) => (state === 'broken' ? [{ at, message: message ?? '与登记不一致' }] : [])),
    changed() {
      if (!from.ask() || !from.form().looks?.length) return
      clearTimeout(timer)
      timer = setTimeout(due, PAUSE)
    },
  }
}
