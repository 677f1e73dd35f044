import { fail } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '../../port.ts'
import type { addPost as addRoute, endPost as endRoute, joinStaff as joinRoute, leaveStaff as leaveRoute, movePost as moveRoute, StaffMember } from '../contract.ts'
import { endPostOn } from '../deadline.ts'
import { ownDuties } from '../members.ts'
import { mayAt } from '../rules.ts'
import { phonePurpose } from '../sealing.ts'
import { staffStore } from '../store.ts'
import type { PostRow } from '../store.ts'
import { memberView } from '../views.ts'

type Answer = Promise<Result<StaffMember>>

/** Somebody new comes: an account and a first post. What they may do is given apart, by somebody else where the three stand apart. */
export async function join(context: Context, input: InputOf<typeof joinRoute>): Answer {
  const { account, name, phone, unit, title, since } = input
  const refused = await refusal(context, unit)
  if (refused) return refused
  if (since < addDays(localDate(context.now), -366)) return fail('organisations/wrong-term', '到岗日期不能早于一年前')
  const store = staffStore(context.db)
  const added = await store.add({ account, name: name.trim(), phone: phone ? Buffer.from(context.keys.seal(phonePurpose, phone)) : null, left_on: null }, context.now)
  if (!added) return fail('organisations/account-taken')
  await place(context, { account, unit, title, since })
  context.audit({ act: 'organisations.joined', object: `staff/${account}`, detail: { unit, title, since } })
  return memberView(context, account)
}

/** One more post beside those that somebody has. */
export async function addPost(context: Context, { account, unit, title, since }: InputOf<typeof addRoute>): Answer {
  const known = await staffStore(context.db).find(account, true)
  if (!known || known.left_on !== null) return fail('organisations/no-member')
  const refused = await refusal(context, unit, account)
  if (refused) return refused
  if (since < localDate(context.now)) return fail('organisations/wrong-term', '新岗位从今天或以后开始')
  await place(context, { account, unit, title, since })
  context.audit({ act: 'organisations.placed', object: `staff/${account}`, detail: { unit, title, since } })
  return memberView(context, account)
}

/** From a day on elsewhere: the old post ends the day before, and its duties stay behind. */
export async function move(context: Context, { id, unit, title, on }: InputOf<typeof moveRoute>): Answer {
  const found = await held(context, id)
  if (!found.ok) return found
  const post = found.value
  const refused = await refusal(context, unit, post.account)
  if (refused) return refused
  if (await isMoved(context, post, { unit, title, on })) return memberView(context, post.account)
  if (on < localDate(context.now) || on <= post.since || (post.until !== null && post.until < on)) return fail('organisations/wrong-term', '调岗从今天或以后开始，在原岗位到期之前')
  await endPostOn(context, id, addDays(on, -1))
  await place(context, { account: post.account, unit, title, since: on })
  context.audit({ act: 'organisations.moved', object: `staff/${post.account}`, detail: { from: post.unit, unit, title, on } })
  return memberView(context, post.account)
}

/** The same move asked for again changes nothing. */
async function isMoved(context: Context, post: PostRow, { unit, title, on }: { unit: string; title: string; on: string }): Promise<boolean> {
  return post.until === addDays(on, -1) && (await staffStore(context.db).posts(post.account)).some((one) => one.unit === unit && one.title === title && one.since === on)
}

export async function end(context: Context, { id, until }: InputOf<typeof endRoute>): Answer {
  const found = await held(context, id)
  if (!found.ok) return found
  const post = found.value
  if (post.until !== until) {
    if (!isLastDay(context, post, until)) return fail('organisations/wrong-term', '最后一天从昨天起，不早于到岗那天')
    await endPostOn(context, id, until)
    context.audit({ act: 'organisations.post-ended', object: `staff/${post.account}`, detail: { post: id, unit: post.unit, until } })
  }
  return memberView(context, post.account)
}

/** Leaves altogether: all posts end with the day, also those that were to begin later. */
export async function leave(context: Context, { account, until }: InputOf<typeof leaveRoute>): Answer {
  const store = staffStore(context.db)
  const known = await store.find(account, true)
  if (!known) return fail('organisations/no-member')
  if (known.left_on === until) return memberView(context, account)
  const open = (await store.posts(account)).filter((post) => post.closed_at === null)
  for (const post of open) {
    const refused = await refusal(context, post.unit, account)
    if (refused) return refused
  }
  if (open.length === 0) return fail('organisations/no-member')
  if (until < addDays(localDate(context.now), -1)) return fail('organisations/wrong-term', '最后一天从昨天起')
  for (const post of open) await endPostOn(context, post.id, post.since > until ? addDays(post.since, -1) : until)
  await store.leave(account, until)
  context.audit({ act: 'organisations.left', object: `staff/${account}`, detail: { until } })
  return memberView(context, account)
}

const isLastDay = (context: Context, post: PostRow, day: string): boolean => day >= addDays(localDate(context.now), -1) && day >= addDays(post.since, -1)

async function place(context: Context, { account, unit, title, since }: { account: string; unit: string; title: string; since: string }): Promise<void> {
  await staffStore(context.db).addPost({ id: context.ids.next(), account, unit, title: title.trim(), since, until: null }, context.actor.id, context.now)
}

/** A post that the acting official may change, locked. */
async function held(context: Context, id: string): Promise<Result<PostRow>> {
  const post = await staffStore(context.db).post(id, true)
  if (!post || post.closed_at !== null || !mayAt(roleOf(context), await ownDuties(context), 'staff:manage', post.unit, localDate(context.now))) return fail('organisations/no-post')
  return post.account === context.actor.id ? fail('organisations/own-post') : { ok: true, value: post }
}

async function refusal(context: Context, unit: string, account?: string) {
  const organisations = context.ask(organisationsPort)
  if (!organisations.unitById(unit)) return fail('organisations/no-unit')
  const heir = organisations.carriedOnBy(unit)
  if (heir !== unit) return fail('organisations/no-unit', `这个单位已经并入${organisations.unitById(heir)?.name ?? heir}`)
  if (account === context.actor.id) return fail('organisations/own-post')
  return mayAt(roleOf(context), await ownDuties(context), 'staff:manage', unit, localDate(context.now)) ? undefined : fail('organisations/out-of-reach')
}

const roleOf = (context: Context) => context.ask(organisationsPort).role
