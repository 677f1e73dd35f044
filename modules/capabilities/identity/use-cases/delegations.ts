import { maskName } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { registersPort } from '#modules/data/registers/port.ts'
import type { authorise as authoriseRoute } from '../contract.ts'
import { firmsOf } from '../firms.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'

/** A legal representative lets somebody else act for the firm until a day. */
export async function authorise(context: Context, command: InputOf<typeof authoriseRoute>) {
  const { actor } = context
  if (actor.kind !== 'person') return fail('identity/not-your-firm')
  if (command.until <= localDate(context.now)) return fail('identity/past-date')
  const own = (await firmsOf(context, actor.traits['identityNumber']!, actor.id)).find((f) => f.creditCode === command.firm && f.via === 'representative')
  if (!own) return fail('identity/not-your-firm')
  const agent = await context.ask(registersPort).find('people', command.agent.toUpperCase(), { purpose: 'sign-in', law: '民法典 第一百六十五条' })
  if (!agent || agent.values['name'] !== command.agentName) return fail('identity/not-matched')
  const id = context.ids.next()
  await identityStore(context.db).addDelegation({
    id, firm: own.creditCode, firm_name: own.name, giver_index: actor.id, agent_index: context.keys.index('subject', command.agent.toUpperCase()),
    agent_name: command.agentName, until: command.until, revoked_at: null,
  }, context.now)
  context.audit({ act: 'identity.authorise', object: `firm/${own.creditCode}`, subject: context.keys.index('subject', command.agent.toUpperCase()), detail: { until: command.until } })
  return ok({ id })
}

export async function delegations(context: Context) {
  const rows = await identityStore(context.db).delegationsOf(context.actor.id)
  return ok({ delegations: rows.map((r) => ({
    id: r.id, firm: r.firm, firmName: r.firm_name, agentName: r.giver_index === context.actor.id ? r.agent_name : maskName(r.agent_name), until: r.until, revoked: r.revoked_at !== null, mine: r.giver_index === context.actor.id,
  })) })
}

export async function withdraw(context: Context, command: { id: string }) {
  const store = identityStore(context.db)
  const revoked = await store.revokeDelegation(command.id, context.actor.id, context.now)
  if (!revoked) return fail('identity/no-delegation')
  // Another authorisation in force is chosen anew; who acts for the firm by this one acts no more.
  for (const { token } of await store.leaveFirm(revoked.agent_index, revoked.firm)) forget(token)
  context.audit({ act: 'identity.withdraw-authorisation', object: `delegation/${command.id}` })
  return ok({})
}
