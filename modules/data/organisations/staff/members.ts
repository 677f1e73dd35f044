import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Role } from '../contract.ts'
import { organisationsPort } from '../port.ts'
import type { Range } from './reach.ts'
import { isInForce } from './rules.ts'
import type { HeldDuty } from './rules.ts'
import { staffStore } from './store.ts'

/** Who gave what the catalogue of the demonstration names. */
export const FROM_CATALOGUE = 'catalogue'

/** A post that somebody is in, with the duties in force there. */
export type HeldPost = { readonly id: string; readonly unit: string; readonly title: string; readonly since: string; readonly until: string | null; readonly duties: readonly HeldDuty[] }
/** An official as they stand today. */
export type Member = { readonly account: string; readonly name: string; readonly posts: readonly HeldPost[] }

/** Who an account belongs to, with posts and duties in force today; nobody when there is no such account or they have left. */
export async function memberOf(context: Context, account: string): Promise<Member | undefined> {
  const store = staffStore(context.db)
  const row = account.includes('.') ? undefined : await store.find(account)
  if (!row) return derivedMember(context, account)
  const today = localDate(context.now)
  if (row.left_on !== null && row.left_on < today) return undefined
  const duties = await store.duties(account)
  const posts = (await store.posts(account)).filter((post) => isInForce(post, today))
  return {
    account, name: row.name,
    posts: posts.map(({ id, unit, title, since, until }) => ({
      id, unit, title, since, until,
      duties: duties.filter((duty) => duty.post === id && duty.withdrawn_at === null && isInForce(duty, today)).map((duty) => ({ id: duty.id, role: duty.role, unit, reach: duty.reach, since: duty.since, until: earlier(duty.until, until) })),
    })),
  }
}

/** A duty never outlasts its post. */
export const earlier = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a < b ? a : b)

/** In the demonstration every unit has one official a role, who is written nowhere: account `reviewer.market-supervision.220102`. */
function derivedMember(context: Context, account: string): Member | undefined {
  if (!context.config.demonstration) return undefined
  const organisations = context.ask(organisationsPort)
  const [roleId = '', department = '', division = '', extra, more] = account.split('.')
  const role = organisations.role(roleId)
  const unit = organisations.unit(department, division)
  if (!role || !unit || roleId === 'resident' || more !== undefined || (extra !== undefined && !/^\d$/.test(extra))) return undefined
  const term = { since: '2020-01-01', until: null }
  return { account, name: `${unit.name}${role.name}${extra ?? ''}`, posts: [{ id: account, unit: unit.id, title: role.name, ...term, duties: [{ id: account, role: roleId, unit: unit.id, reach: role.reach, ...term }] }] }
}

/** Everybody with a post in a unit today; in the demonstration those as well who are written nowhere. */
export async function membersOf(context: Context, unit: string): Promise<Member[]> {
  const stored = await staffStore(context.db).ofUnit(unit, localDate(context.now))
  const derived = context.ask(organisationsPort).roles().filter((role) => role.people.length > 0).map((role) => `${role.id}.${unit.replace('@', '.')}`)
  const found = await Promise.all([...stored.map((row) => row.account), ...derived].map((account) => memberOf(context, account)))
  return found.filter((one) => one !== undefined)
}

/** The roles that somebody has in a post. */
export const rolesIn = (context: Context, post: HeldPost): Role[] => {
  const organisations = context.ask(organisationsPort)
  return [...new Set(post.duties.map((duty) => duty.role))].map((id) => organisations.role(id)).filter((role) => role !== undefined)
}

/** What the acting official holds in the post that they act in now. */
export async function ownDuties(context: Context): Promise<readonly HeldDuty[]> {
  if (context.actor.kind !== 'official') return []
  const member = await memberOf(context, context.actor.id)
  return member?.posts.find((post) => post.id === context.actor.traits['post'])?.duties ?? []
}

/** Where a permission reaches by the duties in which the acting official has it. */
export async function rangesOf(context: Context, permission: string): Promise<Range[]> {
  const { role } = context.ask(organisationsPort)
  return (await ownDuties(context)).filter((duty) => role(duty.role)?.permissions.includes(permission))
}

/** Names of accounts as they are told to others. */
export async function namesOf(context: Context, accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(accounts)]
  const stored = new Map((await staffStore(context.db).names(wanted)).map((row) => [row.account, row.name]))
  for (const account of wanted) {
    const name = stored.has(account) ? undefined : derivedMember(context, account)?.name
    if (name) stored.set(account, name)
  }
  return stored.set(FROM_CATALOGUE, '任命（目录）')
}
