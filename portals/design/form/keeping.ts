import type { Answers } from '@xiangyun/forms/form'

/** What a device keeps of a form while the server does not have it. */
export interface Kept { answers: Answers, revision: number, at: string }

/** Answers of one form in this browser, for whoever they belong to. */
export interface Keeping {
  read: () => Kept | undefined
  write: (answers: Answers, revision: number) => void
  clear: () => void
}

const prefix = 'xiangyun-kept:'

/** One entry for a form and a person; a browser that keeps nothing (private, full) is no mistake. */
export function keepingOf(form: string, owner: string): Keeping {
  const name = `${prefix}${owner}:${form}`
  return {
    read() {
      try {
        const found = JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null
        return found && typeof found.answers === 'object' ? found : undefined
      } catch {
        return undefined
      }
    },
    write(answers, revision) {
      try { localStorage.setItem(name, JSON.stringify({ answers, revision, at: new Date().toISOString() } satisfies Kept)) } catch { /* nothing is kept here */ }
    },
    clear() {
      try { localStorage.removeItem(name) } catch { /* nothing was kept */ }
    },
  }
}

/** Leaves nothing of anybody behind: when one signs out, and at a kiosk. */
export function forgetKept(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
  } catch { /* nothing was kept */ }
}
