import type { Hand, Reach, RoleRule } from '../contract.ts'
import { covers, coversAll, isAtMost } from './reach.ts'
import type { Range, UnitId } from './reach.ts'

/** A day, `2026-11-26`; days compare as texts. */
type Day = string

/** A role that somebody holds in a post: where, how far, from which day to which (the last counts; null: until it is taken). */
export type HeldDuty = Range & { readonly id: string; readonly role: string; readonly since: Day; readonly until: Day | null }

export type Roles = (id: string) => RoleRule | undefined

export type Giving = {
  readonly giver: { readonly account: string; readonly duties: readonly HeldDuty[] }
  /** Whoever is to get it, with all that they hold or will hold. */
  readonly taker: { readonly account: string; readonly duties: readonly HeldDuty[] }
  readonly role: string
  readonly unit: UnitId
  readonly reach: Reach
  readonly since: Day
  readonly until: Day | null
}

export type Refusal =
  | 'organisations/own-duty' | 'organisations/no-role' | 'organisations/reach-too-wide' | 'organisations/not-yours-to-give'
  | 'organisations/longer-than-own' | 'organisations/hands-apart' | 'organisations/already-held'

export const isInForce = (term: { readonly since: Day; readonly until: Day | null }, day: Day): boolean => term.since <= day && (term.until === null || day <= term.until)

const lasts = (own: Day | null, asked: Day | null): boolean => own === null || (asked !== null && asked <= own)
const overlaps = (a: { since: Day; until: Day | null }, b: { since: Day; until: Day | null }): boolean => (a.until === null || b.since <= a.until) && (b.until === null || a.since <= b.until)

/** The duty by which somebody may give a role today; else why not. Nobody gives more than they hold: no other role, no farther, no longer. */
export function mayGive(roles: Roles, giving: Giving, today: Day): { readonly through: HeldDuty } | { readonly refused: Refusal } {
  const { giver, taker, role: id, unit, reach, since, until } = giving
  const role = roles(id)
  if (!role || id === 'resident') return { refused: 'organisations/no-role' }
  if (giver.account === taker.account) return { refused: 'organisations/own-duty' }
  if (!isAtMost(reach, role.reach)) return { refused: 'organisations/reach-too-wide' }
  const able = giver.duties.filter((duty) => isInForce(duty, today) && roles(duty.role)?.gives.includes(id) && coversAll(duty, { unit, reach }))
  if (able.length === 0) return { refused: 'organisations/not-yours-to-give' }
  const through = able.find((duty) => lasts(duty.until, until))
  if (!through) return { refused: 'organisations/longer-than-own' }
  const meanwhile = taker.duties.filter((duty) => overlaps(duty, { since, until }))
  if (meanwhile.some((duty) => duty.role === id && duty.unit === unit && duty.reach === reach)) return { refused: 'organisations/already-held' }
  if (meanwhile.some((duty) => areApart(role, roles(duty.role)))) return { refused: 'organisations/hands-apart' }
  return { through }
}

/** The system, the security and the audit administrator are three people, and none of them handles business (GB/T 22239-2019 8.1.5). */
export function areApart(one: Pick<RoleRule, 'hand'>, other: Pick<RoleRule, 'hand'> | undefined): boolean {
  return other !== undefined && one.hand !== other.hand
}

/** Whether somebody may take a duty away today: whoever could give it may, whoever gave it or not; never from themselves. */
export function mayTake(roles: Roles, giver: Giving['giver'], taker: string, duty: Range & { readonly role: string }, today: Day): boolean {
  return giver.account !== taker && giver.duties.some((own) => isInForce(own, today) && roles(own.role)?.gives.includes(duty.role) && coversAll(own, duty))
}

/**
 * Whether somebody may let another sign in who cannot: whoever lets them in could come in as them, so only somebody who may
 * take away all that they hold.
 */
export function mayLetIn(roles: Roles, giver: Giving['giver'], taker: Giving['taker'], units: readonly UnitId[], today: Day): boolean {
  return giver.account !== taker.account && units.length > 0 && units.every((unit) => mayAt(roles, giver.duties, 'staff:grant', unit, today)) && taker.duties.every((duty) => mayTake(roles, giver, taker.account, duty, today))
}

/** Whether a permission that somebody has by their duties reaches a unit today. */
export function mayAt(roles: Roles, duties: readonly HeldDuty[], permission: string, unit: UnitId, today: Day): boolean {
  return duties.some((duty) => isInForce(duty, today) && roles(duty.role)?.permissions.includes(permission) && covers(duty, unit))
}

/** What is wrong with the roles themselves, in Chinese; nothing when giving can never rise above whoever began it. */
export function wrongRoles(all: readonly RoleRule[]): string[] {
  const byId = new Map(all.map((role) => [role.id, role]))
  return all.flatMap((role) => role.gives.flatMap((id) => {
    const given = byId.get(id)
    if (!given) return [`角色 ${role.id} 授予的 ${id} 不存在`]
    if (given.hand !== undefined && given.hand !== role.hand) return [`角色 ${role.id} 不能授予另一员 ${id}（三员分立）`]
    const risen = given.gives.filter((further) => !role.gives.includes(further))
    return risen.map((further) => `角色 ${role.id} 授予 ${id}，${id} 又能授予 ${further}，超出了 ${role.id}`)
  }))
}

/** The three of 三员 in the words of screens. */
export const handNames: Readonly<Record<Hand, string>> = { system: '系统管理员', security: '安全管理员', audit: '审计管理员' }
