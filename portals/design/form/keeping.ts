import type { Answers } from '@xiangyun/forms/form'

/** What a device keeps of a form while the server does not have it. */
export interface Kept { answers: Answers, revision: number, at: string }

/** Answers of one form in this browser, for whoever they belong to. */
export interface Keeping {
  read: () => Kept | undefined
  write: (answers: Answers, revision: number) => void
  clear: () => void
  /** They have been handed in: nothing is kept from now on. */
  done: () => void
}

const prefix = 'xiangyun-kept:'
/** Longer than that nobody comes back to a form that was never saved. */
const HOURS = 24

/**
 * One entry for a form and a person. Of somebody who has not signed in only this tab remembers, so that the next visitor finds
 * nothing. A browser that keeps nothing (private, full) is no mistake.
 */
export function keepingOf(form: string, owner: string): Keeping {
  const name = `${prefix}${owner}:${form}`
  const store = (): Storage => (owner === '' ? sessionStorage : localStorage)
  let isDone = false
  const quietly = <T>(act: () => T): T | undefined => {
    try { return act() } catch { return undefined }
  }
  const keeping: Keeping = {
    read: () => quietly(() => {
      const found = JSON.parse(store().getItem(name) ?? 'null') as Kept | null
      const isFresh = found !== null && Date.now() - Date.parse(found.at) < HOURS * 3_600_000
      if (!isFresh) store().removeItem(name)
      return isFresh && typeof found.answers === 'object' ? found : undefined
    }),
    write: (answers, revision) => { if (!isDone) quietly(() => store().setItem(name, JSON.stringify({ answers, revision, at: new Date().toISOString() } satisfies Kept))) },
    clear: () => { quietly(() => store().removeItem(name)) },
    done() {
      isDone = true
      keeping.clear()
    },
  }
  return keeping
}

/** Leaves nothing of anybody behind: when one signs out, and at a kiosk. */
export function forgetKept(): void {
  for (const store of [() => localStorage, () => sessionStorage]) {
    try {
      for (const name of Object.keys(store())) if (name.startsWith(prefix)) store().removeItem(name)
    } catch { /* nothing was kept */ }
  }
}
