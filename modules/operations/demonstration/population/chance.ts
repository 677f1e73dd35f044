/** A quick reproducible source of chance for making people (sfc32). Never for secrets. */
export type Chance = {
  /** In [0, 1). */
  readonly unit: () => number
  readonly whole: (below: number) => number
  readonly between: (from: number, to: number) => number
  readonly happens: (share: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

export function makeChance(seed: number): Chance {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i++) next()
  const whole = (below: number) => Math.floor(next() * below)
  return { unit: next, whole, between: (from, to) => from + whole(to - from + 1), happens: (share) => next() < share, pick: (list) => list[whole(list.length)]! }
}

/** Draws from a weighted list in logarithmic time. */
export function weighted<T>(entries: readonly (readonly [T, number])[]): (chance: Chance) => T {
  const ends: number[] = []
  let sum = 0
  for (const [, weight] of entries) ends.push((sum += weight))
  return (chance) => {
    const at = chance.unit() * sum
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! > at) high = middle
      else low = middle + 1
    }
    return entries[low]![0]
  }
}

const DAY = 86_400_000
export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY
export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
