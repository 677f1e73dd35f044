import type { Division, Organisations, Unit } from './contract.ts'

type Known = Pick<Organisations, 'divisions' | 'departments' | 'department' | 'unit' | 'nameOf'>
type Wanted = { readonly text: string; readonly levels: readonly Division['level'][]; readonly most: number; readonly isWithin?: (unit: Unit) => boolean }

/** Units whose name holds every word that was typed, level by level in the order asked for; at most so many. */
export function findUnits(organisations: Known, { text, levels, most, isWithin }: Wanted): Unit[] {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const found: Unit[] = []
  if (words.length === 0) return found
  for (const unit of unitsOf(organisations, levels)) {
    const said = `${unitTitle(organisations, unit)} ${unit.department} ${unit.division}`
    if (words.every((word) => said.includes(word)) && (!isWithin || isWithin(unit)) && found.push(unit) >= most) break
  }
  return found
}

function* unitsOf(organisations: Known, levels: readonly Division['level'][]): Generator<Unit> {
  for (const level of levels) {
    for (const { code } of organisations.divisions(level)) {
      for (const { id } of organisations.departments()) {
        const unit = organisations.unit(id, code)
        // A unit that was merged is answered by another.
        if (unit?.id === `${id}@${code}`) yield unit
      }
    }
  }
}

/** All departments share one office in a township: its title says for which it works. */
export const unitTitle = (organisations: Known, unit: Unit): string =>
  (unit.level === 'township' ? `${organisations.nameOf(unit.division)}（${organisations.department(unit.department)?.sector ?? unit.department}）` : unit.name)
