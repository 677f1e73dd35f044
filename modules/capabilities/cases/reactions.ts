import type { Context } from '@xiangyun/kernel/modules'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { change, save, tell } from './changing.ts'
import { caseStore } from './store.ts'
import { colleagueOf } from './use-cases/arrange-work.ts'

/** Somebody lost duties: what was handed to them by name and they may do no longer waits for their whole office again. Safe to repeat. */
export async function giveBack(context: Context, { account, unit }: { account: string; unit: string }): Promise<void> {
  const store = caseStore(context.db)
  const given = await store.givenTo(account, unit)
  if (given.length === 0) return
  const people = (await colleagueOf(context, account, unit))?.people ?? []
  const name = (await context.ask(staffPort).namesOf([account])).get(account) ?? account
  for (const task of given.filter((one) => !people.includes(one.people))) {
    const row = await store.find(task.case_id, true)
    if (!row || !(await store.takeOff(task.id, account))) continue
    const changing = change(row)
    tell(context, changing, 'handover', `${name}不再担任这个岗位，${task.name}退回本单位待办`, true)
    await save(context, changing)
    context.audit({ act: 'cases.given-back', object: `task/${task.id}`, detail: { from: account } })
  }
}
