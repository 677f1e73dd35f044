import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import { licenceEnding } from './contract.ts'
import { stateOn } from './rules.ts'
import { licenceStore } from './store.ts'
import type { Licence } from './store.ts'

export const endingDeadline = defineDeadline<{ licence: string }>('licences.ending')

/** Whoever wants to continue a permit has to ask thirty days before it ends (行政许可法 第五十条); holders hear of it in the morning of that day. */
const DAYS_BEFORE = 30
const MORNING = 8 * 3_600_000

/** Sets the reminder of a licence that has just been issued; there is none for what ends sooner anyway. */
export async function remindOf(context: Context, licence: Pick<Licence, 'id' | 'validUntil'>): Promise<void> {
  if (licence.validUntil === null) return
  const due = new Date(startOfDay(addDays(licence.validUntil, -DAYS_BEFORE)).getTime() + MORNING)
  if (due > context.now) await context.deadlines.set(endingDeadline, licence.id, due, { licence: licence.id })
}

/** Told once, and of what still is in force: a licence that was replaced, suspended or revoked meanwhile needs no reminder. */
export async function tellOfEnd(context: Context, payload: { licence: string }): Promise<void> {
  const licence = await licenceStore(context).find(payload.licence)
  if (!licence?.validUntil || stateOn(licence.state, licence.validUntil, localDate(context.now)) !== 'valid') return
  context.emit(licenceEnding, { licence: licence.id, name: licence.name, holderKind: licence.holderKind, holder: licence.holder, holderName: licence.holderName, validUntil: licence.validUntil })
}
