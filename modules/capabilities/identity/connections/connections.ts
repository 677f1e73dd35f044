import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import { isUniqueViolation } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { covers, patternOf, staffPort } from '#modules/data/organisations/staff/port.ts'
import { forgetLately } from '../provider/lately.ts'
import { ownApi } from '../provider/own-api.ts'
import type { Bridge, Call, Connection, decideConnection as decideRoute, listConnections as listRoute, openConnection as openRoute } from './contract.ts'
import { addressesOf, bridgeMetadata, protocolOf } from './bridge-metadata.ts'
import { connectionStore } from './store.ts'
import type { ConnectionRow } from './store.ts'

const DAYS = 7

/** An office says which system it wants to connect; the ticket is shown once, registers one client and runs out. */
export async function open(context: Context, { name, purpose, bridge }: InputOf<typeof openRoute>): Promise<Result<{ connection: Connection; ticket: string | null; until: string | null }>> {
  if (bridge) return openBridge(context, { name, purpose, bridge })
  const store = connectionStore(context.db)
  const id = context.ids.next()
  const ticket = Buffer.from(context.random(32)).toString('base64url')
  const until = new Date(context.now.getTime() + DAYS * 86_400_000)
  await store.open({ id, unit: context.actor.traits['unit']!, name: name.trim(), purpose: purpose.trim(), opened_by: context.actor.id, ticket: context.keys.index('connection', ticket), until }, context.now)
  context.audit({ act: 'identity.connection-opened', object: `connection/${id}`, detail: { name, purpose } })
  return ok({ connection: await viewOf(context, (await store.find(id))!), ticket, until: until.toISOString() })
}

/** Its office registers an elder system itself; what it may know is approved as for all others. */
async function openBridge(context: Context, { name, purpose, bridge }: { name: string; purpose: string; bridge: Bridge }): Promise<Result<{ connection: Connection; ticket: null; until: null }>> {
  const store = connectionStore(context.db)
  const metadata = bridgeMetadata(bridge, context.config.address)
  if (!metadata.ok) return metadata
  const id = context.ids.next()
  try {
    await store.openBridge({ id, unit: context.actor.traits['unit']!, name: name.trim(), purpose: purpose.trim(), opened_by: context.actor.id, metadata: metadata.value }, context.now)
  } catch (error) {
    if (isUniqueViolation(error)) return fail('identity/entity-taken')
    throw error
  }
  context.audit({ act: 'identity.connection-opened', object: `connection/${id}`, detail: { name, purpose, bridge } })
  return ok({ connection: await viewOf(context, (await store.find(id))!), ticket: null, until: null })
}

/** An office sees its own, whoever approves all within reach. */
export async function list(context: Context, { state, page }: InputOf<typeof listRoute>) {
  const ranges = await context.ask(staffPort).rangesOf('connections:decide')
  const units = [context.actor.traits['unit'] ?? '', ...ranges.map(patternOf)]
  const store = connectionStore(context.db)
  const rows = await store.list(units, state, page ?? 1)
  return ok({ connections: await Promise.all(rows.map((row) => viewOf(context, row))), total: await store.count(units, state), mayDecide: ranges.length > 0, mayOpen: context.actor.permissions.has('connections:open') })
}

/** Says what a system may be told, which interface it is, and which others it may call. Whoever is suspended or refused holds nothing any more. */
export async function decide(context: Context, input: InputOf<typeof decideRoute>): Promise<Result<Connection>> {
  const store = connectionStore(context.db)
  const row = await store.find(input.id, true)
  if (!row || !(await context.ask(staffPort).rangesOf('connections:decide')).some((range) => covers(range, row.unit))) return fail('identity/no-connection')
  if (!row.client) return fail('identity/not-registered')
  const audience = input.audience ?? row.audience
  const owner = audience ? await store.audienceOf(audience) : undefined
  if (audience === ownApi(context.config) || (owner && owner.id !== row.id)) return fail('identity/audience-taken')
  const calls = input.calls ?? row.calls
  if (input.decision === 'approved' && !(await areOffered(context, calls))) return fail('identity/no-audience')
  const next: ConnectionRow = { ...row, state: input.decision, scopes: input.scopes ?? row.scopes, audience, offers: input.offers ?? row.offers, calls, decided_by: context.actor.id, decided_at: context.now, reason: input.reason }
  await store.decide(next)
  if (input.decision !== 'approved') await store.dropTokens(row.client)
  context.db.afterCommit(forgetLately)
  context.audit({ act: `identity.connection-${input.decision}`, object: `connection/${row.id}`, detail: { scopes: next.scopes, audience, offers: next.offers, calls, reason: input.reason } })
  return ok(await viewOf(context, next))
}

/** Our own API takes the permissions that the catalogue names; another's offers are what it was approved with. */
async function areOffered(context: Context, calls: readonly Call[]): Promise<boolean> {
  const own = new Set(context.ask(organisationsPort).roles().flatMap((role) => role.permissions))
  for (const { audience, scopes } of calls) {
    const offers = audience === ownApi(context.config) ? own : new Set((await connectionStore(context.db).byAudience(audience))?.offers)
    if (!scopes.every((scope) => offers.has(scope))) return false
  }
  return true
}

async function viewOf(context: Context, row: ConnectionRow): Promise<Connection> {
  const names = await context.ask(staffPort).namesOf([row.opened_by, ...(row.decided_by ? [row.decided_by] : [])])
  const listed = (name: string) => (Array.isArray(row.metadata?.[name]) ? (row.metadata[name] as string[]) : [])
  return {
    id: row.id, unit: row.unit, unitName: context.ask(organisationsPort).unitById(row.unit)?.name ?? row.unit, name: row.name, purpose: row.purpose, state: row.state, openedBy: names.get(row.opened_by) ?? row.opened_by, openedAt: row.opened_at.toISOString(),
    protocol: protocolOf(row), client: row.client, redirects: addressesOf(row) ?? listed('redirect_uris'), method: typeof row.metadata?.['token_endpoint_auth_method'] === 'string' ? row.metadata['token_endpoint_auth_method'] : null, grants: listed('grant_types'),
    scopes: row.scopes, audience: row.audience, offers: row.offers, calls: row.calls, decidedBy: row.decided_by && (names.get(row.decided_by) ?? row.decided_by), decidedAt: row.decided_at?.toISOString() ?? null, reason: row.reason,
  }
}
