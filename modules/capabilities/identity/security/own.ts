import { fail, ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { connectionStore } from '../connections/store.ts'
import { scopeWords } from '../connections/contract.ts'
import { tellSystems } from '../provider/back-channel.ts'
import { forgetLately } from '../provider/lately.ts'
import { forget } from '../sessions.ts'
import { hasPassword } from '../sign-in.ts'
import { identityStore } from '../store.ts'
import type { OwnSystem } from './contract.ts'
import { isRecovered } from './proved.ts'
import { relyingParty } from './relying-party.ts'
import { securityStore } from './store.ts'
import type { GrantRow } from './store.ts'

const accountOf = ({ actor }: Context): string => `${actor.kind}:${actor.id}`

/** Where one is signed in, by what one can sign in, and what other systems know. */
export async function security(context: Context) {
  const { actor, db, now } = context
  const store = securityStore(db)
  const sessions = await store.sessionsOf(actor.id, now)
  const passkeys = await store.passkeysOf(actor.id)
  return ok({
    sessions: sessions.map((row) => ({ id: row.id, device: row.device, address: row.address, how: row.how, assurance: row.assurance, since: row.created_at.toISOString(), seen: (row.seen_at ?? row.created_at).toISOString(), isThis: row.token === actor.traits['session'] })),
    passkeys: passkeys.map((row) => ({ id: row.id, name: row.name, synced: row.synced, since: row.created_at.toISOString(), used: row.used_at?.toISOString() ?? null })),
    systems: await systemsOf(context), password: (await hasPassword(context)) ? 'chosen' as const : 'none' as const, isRecovered: await isRecovered(context), canHavePasskeys: relyingParty(context.config) !== undefined,
  })
}

/** One line a system, however often it was agreed to. */
async function systemsOf(context: Context): Promise<OwnSystem[]> {
  const byClient = new Map<string, GrantRow[]>()
  for (const grant of await securityStore(context.db).grantsOf(accountOf(context))) byClient.set(grant.client, [...(byClient.get(grant.client) ?? []), grant])
  const systems: OwnSystem[] = []
  for (const [client, grants] of byClient) {
    const row = await connectionStore(context.db).approvedClient(client)
    if (row) systems.push(systemOf(context, row, grants))
  }
  return systems
}

function systemOf(context: Context, { client, name, unit }: { client: string | null; name: string; unit: string }, grants: readonly GrantRow[]): OwnSystem {
  const organisations = context.ask(organisationsPort)
  const told = grants.flatMap(({ payload }) => (payload.openid?.scope ?? '').split(' ')).filter((scope) => scopeWords[scope])
  const done = grants.flatMap(({ payload }) => Object.values(payload.resources ?? {}).flatMap((scope) => scope.split(' ')))
  return {
    client: client!, name, unitName: organisations.unitById(unit)?.name ?? unit, told: [...new Set(told)].map((scope) => scopeWords[scope]!), done: [...new Set(done)].map(organisations.permissionName),
    since: new Date(Math.min(...grants.map(({ payload }) => payload.iat ?? 0)) * 1000).toISOString(),
  }
}

export async function signIns(context: Context, { page = 1 }: { page?: number | undefined }) {
  const store = securityStore(context.db)
  const rows = await store.signInsOf(context.actor.id, page)
  return ok({ signIns: rows.map(({ login: _, at, ...row }) => ({ ...row, at: at.toISOString() })), total: await store.countSignIns(context.actor.id) })
}

/** The provider's own sessions end with it: else the same browser would be let in again without a word. */
async function endAtProvider(context: Context): Promise<void> {
  await tellSystems(context, accountOf(context))
  await identityStore(context.db).endAtProvider(accountOf(context))
}

export async function endOne(context: Context, { id }: { id: string }) {
  const ended = await securityStore(context.db).endSession(id, context.actor.id)
  if (!ended) return fail('identity/no-session')
  await endAtProvider(context)
  forget(context, ended.token)
  context.audit({ act: 'identity.session-ended', object: `account/${context.actor.id}`, subject: context.actor.id, detail: { session: id } })
  return ok({})
}

export async function endOthers(context: Context) {
  const ended = await securityStore(context.db).endOthers(context.actor.id, context.actor.traits['session'] ?? '')
  await endAtProvider(context)
  forget(context, ...ended.map(({ token }) => token))
  context.audit({ act: 'identity.session-ended', object: `account/${context.actor.id}`, subject: context.actor.id, detail: { others: ended.length } })
  return ok({ ended: ended.length })
}

/** The system is told nothing more, and what it holds opens nothing more. */
export async function withdrawFrom(context: Context, { client }: { client: string }) {
  const store = securityStore(context.db)
  const grants = (await store.grantsOf(accountOf(context))).filter((grant) => grant.client === client)
  if (grants.length === 0) return fail('identity/no-consent')
  for (const { grant_id: grant } of grants) await store.dropGrant(grant)
  context.db.afterCommit(forgetLately)
  context.audit({ act: 'identity.consent-withdrawn', object: `account/${context.actor.id}`, subject: context.actor.id, detail: { client } })
  return ok({})
}
