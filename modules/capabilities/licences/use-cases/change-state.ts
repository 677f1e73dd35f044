import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { unitsOf } from '#modules/data/organisations/port.ts'
import { licenceChanged } from '../contract.ts'
import type { HeldLicence } from '../contract.ts'
import { enter } from '../log/enter.ts'
import * as rules from '../rules.ts'
import { licenceStore } from '../store.ts'
import { licenceView } from '../views.ts'
import { subjectOf } from './issue-licence.ts'

type Act = 'suspend' | 'restore' | 'revoke' | 'cancel'
const events = { suspend: 'suspended', restore: 'restored', revoke: 'revoked', cancel: 'cancelled' } as const

/** Changes a licence's state; the file stays as it was sealed, the register's word about it changes. */
export async function changeState(context: Context, act: Act, command: { id: string; reason: string; by: string }): Promise<Result<HeldLicence>> {
  const store = licenceStore(context)
  const licence = await store.find(command.id, true)
  if (!licence) return fail('licences/no-licence')
  const decision = rules.change(rules.stateOn(licence.state, licence.validUntil, localDate(context.now)), act)
  if (!decision.ok) return decision
  await store.setState(licence.id, licence.state, decision.value, command.reason, context.now)
  await enter(context, events[act], { ...licence, state: decision.value })
  context.emit(licenceChanged, { licence: licence.id, type: licence.type, unit: licence.unit, from: licence.state, state: decision.value, reason: command.reason })
  context.audit({ act: `licences.${act}`, object: `licence/${licence.id}`, ...subjectOf(licence), detail: { identifier: licence.identifier, from: licence.state, to: decision.value, reason: command.reason, by: command.by } })
  return ok(licenceView({ ...licence, state: decision.value, reason: command.reason, since: context.now }, context.now))
}

/** The same over the API: only the issuer may, or the unit that carries on its work (行政许可法 第六十九条). */
export const byIssuer = (act: Act) => async (context: Context, command: { id: string; reason: string }): Promise<Result<HeldLicence>> => {
  const licence = await licenceStore(context).find(command.id)
  if (!licence) return fail('licences/no-licence')
  if (!unitsOf(context.actor).includes(licence.unit)) return fail('licences/other-issuer')
  return changeState(context, act, { ...command, by: context.actor.id })
}
