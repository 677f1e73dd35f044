const tails = new Map<string, Promise<unknown>>()

/** One piece of work of a key after the other, so that what is sent at once is judged with what came before it. Waiting holds nothing. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve()
  const own = before.then(work, work)
  tails.set(key, own)
  try {
    return await own
  } finally {
    if (tails.get(key) === own) tails.delete(key)
  }
}
