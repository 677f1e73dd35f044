import { ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { queueStore } from '../store.ts'
import { queueOf } from './lists.ts'

/** How much waits for this official, by lamp and step. */
export async function figures(context: Context) {
  const rows = await queueStore(context.db).figures(await queueOf(context))
  const days = rows.map((row) => row.nearest).filter((day) => day !== null).sort()
  return ok({ total: rows.reduce((sum, row) => sum + row.count, 0), nearest: days[0] ?? null, groups: rows.map(({ lamp, action, name, count }) => ({ lamp, action, name, count })) })
}

/** Colleagues with a post in one's unit; with `people`, those whose post may do such a task. */
export async function colleagues(context: Context, { people }: { people?: string }) {
  const { actor } = context
  const organisations = context.ask(organisationsPort)
  const staff = context.ask(staffPort)
  const unit = actor.traits['unit'] ?? ''
  const found = (await staff.membersOf(unit)).filter((one) => one.account !== actor.id).map((one) => ({ one, posts: one.posts.filter((post) => post.unit === unit) }))
  const fits = found.filter(({ posts }) => !people || posts.some((post) => staff.peopleIn(post).includes(people)))
  return ok({ colleagues: fits.map(({ one, posts }) => ({ account: one.account, name: one.name, posts: [...new Set(posts.flatMap((post) => post.duties.map((duty) => organisations.role(duty.role)?.name ?? duty.role)))] })) })
}
