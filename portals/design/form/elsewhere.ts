import type { Answers } from '@xiangyun/forms/form'
import { write } from './pointers.ts'
import type { Elsewhere } from './together.ts'

/** Settles, question by question, which of two answers stands. `answered`: an answer has changed and wants to be saved. */
export function useElsewhere({ about, answered }: { about: { answers: Answers, elsewhere: Elsewhere | undefined }, answered: () => void }) {
  function settled(at: string) {
    const { elsewhere } = about
    if (!elsewhere) return
    const contested = elsewhere.contested.filter((one) => one.at !== at)
    about.elsewhere = contested.length + elsewhere.taken.length > 0 ? { ...elsewhere, contested } : undefined
  }
  function choose(at: string, value: unknown) {
    about.answers = write(about.answers, at, value)
    settled(at)
    answered()
  }
  return { choose, settled }
}
