import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Call, ConnectionState } from './contract.ts'

export type ConnectionRow = {
  id: string; unit: string; name: string; purpose: string; state: ConnectionState; opened_by: string; opened_at: Date; client: string | null; metadata: Record<string, unknown> | null
  scopes: string[]; audience: string | null; offers: string[]; calls: Call[]; decided_by: string | null; decided_at: Date | null; reason: string | null
}

export const PAGE = 20
const columns = sql`id, unit, name, purpose, state, opened_by, opened_at, client, metadata, scopes, audience, offers, calls, decided_by, decided_at, reason`

export function connectionStore(db: Db) {
  return {
    open: (row: Pick<ConnectionRow, 'id' | 'unit' | 'name' | 'purpose' | 'opened_by'> & { ticket: string; until: Date }, at: Date) => db.run(sql`insert into identity.connection (id, unit, name, purpose, state, opened_by, opened_at, ticket, ticket_until)
      values (${row.id}, ${row.unit}, ${row.name}, ${row.purpose}, 'opened', ${row.opened_by}, ${at}, ${row.ticket}, ${row.until})`),
    find: (id: string, lock = false) => db.one<ConnectionRow>(sql`select ${columns} from identity.connection where id = ${id} ${lock ? sql`for update` : none}`),
    /** Uses a ticket up: an engineer's registration takes its place. Nothing when it was used or has run out. */
    register: (ticket: string, client: string, metadata: object, now: Date) => db.one<{ id: string }>(sql`update identity.connection set ticket = null, client = ${client}, metadata = ${JSON.stringify(metadata)}::jsonb, state = 'asked', registered_at = ${now}
      where ticket = ${ticket} and ticket_until > ${now} and state = 'opened' returning id`),
    isOpenTicket: async (ticket: string, now: Date) => (await db.one(sql`select 1 from identity.connection where ticket = ${ticket} and ticket_until > ${now} and state = 'opened'`)) !== undefined,
    approvedClient: (client: string) => db.one<ConnectionRow>(sql`select ${columns} from identity.connection where client = ${client} and state = 'approved'`),
    byEntity: (entity: string) => db.one<ConnectionRow>(sql`select ${columns} from identity.connection where metadata->>'entity_id' = ${entity} and state = 'approved'`),
    byProtocol: (protocol: string) => db.rows<ConnectionRow>(sql`select ${columns} from identity.connection where metadata->>'protocol' = ${protocol} and state = 'approved' order by opened_at limit 1000`),
    /** An elder system is registered by its office: no engineer's client speaks for it. */
    openBridge: (row: Pick<ConnectionRow, 'id' | 'unit' | 'name' | 'purpose' | 'opened_by'> & { metadata: object }, at: Date) => db.run(sql`insert into identity.connection (id, unit, name, purpose, state, opened_by, opened_at, client, metadata, registered_at)
      values (${row.id}, ${row.unit}, ${row.name}, ${row.purpose}, 'asked', ${row.opened_by}, ${at}, ${row.id}, ${JSON.stringify(row.metadata)}::jsonb, ${at})`),
    followUnit: (unit: string, into: string) => db.run(sql`update identity.connection set unit = ${into} where unit = ${unit}`),
    byAudience: (audience: string) => db.one<ConnectionRow>(sql`select ${columns} from identity.connection where audience = ${audience} and state = 'approved'`),
    audienceOf: (audience: string) => db.one<{ id: string }>(sql`select id from identity.connection where audience = ${audience}`),
    decide: (row: Pick<ConnectionRow, 'id' | 'state' | 'scopes' | 'audience' | 'offers' | 'calls' | 'decided_by' | 'decided_at' | 'reason'>) => db.run(sql`update identity.connection set state = ${row.state}, scopes = ${row.scopes}, audience = ${row.audience}, offers = ${row.offers}, calls = ${JSON.stringify(row.calls)}::jsonb,
      decided_by = ${row.decided_by}, decided_at = ${row.decided_at}, reason = ${row.reason} where id = ${row.id}`),
    /** `units`: patterns of the ids of offices. */
    list: (units: readonly string[], state: string | undefined, page: number) => db.rows<ConnectionRow>(sql`select ${columns} from identity.connection where unit like any(${[...units]}::text[]) ${state ? sql`and state = ${state}` : none} order by opened_at desc, id desc offset ${(page - 1) * PAGE} limit ${PAGE}`),
    count: async (units: readonly string[], state: string | undefined) => (await db.one<{ n: number }>(sql`select count(*)::int as n from identity.connection where unit like any(${[...units]}::text[]) ${state ? sql`and state = ${state}` : none}`))!.n,
    /** Whatever a client still holds is worth nothing any more. */
    dropTokens: (client: string) => db.run(sql`delete from identity.oidc where payload->>'clientId' = ${client}`),
  }
}
