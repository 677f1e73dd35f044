import type { Mistake } from '#design/form/published.ts'
import type { Problem } from '#design/api.ts'

export type StepKey = 'situations' | 'form' | 'materials' | 'review'

/** What the server found wrong, each at the step where it can be mended. */
export interface Faults { situations: Mistake[], form: Mistake[], materials: Mistake[], conditions: Mistake[] }

export const noFaults: Faults = { situations: [], form: [], materials: [], conditions: [] }

export function faultsOf(problem: Problem): Faults {
  const below = (root: string) => problem.errors.filter(({ at }) => at.startsWith(root))
  return {
    situations: below('/situations/').map(({ at, message }) => ({ at, message })),
    form: below('/answers').map(({ at, message }) => ({ at: at.slice('/answers'.length), message })),
    materials: below('/materials/').map(({ at, message }) => ({ at, message })),
    conditions: below('/conditions/').map(({ at, message }) => ({ at, message })),
  }
}

/** The first step where something is to be mended. */
export const stepOf = (faults: Faults): StepKey =>
  faults.situations.length ? 'situations' : faults.form.length ? 'form' : faults.materials.length ? 'materials' : 'review'
