import type { PayloadOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
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

/** A unit was merged: what is open there goes on in the other, and says so to the applicant. Safe to repeat. */
export async function followUnit(context: Context, { unit, into, reorganisation }: PayloadOf<typeof unitMerged>): Promise<void> {
  const store = caseStore(context.db)
  const { cases, tasks } = await store.followUnit(unit, into)
  if (cases.length === 0 && tasks === 0) return
  const nameOf = (id: string) => context.ask(organisationsPort).unitById(id)?.name ?? id
  await store.tellAll(cases, { kind: 'handover', actor_kind: 'system', actor_name: '系统', text: `机构调整：${nameOf(unit)}的职责由${nameOf(into)}承担，本件由${nameOf(into)}接着办，时限不变` }, context.now)
  context.audit({ act: 'cases.unit-merged', object: `unit/${unit}`, detail: { into, reorganisation, cases: cases.length, tasks } })
}
