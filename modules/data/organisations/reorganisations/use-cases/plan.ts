import { fail } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate } from '@xiangyun/kernel/time'
import type { Organisations } from '../../contract.ts'
import { organisationsPort } from '../../port.ts'
import { ownDuties } from '../../staff/members.ts'
import { stemOf } from '../../staff/reach.ts'
import { mayAt } from '../../staff/rules.ts'
import type { Merge, planReorganisation as planRoute, ReorganisationPlan } from '../contract.ts'
import { nameOf } from '../powers.ts'
import { wrongMerge } from '../rules.ts'
import type { Pair } from '../rules.ts'
import { reorganisationStore } from '../store.ts'
import { planView } from '../views.ts'

/** A day far enough off for every process to know it, and near enough to be meant. */
const FARTHEST = 2 * 366

/** Writes down who is to be merged into whom and when; nothing happens before somebody else confirms it. */
export async function plan(context: Context, { name, basis, effectiveOn, merges }: InputOf<typeof planRoute>): Promise<Result<ReorganisationPlan>> {
  const organisations = context.ask(organisationsPort)
  const pairs = merges.flatMap((merge) => spread(organisations, merge))
  const unknown = merges.flatMap(({ unit, into }) => [unit, into]).find((unit) => !organisations.unitById(unit))
  if (unknown) return fail('organisations/no-unit', `没有单位 ${unknown}`)
  const wrong = await refusal(context, 'reorganisations:plan', pairs, effectiveOn)
  if (wrong) return wrong
  const id = context.ids.next()
  const store = reorganisationStore(context.db)
  await store.add({ id, name: name.trim(), basis: basis.trim(), effective_on: effectiveOn, planned_by: context.actor.id }, context.now)
  await store.addMerges(id, pairs)
  context.audit({ act: 'organisations.reorganisation-planned', object: `reorganisation/${id}`, detail: { name, basis, effectiveOn, merges } })
  return planView(context, id)
}

/** A merge with all below it: the same two departments in every division there. */
function spread(organisations: Organisations, { unit, into, below }: Merge): Pair[] {
  const [department = '', division = ''] = unit.split('@')
  const [other = '', place = ''] = into.split('@')
  if (!below || division !== place) return [{ unit, into }]
  const lower = (['prefecture', 'county', 'township'] as const).flatMap((level) => organisations.divisions(level)).filter(({ code }) => code !== division && code.startsWith(stemOf(division)))
  return [{ unit, into }, ...lower.map(({ code }) => ({ unit: `${department}@${code}`, into: `${other}@${code}` }))]
}

/** What stands against it: a day too near or far, a unit out of reach, a merge that cannot be. */
export async function refusal(context: Context, permission: string, pairs: readonly Pair[], effectiveOn: string) {
  const organisations = context.ask(organisationsPort)
  const today = localDate(context.now)
  if (effectiveOn <= today || effectiveOn > addDays(today, FARTHEST)) return fail('organisations/wrong-term', '最早明天生效，最迟两年内')
  const duties = await ownDuties(context)
  const away = pairs.flatMap(({ unit, into }) => [unit, into]).find((unit) => !mayAt(organisations.role, duties, permission, unit, today))
  if (away) return fail('organisations/out-of-reach', `${nameOf(organisations, away)}不在您的管辖范围`)
  const wrong = wrongMerge(pairs, await reorganisationStore(context.db).merged(), effectiveOn, (unit) => nameOf(organisations, unit))
  return wrong === undefined ? undefined : fail('organisations/wrong-merge', wrong)
}
