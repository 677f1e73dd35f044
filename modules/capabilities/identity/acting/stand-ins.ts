import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import type { HeldPost } from '#modules/data/organisations/staff/port.ts'
import { identityStore } from '../store.ts'
import type { StandsInFor, standIn as standInRoute } from './contract.ts'
import { hasTooMany, strangeItem } from './delegations.ts'

/** While somebody is away a colleague of the same unit and kind of post does what was handed to them; each acts under their own name and by their own duties. */
export async function standIn(context: Context, { instead, items, since, until }: InputOf<typeof standInRoute>) {
  const { actor } = context
  if (until < since || since < localDate(context.now)) return fail('identity/past-date')
  const staff = context.ask(staffPort)
  const [own, colleague] = await Promise.all([staff.member(actor.id), staff.member(instead)])
  const post = own?.posts.find((one) => one.id === actor.traits['post'])
  if (!own || !post || !colleague || instead === actor.id || !isAlike(context, post, colleague.posts)) return fail('identity/no-colleague')
  if (await hasTooMany(context)) return fail('identity/too-many-delegations')
  const wrong = await strangeItem(context, items ?? [])
  if (wrong) return fail('identity/no-item', `没有“${wrong}”这个事项`)
  const id = context.ids.next()
  await identityStore(context.db).addDelegation({
    id, principal_kind: 'post', principal: post.id, principal_name: `${own.name}（${post.title}）`, sealed: null, giver_index: actor.id, giver_name: own.name, agent_index: instead, agent_name: colleague.name, items: items ?? null, since, until, revoked_at: null,
  }, context.now)
  context.audit({ act: 'identity.stand-in', object: `post/${post.id}`, detail: { instead, items: items ?? null, since, until } })
  return ok({ id })
}

/** A stand-in has a post in the same unit in which they are one of the people that the absent one is. */
function isAlike(context: Context, post: HeldPost, others: readonly HeldPost[]): boolean {
  const { peopleIn } = context.ask(staffPort)
  const people = new Set(peopleIn(post))
  return others.some((other) => other.unit === post.unit && peopleIn(other).some((one) => people.has(one)))
}

/** For whom the acting official stands in today, in the unit where they act: not for those who have left that post meanwhile. */
export async function standsInFor(context: Context): Promise<StandsInFor[]> {
  const { actor } = context
  if (actor.kind !== 'official') return []
  const given = await identityStore(context.db).delegationsTo(actor.id, 'post', localDate(context.now))
  const givers = [...new Set(given.map((row) => row.giver_index))]
  const members = new Map(await Promise.all(givers.map(async (account) => [account, await context.ask(staffPort).member(account)] as const)))
  return given.filter((row) => members.get(row.giver_index)?.posts.some((post) => post.id === row.principal && post.unit === actor.traits['unit'])).map((row) => ({ account: row.giver_index, items: row.items }))
}
