import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { findUnits, organisationsPort, unitTitle } from '../port.ts'
import type { Role } from '../contract.ts'
import type { Duty, listReviews as reviewsRoute, listStaff as listRoute, Post, Power, StaffMember } from './contract.ts'
import { earlier, memberOf, namesOf, ownDuties, rangesOf } from './members.ts'
import type { Member } from './members.ts'
import { covers, coversAll, reaches } from './reach.ts'
import { isInForce, mayAt, mayTake } from './rules.ts'
import type { HeldDuty } from './rules.ts'
import { phonePurpose } from './sealing.ts'
import { COUNTED, staffStore } from './store.ts'
import type { DutyRow, FormerRow, PostRow } from './store.ts'

const unitName = (context: Context, unit: string): string => context.ask(organisationsPort).unitById(unit)?.name ?? unit
const roleName = (context: Context, role: string): string => context.ask(organisationsPort).role(role)?.name ?? role

/** Officials within reach, by place. */
export async function list(context: Context, { unit, text, page }: InputOf<typeof listRoute>) {
  const store = staffStore(context.db)
  const filter = { ranges: await rangesOf(context, 'staff:read'), ...(unit ? { unit } : {}), ...(text?.trim() ? { text: text.trim() } : {}) }
  const [rows, total] = await Promise.all([store.list(filter, page ?? 1), store.count(filter)])
  const roles = await store.rolesOf(rows.map((row) => row.post), localDate(context.now))
  const own = context.actor.traits['unit'] ?? ''
  return ok({
    staff: rows.map((row) => ({ ...row, unitName: unitName(context, row.unit), roles: roles.filter((one) => one.post === row.post).map((one) => roleName(context, one.role)) })),
    total, more: total === COUNTED, mayJoin: context.actor.permissions.has('staff:manage'), unit: own,
  })
}

/** Units within reach whose name holds what was typed. */
export async function units(context: Context, { text }: { text: string }) {
  const organisations = context.ask(organisationsPort)
  const ranges = await rangesOf(context, 'staff:read')
  const found = findUnits(organisations, { text, levels: ['county', 'prefecture', 'province', 'township'], most: 20, isWithin: (unit) => ranges.some((range) => covers(range, unit.id)) })
  return ok({ units: found.map((unit) => ({ id: unit.id, name: unitTitle(organisations, unit), division: organisations.nameOf(unit.division) })) })
}

/** One official, as far as the reader reaches: posts elsewhere are not shown. */
export async function read(context: Context, { account }: { account: string }): Promise<Result<StaffMember>> {
  return memberView(context, account)
}

export async function memberView(context: Context, account: string): Promise<Result<StaffMember>> {
  const store = staffStore(context.db)
  const row = await store.find(account)
  const mine = await ownDuties(context)
  const { role } = context.ask(organisationsPort)
  const seen = mine.filter((duty) => role(duty.role)?.permissions.includes('staff:read'))
  const posts = row ? (await store.posts(account)).filter((post) => seen.some((range) => covers(range, post.unit))) : []
  if (!row || posts.length === 0) return fail('organisations/no-member')
  const duties = (await store.duties(account)).filter((duty) => duty.withdrawn_at === null)
  const names = await namesOf(context, duties.flatMap((duty) => [duty.given_by, ...(duty.confirmed_by ? [duty.confirmed_by] : [])]))
  const former = await store.former(posts.map((post) => post.id))
  const shown = posts.map((post) => postOf(context, { post, duties, former, names, mine }))
  const member = await memberOf(context, account)
  const visible = member && { ...member, posts: member.posts.filter((post) => shown.some((one) => one.id === post.id)) }
  context.audit({ act: 'organisations.member-read', object: `staff/${account}` })
  return ok({
    account, name: row.name, phone: row.phone && context.keys.open(phonePurpose, row.phone), leftOn: row.left_on, isSelf: account === context.actor.id,
    posts: shown, powers: visible ? powersOf(context, visible, names, duties) : [],
  })
}

type Shown = { readonly post: PostRow; readonly duties: readonly DutyRow[]; readonly former: readonly FormerRow[]; readonly names: ReadonlyMap<string, string>; readonly mine: readonly HeldDuty[] }

function postOf(context: Context, { post, duties, former, names, mine }: Shown): Post {
  const today = localDate(context.now)
  const { role } = context.ask(organisationsPort)
  const isOver = post.closed_at !== null || (post.until !== null && post.until < today)
  const isOther = post.account !== context.actor.id && !isOver
  const giver = { account: context.actor.id, duties: mine }
  return {
    id: post.id, unit: post.unit, unitName: unitName(context, post.unit), title: post.title, since: post.since, until: post.until, state: isOver ? 'over' : post.since > today ? 'coming' : 'in',
    former: former.filter((one) => one.post === post.id).map((one) => ({ unitName: unitName(context, one.unit), until: one.until })),
    duties: duties.filter((duty) => duty.post === post.id && (duty.until === null || duty.until >= today)).map((duty): Duty => ({
      id: duty.id, role: duty.role, roleName: roleName(context, duty.role), reach: duty.reach, since: duty.since, until: duty.until, givenBy: names.get(duty.given_by) ?? duty.given_by, givenAt: duty.given_at.toISOString(),
      confirmedOn: duty.confirmed_on, confirmedBy: duty.confirmed_by && (names.get(duty.confirmed_by) ?? duty.confirmed_by), mayTake: isOther && mayTake(role, giver, post.account, { ...duty, unit: post.unit }, today),
    })),
    mayManage: isOther && mayAt(role, mine, 'staff:manage', post.unit, today),
    gives: isOther ? giftsOf(context, mine, post.unit) : [],
  }
}

