import { reactive, shallowReactive, watch, type WatchSource } from 'vue'
import { asProblem, type Problem } from './api.ts'
import { freshKey } from './keys.ts'

/** What a screen shows while and after asking: nothing yet, a problem, or the value. */
export interface Loading<Value> {
  value: Value | undefined
  problem: Problem | undefined
  isBusy: boolean
  reload: () => Promise<void>
}

/** Asks at once and again whenever `when` changes. The old value stays in sight while the new one comes. */
export function useAsync<Value>(ask: (signal: AbortSignal) => Promise<Value>, when?: WatchSource<unknown> | WatchSource<unknown>[]): Loading<Value> {
  let latest: AbortController | undefined
  const state = shallowReactive<Loading<Value>>({ value: undefined, problem: undefined, isBusy: false, reload })

  async function reload() {
    latest?.abort()
    const mine = new AbortController()
    latest = mine
    state.isBusy = true
    try {
      const value = await ask(mine.signal)
      if (latest !== mine) return
      state.value = value
      state.problem = undefined
    } catch (cause) {
      if (latest !== mine || mine.signal.aborted) return
      state.value = undefined
      state.problem = asProblem(cause)
    }
    state.isBusy = false
  }
  if (when) watch(when, () => void reload(), { immediate: true })
  else void reload()
  return state
}

/** One act of a person: busy while it runs, its problem as a value, and one idempotency key until it succeeds. */
export function useAct<Input extends unknown[], Value>(act: (key: string, ...input: Input) => Promise<Value>) {
  let key = freshKey()
  const state = reactive({
    isBusy: false,
    problem: undefined as Problem | undefined,
    async run(...input: Input): Promise<Value | undefined> {
      if (state.isBusy) return undefined
      state.isBusy = true
      state.problem = undefined
      try {
        const value = await act(key, ...input)
        key = freshKey()
        return value
      } catch (cause) {
        state.problem = asProblem(cause)
        if (state.problem.status > 0 && state.problem.status < 500) key = freshKey()
        return undefined
      } finally {
        state.isBusy = false
      }
    },
  })
  return state
}
