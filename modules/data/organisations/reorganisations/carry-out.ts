import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import { dutiesEnded } from '../staff/contract.ts'
import { unitMerged } from './contract.ts'
import { reorganisationStore } from './store.ts'

/** The first moment of the day on which a re-organisation takes effect. */
export const reorganisationDeadline = defineDeadline<{ reorganisation: string }>('organisations.reorganisation')

export const onItsDay = (context: Context, id: string, day: string): Promise<void> => context.deadlines.set(reorganisationDeadline, id, startOfDay(day), { reorganisation: id })

/** Posts move as they are, with the duties that go along; whoever holds something of the units is told. Safe to repeat. */
export async function carryOut(context: Context, { reorganisation: id }: { reorganisation: string }): Promise<void> {
  const store = reorganisationStore(context.db)
  const row = await store.find(id, true)
  if (!row || row.state !== 'confirmed' || row.effective_on > localDate(context.now)) return
  const dropped = await store.dropDuties(id, `机构调整：${row.name}，未随转`, context.now)
  await store.keepFormer(id, addDays(row.effective_on, -1))
  const posts = await store.movePosts(id)
  for (const { unit, into } of await store.merges(id)) context.emit(unitMerged, { unit, into, reorganisation: id })
  for (const { account, into_unit: unit } of dropped) context.emit(dutiesEnded, { account, unit })
  await store.finish(id, context.now)
  context.audit({ act: 'organisations.reorganised', object: `reorganisation/${id}`, detail: { name: row.name, units: row.units, posts, left: dropped.map(({ account, role, reach }) => ({ account, role, reach })) } })
}
