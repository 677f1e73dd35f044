/** Comparisons that one search may cost at worst. */
const MOST = 1e9

type Group = { repeats: boolean; forks: boolean }

/**
 * Whether a search ends soon, whatever the text. A repeated group with a repeat or a fork inside, as `(a+)+` or `(a|aa)*`,
 * may take longer than the world lasts; else each open repeat costs the length of the text once more.
 */
export function isCalm(pattern: string, text: string): boolean {
  const open: Group[] = [{ repeats: false, forks: false }]
  let closed: Group | undefined
  let repeats = 0
  for (const [piece] of pattern.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\{\d+,?\d*\}|[\s\S]/gu)) {
    const isRepeat = /^(?:[*+]|\{.+)$/.test(piece)
    if (isRepeat && closed && (closed.repeats || closed.forks)) return false
    closed = undefined
    const inner = open.at(-1)!
    if (isRepeat && !/^\{\d+\}$/.test(piece)) { inner.repeats = true; repeats++ }
    else if (piece === '?' || piece === '|') inner.forks = true
    else if (piece === '(') open.push({ repeats: false, forks: false })
    else if (piece === ')' && open.length > 1) {
      closed = open.pop()!
      const outer = open.at(-1)!
      outer.repeats ||= closed.repeats
      outer.forks ||= closed.forks
    }
  }
  return Math.max(text.length, 1) ** (repeats + 1) <= MOST
}
