import { ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Official } from '#modules/data/organisations/contract.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { caseStore, queueStore } from '../store.ts'
import { queueOf } from './lists.ts'

/** How much waits for this official, by lamp and step. */
export async function figures(context: Context) {
  const rows = await queueStore(context.db).figures(queueOf(context))
  const days = rows.map((row) => row.nearest).filter((day) => day !== null).sort()
  return ok({ total: rows.reduce((sum, row) => sum + row.count, 0), nearest: days[0] ?? null, groups: rows.map(({ lamp, action, name, count }) => ({ lamp, action, name, count })) })
}

/** Colleagues of one's unit, as far as the directory names them; with `people`, those whose post may do such a task. */
export async function colleagues(context: Context, { people }: { people?: string }) {
  const { actor } = context
  const organisations = context.ask(organisationsPort)
  const unit = actor.traits['unit'] ?? ''
  const derived = ['window-clerk', 'reviewer', 'inspector', 'expert', 'decider', 'department-head'].map((role) => organisations.official(`${role}.${unit.replace('@', '.')}`))
  const all = [...organisations.demoOfficials(), ...derived].filter((one): one is Official => one !== undefined && one.unit === unit && one.account !== actor.id)
  const fits = (one: Official) => !people || one.roles.some((role) => organisations.role(role)?.people.includes(people))
  return ok({ colleagues: all.filter(fits).map((one) => ({ account: one.account, name: one.name, posts: one.roles.map((role) => organisations.role(role)?.name ?? role) })) })
}

/** Who acts for me while I am away, and for whom I act. */
export async function standIns(context: Context) {
  const me = context.actor.id
  const organisations = context.ask(organisationsPort)
  const rows = await caseStore(context.db).absences(me, localDate(context.now))
  const line = (account: string, { since, until }: { since: string; until: string }) => ({ account, name: organisations.official(account)?.name ?? account, since, until })
  const own = rows.find((row) => row.account === me)
  return ok({ mine: own ? line(own.instead, own) : null, others: rows.filter((row) => row.account !== me).map((row) => line(row.account, row)) })
}
