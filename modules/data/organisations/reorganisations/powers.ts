import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Organisations } from '../contract.ts'
import { organisationsPort } from '../port.ts'
import { ownDuties, rangesOf } from '../staff/members.ts'
import { covers } from '../staff/reach.ts'
import { mayAt } from '../staff/rules.ts'
import type { HeldDuty } from '../staff/rules.ts'
import { followingDuties } from './rules.ts'
import type { Pair } from './rules.ts'
import { reorganisationStore } from './store.ts'
import type { ReorganisationRow } from './store.ts'

/** One that touches a unit within reach; another's is not told apart from none. */
export async function seenRow(context: Context, id: string, lock = false): Promise<ReorganisationRow | undefined> {
  const store = reorganisationStore(context.db)
  const row = await store.find(id, lock)
  const ranges = await rangesOf(context, 'reorganisations:read')
  const pairs = row ? await store.merges(id) : []
  return pairs.some(({ unit, into }) => ranges.some((range) => covers(range, unit) || covers(range, into))) ? row : undefined
}

/** The duties that go along from each unit, by what the acting official could give where they go. */
export async function followsOf(context: Context, pairs: readonly Pair[]): Promise<{ unit: string; duties: string[] }[]> {
  const { role, roles } = context.ask(organisationsPort)
  const confirmer = { account: context.actor.id, duties: await ownDuties(context) }
  return pairs.map((pair) => ({ unit: pair.unit, duties: followingDuties(roles(), role, confirmer, pair, localDate(context.now)) }))
}

/** Whether a permission that somebody has by their duties reaches every unit of it. */
export function mayAll(context: Context, duties: readonly HeldDuty[], permission: string, pairs: readonly Pair[]): boolean {
  const { role } = context.ask(organisationsPort)
  return pairs.flatMap(({ unit, into }) => [unit, into]).every((unit) => mayAt(role, duties, permission, unit, localDate(context.now)))
}

/** Whoever could have planned or confirmed all of it. */
export const mayStop = (context: Context, duties: readonly HeldDuty[], pairs: readonly Pair[]): boolean => ['reorganisations:plan', 'reorganisations:confirm'].some((permission) => mayAll(context, duties, permission, pairs))

export const nameOf = (organisations: Organisations, unit: string): string => organisations.unitById(unit)?.name ?? unit
