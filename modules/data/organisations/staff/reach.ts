import type { Reach } from '../contract.ts'

/** A unit by its id, `market-supervision@220102`. */
export type UnitId = string
/** How far somebody reaches, and from which unit. */
export type Range = { readonly unit: UnitId; readonly reach: Reach }

const departmentOf = (unit: UnitId): string => unit.slice(0, unit.indexOf('@'))
export const divisionOf = (unit: UnitId): string => unit.slice(unit.indexOf('@') + 1)

/** The beginning that a division's code has in common with all below it (GB/T 2260: 22 · 2201 · 220102; townships 9 digits). */
export const stemOf = (division: string): string => (division.length === 6 ? division.replace(/(00){1,2}$/, '') : division)

const isWithin = (inner: UnitId, outer: UnitId): boolean => divisionOf(inner).startsWith(stemOf(divisionOf(outer)))

/** Whether a unit lies in a range. */
export function covers({ unit, reach }: Range, asked: UnitId): boolean {
  if (reach === 'unit') return asked === unit
  return isWithin(asked, unit) && (reach === 'below' || departmentOf(asked) === departmentOf(unit))
}

/** Whether all that the inner range holds lies in the outer one. */
export function coversAll(outer: Range, inner: Range): boolean {
  if (!covers(outer, inner.unit)) return false
  if (inner.reach === 'unit' || outer.reach === 'below') return true
  return outer.reach === 'department' && inner.reach === 'department'
}

/** What the ids of all units in a range look like, for SQL's `like any`. */
export const patternOf = ({ unit, reach }: Range): string => (reach === 'unit' ? unit : `${reach === 'below' ? '%' : departmentOf(unit)}@${stemOf(divisionOf(unit))}%`)

/** From the narrowest. */
export const reaches: readonly Reach[] = ['unit', 'department', 'below']
export const isAtMost = (reach: Reach, most: Reach): boolean => reaches.indexOf(reach) <= reaches.indexOf(most)
