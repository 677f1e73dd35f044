/** Saves that are due somewhere on the page; whoever ends the session lets them go first. */
const pending = new Set<() => Promise<void>>()

export function addPending(flush: () => Promise<void>): () => void {
  pending.add(flush)
  return () => pending.delete(flush)
}

/** Lets everything that was typed go up. */
export const flushPending = async (): Promise<void> => void await Promise.allSettled([...pending].map((flush) => flush()))
