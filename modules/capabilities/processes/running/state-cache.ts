import type { Context } from '@xiangyun/kernel/modules'
import type { State, Variables } from '../ports.ts'

/** A state as it is written: its large variables apart, because they seldom change. */
export type Parts = { readonly text: string; readonly large: Variables }

/** A value whose JSON is longer than this stands apart. */
const LARGE = 1_000

/**
 * Splits a state for writing. A large value that was there before is known by reference, since the engine never changes
 * values in place, and is not made into text again.
 */
export function partsOf(state: State, before: Variables): Parts {
  const { variables, ...rest } = state
  const large: Record<string, Variables[string]> = {}
  const small: string[] = []
  for (const [name, value] of Object.entries(variables)) {
    if (Object.hasOwn(before, name) && before[name] === value) { large[name] = value; continue }
    const text = JSON.stringify(value) as string | undefined
    if (text === undefined) continue
    if (text.length > LARGE) large[name] = JSON.parse(text) as Variables[string]
    else small.push(`${JSON.stringify(name)}:${text}`)
  }
  return { text: `{"variables":{${small.join(',')}},${JSON.stringify(rest).slice(1)}`, large }
}

export const stateOf = ({ text, large }: Parts): State => joined(JSON.parse(text) as State, large)

export const joined = (small: State, large: Variables): State => ({ ...small, variables: { ...small.variables, ...large } })

export const isSame = (left: Variables, right: Variables): boolean => {
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
}

/** An instance at a version; what is large in it was written so. */
export type Known = Parts & { readonly id: string; readonly subject: string; readonly definition: string; readonly version: number }

/** Characters of text that are kept, all together. */
const ROOM = 8_000_000

type Entry = Known & { readonly size: number }

/**
 * States that this process has seen committed, the least used forgotten first. Whoever takes one has it alone, and puts the
 * next one in after the commit: a step that fails leaves nothing behind, and a state that another process has moved on
 * meanwhile is refused by its version when it is written.
 */
class StateCache {
  readonly #entries = new Map<string, Entry>()
  #size = 0

  take(id: string): Known | undefined {
    const found = this.#entries.get(id)
    if (!found) return undefined
    this.#entries.delete(id)
    this.#size -= found.size
    return found
  }

  put(known: Known): void {
    const other = this.take(known.id)
    const newest = other && other.version > known.version ? other : known
    const size = newest.text.length + Object.values(newest.large).reduce<number>((sum, value) => sum + sizeOf(value), 0)
    this.#entries.set(newest.id, { ...newest, size })
    this.#size += size
    for (const id of this.#entries.keys()) {
      if (this.#size <= ROOM) break
      this.take(id)
    }
  }
}

const sizes = new WeakMap<object, number>()

/** Large values stay the same from step to step: each is measured once, and frozen, for it is handed out again. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return String(value).length
  let size = sizes.get(value)
  if (size === undefined) {
    sizes.set(value, (size = 2 * JSON.stringify(value).length))
    freeze(value)
  }
  return size
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const one of Object.values(value)) freeze(one)
}

const caches = new WeakMap<object, StateCache>()

/** One a platform: two of them in one process may work on two databases, in which ids and versions come again. */
export function stateCache(context: Context): StateCache {
  let found = caches.get(context.ids)
  if (!found) caches.set(context.ids, (found = new StateCache()))
  return found
}
