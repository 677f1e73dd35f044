import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '../../port.ts'
import { dutiesEnded } from '../contract.ts'
import type { confirmDuty as confirmRoute, giveDuty as giveRoute, StaffMember, takeDuty as takeRoute } from '../contract.ts'
import { dutyDeadline, whenDutyEnds } from '../deadline.ts'
import { earlier, ownDuties } from '../members.ts'
import { mayAt, mayGive, mayTake } from '../rules.ts'
import type { HeldDuty } from '../rules.ts'
import { staffStore } from '../store.ts'
import { memberView } from '../views.ts'

/** Gives a role in a post: only what one could give oneself, and never to oneself. */
export async function give(context: Context, { id, role, reach, since, until }: InputOf<typeof giveRoute>): Promise<Result<StaffMember>> {
  const store = staffStore(context.db)
  const today = localDate(context.now)
  const post = await store.post(id)
  const own = await ownDuties(context)
  const { role: roleOf } = context.ask(organisationsPort)
  if (!post || post.closed_at !== null || !mayAt(roleOf, own, 'staff:grant', post.unit, today)) return fail('organisations/no-post')
  // Two givers at once see each other: else each might give one of two roles that must stay apart.
  await store.find(post.account, true)
  const last = until ?? null
  if (since < today || (last !== null && last < since) || (post.until !== null && post.until < since)) return fail('organisations/wrong-term', '从今天或以后开始，到岗位结束之前')
  const answer = mayGive(roleOf, { giver: { account: context.actor.id, duties: own }, taker: { account: post.account, duties: await everyDuty(context, post.account) }, role, unit: post.unit, reach, since, until: last }, today)
  if ('refused' in answer) {
    context.audit({ act: 'organisations.give-refused', object: `staff/${post.account}`, detail: { role, reach, unit: post.unit, why: answer.refused }, stands: true })
    return fail(answer.refused)
  }
  const duty = context.ids.next()
  const { through } = answer
  await store.addDuty({ id: duty, post: id, role, reach, since, until: last, given_by: context.actor.id }, isStored(through) ? through.id : null, context.now)
  if (last !== null) await whenDutyEnds(context, duty, last)
  context.audit({ act: 'organisations.duty-given', object: `staff/${post.account}`, detail: { duty, role, reach, unit: post.unit, since, until: last } })
  return memberView(context, post.account)
}

const isStored = (duty: HeldDuty): boolean => !duty.id.includes('.')

/** Everything that somebody holds or will hold, in all posts. */
export async function everyDuty(context: Context, account: string): Promise<HeldDuty[]> {
  const store = staffStore(context.db)
  const posts = new Map((await store.posts(account)).filter((post) => post.closed_at === null).map((post) => [post.id, post]))
  return (await store.duties(account)).filter((duty) => duty.withdrawn_at === null && posts.has(duty.post)).map((duty) => ({ id: duty.id, role: duty.role, unit: posts.get(duty.post)!.unit, reach: duty.reach, since: duty.since, until: earlier(duty.until, posts.get(duty.post)!.until) }))
}

/** Takes a duty away at once; taking it again changes nothing. */
export async function take(context: Context, { id, reason }: InputOf<typeof takeRoute>): Promise<Result<StaffMember>> {
  const store = staffStore(context.db)
  const duty = await store.duty(id, true)
  const own = await ownDuties(context)
  const { role } = context.ask(organisationsPort)
  const today = localDate(context.now)
  if (!duty || !mayAt(role, own, 'staff:grant', duty.unit, today)) return fail('organisations/no-duty')
  if (duty.account === context.actor.id) return fail('organisations/own-duty')
  if (!mayTake(role, { account: context.actor.id, duties: own }, duty.account, duty, today)) return fail('organisations/not-yours-to-give')
  if (await store.takeDuty(id, context.actor.id, reason.trim(), context.now)) {
    await context.deadlines.clear(dutyDeadline, id)
    context.emit(dutiesEnded, { account: duty.account, unit: duty.unit })
    context.audit({ act: 'organisations.duty-taken', object: `staff/${duty.account}`, detail: { duty: id, role: duty.role, unit: duty.unit, reason } })
  }
  return memberView(context, duty.account)
}

/** Somebody answerable says that a duty is still needed; once a quarter. */
export async function confirm(context: Context, { id }: InputOf<typeof confirmRoute>): Promise<Result<Record<string, never>>> {
  const store = staffStore(context.db)
  const duty = await store.duty(id, true)
  const today = localDate(context.now)
  if (!duty || duty.withdrawn_at !== null || !mayAt(context.ask(organisationsPort).role, await ownDuties(context), 'staff:confirm', duty.unit, today)) return fail('organisations/no-duty')
  if (duty.account === context.actor.id) return fail('organisations/own-duty')
  await store.confirmDuty(id, today, context.actor.id)
  context.audit({ act: 'organisations.duty-confirmed', object: `staff/${duty.account}`, detail: { duty: id, role: duty.role, unit: duty.unit } })
  return ok({})
}
