import type { Reach, RoleRule } from '../contract.ts'
import { divisionOf, isAtMost, reaches } from '../staff/reach.ts'
import { mayTake } from '../staff/rules.ts'
import type { HeldDuty, Roles } from '../staff/rules.ts'

/** One unit's work goes to another. */
export type Pair = { readonly unit: string; readonly into: string }
/** Where units that were merged (or are to be) went, and from which day. */
export type Merged = ReadonlyMap<string, { readonly into: string; readonly on: string }>

/** The unit that carries on a unit's work on a day: itself, as long as it was not merged. */
export function carriedOnBy(merged: Merged, unit: string, day: string): string {
  let own = unit
  for (let next = merged.get(own); next && next.on <= day; next = merged.get(own)) own = next.into
  return own
}

/** A unit with all that were merged into it by a day, itself first. */
export function withMerged(merged: Merged, unit: string, day: string): string[] {
  return [unit, ...[...merged.keys()].filter((other) => other !== unit && carriedOnBy(merged, other, day) === unit)]
}

/** Why these units cannot be merged on a day, in Chinese; nothing when they can. A unit that has gone never comes back, so no chain of merges is a circle. */
export function wrongMerge(pairs: readonly Pair[], merged: Merged, on: string, nameOf: (unit: string) => string): string | undefined {
  const leaving = new Set<string>()
  for (const { unit } of pairs) {
    if (leaving.has(unit)) return `${nameOf(unit)}写了两次`
    leaving.add(unit)
  }
  for (const { unit, into } of pairs) {
    if (unit === into) return `${nameOf(unit)}不能并入自己`
    if (leaving.has(into)) return `${nameOf(into)}自己也要并入别的单位，请直接写最后承接的单位`
    const gone = merged.get(unit)
    if (gone) return `${nameOf(unit)}已定于 ${gone.on} 并入${nameOf(gone.into)}`
    const away = merged.get(into)
    if (away && away.on <= on) return `${nameOf(into)}到那天已经并入${nameOf(away.into)}`
    const late = [...merged].find(([, one]) => one.into === unit && one.on >= on)
    if (late) return `${nameOf(late[0])}那天或以后才并入${nameOf(unit)}，请先改那次调整`
  }
  return undefined
}

/**
 * Duties (role:reach) that go along into a unit: those that whoever confirms could give there, since nobody rises by a merge above what its
 * confirmer hands out. Into another division only those of the unit itself: what reached over a county would reach over its city.
 */
export function followingDuties(all: readonly RoleRule[], roles: Roles, confirmer: { readonly account: string; readonly duties: readonly HeldDuty[] }, { unit, into }: Pair, today: string): string[] {
  const isFar = divisionOf(unit) !== divisionOf(into)
  return all.flatMap((role) => reaches.filter((reach) => isAtMost(reach, role.reach) && !(isFar && reach !== 'unit') && mayTake(roles, confirmer, '', { unit: into, reach, role: role.id }, today)).map((reach) => dutyKey(role.id, reach)))
}

export const dutyKey = (role: string, reach: Reach): string => `${role}:${reach}`
