import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { sealChanged } from '../contract.ts'
import type { Seal } from '../contract.ts'
import { newSeal } from '../make-seal.ts'
import * as rules from '../rules.ts'
import { sealStore } from '../store.ts'
import { sealView } from '../views.ts'

type Command = { id: string; reason: string }

/** Freezes, restores or cancels a seal of the official's own unit; what was sealed before stays sealed. */
export const change = (act: rules.Act) => async (context: Context, command: Command): Promise<Result<Seal>> => {
  const store = sealStore(context.db)
  const own = await store.find(command.id, true)
  if (!own) return fail('seals/no-seal')
  if (own.unit !== context.actor.traits['unit']) return fail('kernel/forbidden')
  const decision = rules.change(own.state, act)
  if (!decision.ok) return decision
  await store.setState(own.id, own.state, decision.value, command.reason, context.now)
  context.emit(sealChanged, { seal: own.id, unit: own.unit, state: decision.value, reason: command.reason })
  context.audit({ act: `seals.${act}`, object: `seal/${own.id}`, detail: { name: own.name, from: own.state, to: decision.value, reason: command.reason } })
  return ok(sealView({ ...own, state: decision.value, since: context.now, reason: command.reason, presses: await store.countPressings(own.id) }))
}

/** A new edition in the place of a cancelled one: a decision of its own, never a side effect of pressing. */
export async function replace(context: Context, command: Command): Promise<Result<Seal>> {
  const store = sealStore(context.db)
  const own = await store.find(command.id, true)
  if (!own) return fail('seals/no-seal')
  if (own.unit !== context.actor.traits['unit']) return fail('kernel/forbidden')
  const latest = (await store.latest(own.unit, own.kind))!
  const unit = context.ask(organisationsPort).unitById(own.unit)
  if (latest.id !== own.id || own.state !== 'cancelled' || !unit) return fail('seals/not-possible')
  const made = newSeal(context, unit, own.kind, own.edition + 1)
  await store.add(made)
  context.emit(sealChanged, { seal: made.id, unit: own.unit, state: 'valid', reason: command.reason })
  context.audit({ act: 'seals.replace', object: `seal/${made.id}`, detail: { name: own.name, instead: own.id, reason: command.reason } })
  return ok(sealView({ ...made, presses: 0 }))
}