/** What may be given in a unit by the duties one holds; refused combinations show when they are tried. */
function giftsOf(context: Context, mine: readonly HeldDuty[], unit: string): Post['gives'] {
  const today = localDate(context.now)
  const { role, roles } = context.ask(organisationsPort)
  return roles().flatMap((one: Role) => {
    const able = mine.filter((duty) => isInForce(duty, today) && role(duty.role)?.gives.includes(one.id))
    const far = reaches.slice(0, reaches.indexOf(one.reach) + 1).filter((reach) => able.some((duty) => coversAll(duty, { unit, reach })))
    if (far.length === 0) return []
    const ends = able.filter((duty) => covers(duty, unit)).map((duty) => duty.until)
    return [{ role: one.id, name: one.name, reaches: far, until: ends.includes(null) ? null : ends.sort().at(-1) ?? null }]
  })
}

/** Each thing that somebody may do, with the duties from which it comes. */
function powersOf(context: Context, member: Member, names: ReadonlyMap<string, string>, duties: readonly DutyRow[]): Power[] {
  const { role, permissionName } = context.ask(organisationsPort)
  const from = new Map<string, Power['from'][number][]>()
  for (const post of member.posts) for (const duty of post.duties) for (const permission of role(duty.role)?.permissions ?? []) {
    const giver = duties.find((one) => one.id === duty.id)?.given_by
    const line = { roleName: roleName(context, duty.role), title: post.title, unitName: unitName(context, post.unit), reach: duty.reach, givenBy: giver ? names.get(giver) ?? giver : '演示', until: earlier(duty.until, post.until) }
    from.set(permission, [...from.get(permission) ?? [], line])
  }
  return [...from].map(([permission, lines]) => ({ permission, name: permissionName(permission), from: lines })).sort((a, b) => a.permission.localeCompare(b.permission))
}

/** Everybody may read what they themselves hold and from whom. */
export async function mine(context: Context): Promise<Result<StaffMember>> {
  const { actor } = context
  const member = (actor.kind === 'official' ? await memberOf(context, actor.id) : undefined) ?? { account: '', name: actor.name, posts: [] }
  const store = staffStore(context.db)
  const duties = (await store.duties(member.account)).filter((duty) => duty.withdrawn_at === null)
  const names = await namesOf(context, duties.flatMap((duty) => [duty.given_by, ...(duty.confirmed_by ? [duty.confirmed_by] : [])]))
  const posts = (await store.posts(member.account)).filter((post) => post.closed_at === null)
  const former = await store.former(posts.map((post) => post.id))
  return ok({ account: member.account, name: member.name, phone: null, leftOn: null, isSelf: true, posts: posts.map((post) => postOf(context, { post, duties, former, names, mine: [] })), powers: powersOf(context, member, names, duties) })
}

/** The quarter of a day: how it is called, its first and its last day. */
export function quarterOf(day: string): { name: string; first: string; last: string } {
  const number = Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  const [from, to] = [['01-01', '03-31'], ['04-01', '06-30'], ['07-01', '09-30'], ['10-01', '12-31']][number]!
  return { name: `${day.slice(0, 4)} 年第 ${number + 1} 季度`, first: `${day.slice(0, 4)}-${from}`, last: `${day.slice(0, 4)}-${to}` }
}

/** Duties within reach that nobody has confirmed this quarter; those given in it need none. */
export async function reviews(context: Context, { page }: InputOf<typeof reviewsRoute>) {
  const today = localDate(context.now)
  const quarter = quarterOf(today)
  const store = staffStore(context.db)
  const ranges = await rangesOf(context, 'staff:confirm')
  const rows = await store.unconfirmed(ranges, context.actor.id, quarter.first, page ?? 1)
  const total = await store.countUnconfirmed(ranges, context.actor.id, quarter.first)
  const names = await namesOf(context, rows.map((row) => row.given_by))
  const giver = { account: context.actor.id, duties: await ownDuties(context) }
  return ok({
    reviews: rows.map((row) => ({
      duty: row.duty, account: row.account, name: row.name, unitName: unitName(context, row.unit), title: row.title, roleName: roleName(context, row.role), reach: row.reach, since: row.duty_since, until: row.duty_until,
      givenBy: names.get(row.given_by) ?? row.given_by, mayTake: context.actor.permissions.has('staff:grant') && mayTake(context.ask(organisationsPort).role, giver, row.account, row, today),
    })),
    total, more: total === COUNTED, quarter: quarter.name, due: quarter.last,
  })
}
