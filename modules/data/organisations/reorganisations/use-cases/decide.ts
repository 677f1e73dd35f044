import { fail } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { ownDuties } from '../../staff/members.ts'
import { onItsDay, reorganisationDeadline } from '../carry-out.ts'
import type { confirmReorganisation as confirmRoute, ReorganisationPlan, withdrawReorganisation as withdrawRoute } from '../contract.ts'
import { loadMerged } from '../merged.ts'
import { followsOf, mayStop, seenRow } from '../powers.ts'
import { reorganisationStore } from '../store.ts'
import { planView } from '../views.ts'
import { refusal } from './plan.ts'

/** Somebody else than who planned it says yes; from then on new matters know where they belong on the day. */
export async function confirm(context: Context, { id }: InputOf<typeof confirmRoute>): Promise<Result<ReorganisationPlan>> {
  const store = reorganisationStore(context.db)
  await store.oneByOne()
  const row = await seenRow(context, id, true)
  if (!row) return fail('organisations/no-reorganisation')
  if (row.planned_by === context.actor.id) return fail('organisations/own-plan')
  if (row.state === 'confirmed' && row.confirmed_by === context.actor.id) return planView(context, id)
  if (row.state !== 'planned') return fail('organisations/not-planned')
  const pairs = await store.merges(id)
  const wrong = await refusal(context, 'reorganisations:confirm', pairs, row.effective_on)
  if (wrong) return wrong
  await store.confirm(id, context.actor.id, context.now)
  await store.setFollows(id, await followsOf(context, pairs))
  await onItsDay(context, id, row.effective_on)
  await loadMerged(context)
  context.audit({ act: 'organisations.reorganisation-confirmed', object: `reorganisation/${id}`, detail: { name: row.name, effectiveOn: row.effective_on } })
  return planView(context, id)
}

/** Either hand may stop it before its day. */
export async function withdraw(context: Context, { id, reason }: InputOf<typeof withdrawRoute>): Promise<Result<ReorganisationPlan>> {
  const store = reorganisationStore(context.db)
  const row = await seenRow(context, id, true)
  if (!row) return fail('organisations/no-reorganisation')
  if (row.state === 'withdrawn') return planView(context, id)
  if (row.state === 'done') return fail('organisations/not-planned')
  if (!mayStop(context, await ownDuties(context), await store.merges(id))) return fail('organisations/out-of-reach')
  await store.withdraw(id, context.actor.id, reason.trim())
  await context.deadlines.clear(reorganisationDeadline, id)
  await loadMerged(context)
  context.audit({ act: 'organisations.reorganisation-withdrawn', object: `reorganisation/${id}`, detail: { name: row.name, reason } })
  return planView(context, id)
}
