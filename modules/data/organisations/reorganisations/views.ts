import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '../port.ts'
import { namesOf, ownDuties, rangesOf } from '../staff/members.ts'
import { patternOf } from '../staff/reach.ts'
import type { HeldDuty } from '../staff/rules.ts'
import type { Reorganisation, ReorganisationPlan } from './contract.ts'
import { followsOf, mayAll, mayStop, nameOf, seenRow } from './powers.ts'
import { openWorkPort } from './port.ts'
import { dutyKey } from './rules.ts'
import type { Pair } from './rules.ts'
import { reorganisationStore } from './store.ts'
import type { HeldRow, ReorganisationRow } from './store.ts'

/** So many merges and duties are shown; of more it is said that there are more. */
const SHOWN = 200

/** Re-organisations that touch a unit within reach. */
export async function list(context: Context, { page }: { page?: number }) {
  const store = reorganisationStore(context.db)
  const patterns = (await rangesOf(context, 'reorganisations:read')).map(patternOf)
  const rows = await store.list(patterns, page ?? 1)
  const duties = await ownDuties(context)
  const reorganisations = await Promise.all(rows.map(async (row) => lineOf(context, row, await store.merges(row.id), duties)))
  return ok({ reorganisations, total: await store.count(patterns), mayPlan: context.actor.permissions.has('reorganisations:plan') })
}

export const read = (context: Context, { id }: { id: string }): Promise<Result<ReorganisationPlan>> => planView(context, id)

async function lineOf(context: Context, row: ReorganisationRow, pairs: readonly Pair[], duties: readonly HeldDuty[]): Promise<Reorganisation> {
  const names = await namesOf(context, [row.planned_by, ...(row.confirmed_by ? [row.confirmed_by] : [])])
  return {
    id: row.id, name: row.name, basis: row.basis, effectiveOn: row.effective_on, state: row.state, units: row.units, plannedBy: names.get(row.planned_by) ?? row.planned_by, plannedAt: row.planned_at.toISOString(),
    confirmedBy: row.confirmed_by && (names.get(row.confirmed_by) ?? row.confirmed_by), doneAt: row.done_at?.toISOString() ?? null, withdrawnWhy: row.withdrawn_why,
    mayConfirm: row.state === 'planned' && row.planned_by !== context.actor.id && mayAll(context, duties, 'reorganisations:confirm', pairs), mayWithdraw: isOpen(row) && mayStop(context, duties, pairs),
  }
}

const isOpen = ({ state }: ReorganisationRow): boolean => state === 'planned' || state === 'confirmed'

/** What comes of it, told before it happens: who goes along, how much is under way, and which duties do not go along. */
export async function planView(context: Context, id: string): Promise<Result<ReorganisationPlan>> {
  const store = reorganisationStore(context.db)
  const row = await seenRow(context, id)
  if (!row) return fail('organisations/no-reorganisation')
  const organisations = context.ask(organisationsPort)
  const pairs = await store.merges(id)
  const held = isOpen(row) ? await store.held(id) : []
  const people = row.state === 'done' ? await store.moved(id) : held
  const line = await lineOf(context, row, pairs, await ownDuties(context))
  const left = line.mayConfirm ? await leftBehind(context, held, pairs) : []
  const peopleOf = (unit: string) => new Set(people.filter((one) => one.unit === unit).map((one) => one.account)).size
  return ok({
    ...line, merges: pairs.slice(0, SHOWN).map(({ unit, into }) => ({ unit, unitName: nameOf(organisations, unit), into, intoName: nameOf(organisations, into), people: peopleOf(unit) })), more: pairs.length > SHOWN,
    people: new Set(people.map((one) => one.account)).size, duties: held.filter((one) => one.duty !== null).length, cases: isOpen(row) ? await context.ask(openWorkPort).count(pairs.map(({ unit }) => unit)) : 0, left: left.slice(0, SHOWN),
  })
}

/** Duties that the acting official could not give where they would go. */
async function leftBehind(context: Context, held: readonly HeldRow[], pairs: readonly Pair[]): Promise<ReorganisationPlan['left']> {
  const organisations = context.ask(organisationsPort)
  const follows = new Map((await followsOf(context, pairs)).map(({ unit, duties }) => [unit, new Set(duties)]))
  return held.flatMap(({ account, name, unit, title, role, reach }) => (role !== null && reach !== null && !follows.get(unit)?.has(dutyKey(role, reach))
    ? [{ account, name, unitName: nameOf(organisations, unit), title, roleName: organisations.role(role)?.name ?? role, reach }] : []))
}
