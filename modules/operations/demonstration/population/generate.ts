import { dayOf, makeChance } from './chance.ts'
import { firmMaker } from './firms.ts'
import type { Firm } from './firms.ts'
import { householdSketcher } from './households.ts'
import { peopleMaker } from './people.ts'
import type { Household, Marriage } from './people.ts'
import type { Sources } from './sources.ts'

/** A portion of the province: whole households with their marriages and firms. */
export type Portion = { readonly number: number; readonly seed: number; readonly households: readonly Household[]; readonly marriages: readonly Marriage[]; readonly firms: readonly Firm[]; readonly people: number }

export type Plan = { readonly seed: number; readonly today: string; readonly people: number }

const PORTION = 2_000
const PEOPLE_PER_FIRM = 10

/** Makes the synthetic province piece by piece; the same plan gives the same people, and no more than a portion is in memory. */
export function* generate(plan: Plan, sources: Sources): Generator<Portion> {
  const chance = makeChance(plan.seed)
  const today = dayOf(plan.today)
  const sketch = householdSketcher(sources.ages)
  const make = peopleMaker(sources, today)
  const firmFor = firmMaker(today)
  let [made, firms, number] = [0, 0, 0]
  while (made < plan.people) {
    const portion = { number: number++, seed: chance.whole(2 ** 31), households: [] as Household[], marriages: [] as Marriage[], firms: [] as Firm[], people: 0 }
    while (portion.people < PORTION && made < plan.people) {
      const next = make(chance, sketch(chance))
      portion.households.push(...next.households)
      portion.marriages.push(...next.marriages)
      for (const { people } of next.households) {
        made += people.length
        portion.people += people.length
        const head = people.find((p) => p.age >= 20 && p.age <= 65)
        if (head && firms < made / PEOPLE_PER_FIRM) {
          portion.firms.push(firmFor(chance, head))
          firms++
        }
      }
    }
    yield portion
  }
}
