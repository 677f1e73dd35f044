import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { mayDo, withParties } from '../access.ts'
import { change, tell, save } from '../changing.ts'
import type { askExtension as extensionRoute, giveTask as giveRoute } from '../contract.ts'
import { caseStore } from '../store.ts'
import { send } from './answer-office.ts'

/** Hands a task to a colleague of the same unit and kind of post. */
export async function giveTask(context: Context, input: InputOf<typeof giveRoute>) {
  const store = caseStore(context.db)
  const task = await store.task(input.id)
  const row = task && (await store.find(task.case_id, true))
  if (!task || !row || task.closed_at) return fail('cases/no-task')
  const isHead = context.actor.permissions.has('cases:transfer') && context.actor.traits['unit'] === task.unit
  if (!isHead && !mayDo(context.actor, task, row, await context.ask(identityPort).standsInFor())) return fail('cases/not-yours')
  const colleague = await colleagueOf(context, input.to, task.unit)
  if (!colleague || !colleague.people.includes(task.people)) return fail('cases/no-colleague')
  if (input.to === task.asked_by) return fail('cases/own-request')
  await store.handOver(task.id, input.to)
  const changing = change(row)
  tell(context, changing, 'handover', `${task.name}转由${colleague.name}办理：${input.reason}`, true)
  await save(context, changing)
  context.audit({ act: 'cases.handover', object: `task/${task.id}`, detail: { to: input.to, reason: input.reason } })
  return ok({})
}

/** Somebody with a post in a unit, and the people of processes that they may be there. */
export async function colleagueOf(context: Context, account: string, unit: string): Promise<{ name: string; people: string[] } | undefined> {
  const staff = context.ask(staffPort)
  const member = await staff.member(account)
  const posts = member?.posts.filter((post) => post.unit === unit) ?? []
  return member && posts.length > 0 ? { name: member.name, people: withParties(posts.flatMap(staff.peopleIn)) } : undefined
}

/** Asks the head for more time, once the case is accepted and its item allows it (行政许可法 第四十二条). */
export async function askExtension(context: Context, input: InputOf<typeof extensionRoute>) {
  const row = await caseStore(context.db).find(input.id, true)
  if (!row || row.unit !== context.actor.traits['unit']) return fail('cases/no-case')
  if (!row.accepted_at || row.ended_at || row.clock.extension > 0) return fail('cases/no-extension')
  const sent = await send(context, row, 'extend', `提请延长时限：${input.reason}`)
  return sent.ok ? sent : fail('cases/no-extension')
}
