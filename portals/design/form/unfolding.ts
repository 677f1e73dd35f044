import { onBeforeUnmount, onMounted, reactive, watch } from 'vue'

/** Questions that are drawn at once; what lies further below comes while the person reads. */
const AT_ONCE = 40
const NEXT = 60

export interface Unfolding { count: number, all: () => void }

/** Draws the sections of a long form in portions, so that its beginning is there as soon as that of a short one. */
export function useUnfolding(sizes: () => readonly number[]): Unfolding {
  let timer: ReturnType<typeof setTimeout> | undefined
  const state = reactive<Unfolding>({ count: portion(0, AT_ONCE), all: () => { state.count = sizes().length } })

  /** So many sections, from here on, as hold about this many questions; one at least. */
  function portion(from: number, questions: number): number {
    const all = sizes()
    let [count, sum] = [from, 0]
    while (count < all.length && (sum === 0 || sum + all[count]! <= questions)) sum += all[count++]!
    return count
  }
  function more() {
    if (state.count >= sizes().length) return
    state.count = portion(state.count, NEXT)
    later()
  }
  function later() {
    clearTimeout(timer)
    timer = setTimeout(() => { requestAnimationFrame(() => more()) })
  }
  onMounted(later)
  watch(() => sizes().length, (length) => {
    if (length <= AT_ONCE) state.count = Math.max(state.count, portion(0, AT_ONCE))
    later()
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return state
}
