import { maskName } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { subjectPurpose } from '../actors.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'
import type { DelegationRow } from '../store.ts'
import type { authorise as authoriseRoute, Delegation } from './contract.ts'
import { firmsOf, personsOf } from './principals.ts'

/** The longest that a person may have another act for them, in days; it is given anew then. */
const LONGEST = 3 * 366

type Principal = Pick<DelegationRow, 'principal_kind' | 'principal' | 'principal_name' | 'sealed'>
type Command = InputOf<typeof authoriseRoute>

/** Lets somebody act for oneself, or for a firm that one represents; whoever was authorised authorises nobody (民法典 第一百六十五条、第一百六十九条). */
export async function authorise(context: Context, command: Command) {
  const { actor } = context
  const today = localDate(context.now)
  const since = command.since ?? today
  if (command.until <= today || since < today || command.until < since) return fail('identity/past-date')
  const principal = await principalOf(context, command)
  if (!principal.ok) return principal
  if (await hasTooMany(context)) return fail('identity/too-many-delegations')
  const wrong = await strangeItem(context, command.items ?? [])
  if (wrong) return fail('identity/no-item', `没有“${wrong}”这个事项`)
  const number = command.agent.toUpperCase()
  if (principal.value.principal_kind === 'person' && number === actor.traits['identityNumber']) return fail('identity/not-yourself')
  const agent = await context.ask(registersPort).find('people', number, { purpose: 'sign-in', law: '民法典 第一百六十五条' })
  if (!agent || agent.values['name'] !== command.agentName || agent.values['deathDate']) return fail('identity/not-matched')
  const id = context.ids.next()
  const agentIndex = context.keys.index('subject', number)
  await identityStore(context.db).addDelegation({
    id, ...principal.value, giver_index: actor.id, giver_name: actor.name, agent_index: agentIndex, agent_name: command.agentName, items: command.items ?? null, since, until: command.until, revoked_at: null,
  }, context.now)
  context.audit({ act: 'identity.authorise', object: `${principal.value.principal_kind}/${principal.value.principal}`, subject: agentIndex, detail: { since, until: command.until, items: command.items ?? null } })
  return ok({ id })
}

/** Somebody's own matters weigh more than a firm's errand: they prove themselves strongly, and it ends after three years. */
async function principalOf(context: Context, { firm, until }: Command): Promise<Result<Principal>> {
  const { actor } = context
  if (actor.kind !== 'person') return fail('identity/not-your-firm')
  if (firm !== undefined) {
    const own = (await firmsOf(context, actor.traits['identityNumber']!, actor.id)).find((one) => one.creditCode === firm && one.via === 'representative')
    return own ? ok({ principal_kind: 'firm', principal: own.creditCode, principal_name: own.name, sealed: null }) : fail('identity/not-your-firm')
  }
  if (actor.traits['assurance'] !== 'strong') return fail('kernel/step-up-needed')
  if (until > addDays(localDate(context.now), LONGEST)) return fail('identity/too-long')
  return ok({ principal_kind: 'person', principal: actor.id, principal_name: actor.name, sealed: Buffer.from(context.keys.seal(subjectPurpose, actor.traits['identityNumber']!)) })
}

/** So many may stand at once by one giver: whoever was named looks at all of them. */
const MOST = 50

export const hasTooMany = async ({ db, actor, now }: Context): Promise<boolean> => (await identityStore(db).countGiven(actor.id, localDate(now))) >= MOST

/** The first of these that is no item. */
export async function strangeItem(context: Context, items: readonly string[]): Promise<string | undefined> {
  for (const item of items) if (!(await context.ask(itemsPort).current(item)).ok) return item
  return undefined
}

/** For whom the signed-in person may act: their children, and who has authorised them. */
export async function persons(context: Context) {
  const { actor } = context
  const found = actor.kind === 'person' ? await personsOf(context, actor.traits['identityNumber']!, actor.id) : []
  return ok({ persons: found.map(({ number: _, items, ...one }) => ({ ...one, items: items && [...items] })) })
}

/** Both sides see it: who gave it and who got it. */
export async function delegations(context: Context) {
  const rows = await identityStore(context.db).delegationsOf(context.actor.id)
  return ok({ delegations: await Promise.all(rows.map((row) => shown(context, row))) })
}

async function shown(context: Context, row: DelegationRow): Promise<Delegation> {
  const isMine = row.giver_index === context.actor.id
  const items = row.items && (await Promise.all(row.items.map(async (id) => ({ id, name: await itemName(context, id) }))))
  return {
    id: row.id, kind: row.principal_kind, principal: row.principal, principalName: row.principal_name, agentName: isMine ? row.agent_name : maskName(row.agent_name), items, since: row.since, until: row.until, revoked: row.revoked_at !== null, mine: isMine,
  }
}

async function itemName(context: Context, id: string): Promise<string> {
  const own = await context.ask(itemsPort).current(id)
  return own.ok ? own.value.definition.name : id
}

/** Either side ends it (民法典 第一百七十三条). From this moment the agent is nobody's agent; what they hold open for the other is closed to them. */
export async function withdraw(context: Context, command: { id: string }) {
  const store = identityStore(context.db)
  const revoked = await store.revokeDelegation(command.id, context.actor.id, context.now)
  if (!revoked) return fail('identity/no-delegation')
  // Another authorisation in force is chosen anew; who acts by this one acts no more.
  forget(context, ...(await store.leavePrincipal(revoked.agent_index, revoked.principal)).map(({ token }) => token))
  context.audit({ act: 'identity.withdraw-authorisation', object: `delegation/${command.id}` })
  return ok({})
}
