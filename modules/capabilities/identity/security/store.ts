import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import { portalClient } from '../provider/portal-client.ts'

export type OwnSessionRow = { id: string; token: string; device: string; address: string; how: string[]; assurance: string; created_at: Date; seen_at: Date | null }
export type SignInRow = { id: string; login: string; at: Date; outcome: 'in' | 'failed' | 'locked'; how: string[]; device: string; address: string }
export type PasskeyRow = { id: string; login: string; kind: 'person' | 'official'; name: string; public_key: Buffer; counter: number; transports: string[]; synced: boolean; created_at: Date; used_at: Date | null }
export type GrantRow = { grant_id: string; client: string; payload: { openid?: { scope?: string }; resources?: Record<string, string>; iat?: number } }

export const PAGE = 20
/** No session of an elder system lasts longer; of an older ticket nobody needs to hear. */
const BRIDGE_SESSION = 86_400_000

export function securityStore(db: Db) {
  return {
    sessionsOf: (login: string, now: Date) => db.rows<OwnSessionRow>(sql`select id, token, device, address, how, assurance, created_at, seen_at from identity.session where login = ${login} and expires_at > ${now} and id is not null order by coalesce(seen_at, created_at) desc, id limit 100`),
    sessionNow: (token: string) => db.one<{ created_at: Date; how: string[]; assurance: string }>(sql`select created_at, how, assurance from identity.session where token = ${token}`),
    endSession: (id: string, login: string) => db.one<{ token: string }>(sql`delete from identity.session where id = ${id} and login = ${login} returning token`),
    endOthers: (login: string, except: string) => db.rows<{ token: string }>(sql`delete from identity.session where login = ${login} and token <> ${except} returning token`),
    raise: (token: string, how: readonly string[]) => db.run(sql`update identity.session set assurance = 'strong', how = array(select distinct unnest(how || ${[...how]}::text[])) where token = ${token}`),

    addSignIn: (row: SignInRow) => db.later(sql`insert into identity.sign_in (id, login, at, outcome, how, device, address) values (${row.id}, ${row.login}, ${row.at}, ${row.outcome}, ${row.how}, ${row.device}, ${row.address})`),
    signInsOf: (login: string, page: number) => db.rows<SignInRow>(sql`select id, login, at, outcome, how, device, address from identity.sign_in where login = ${login} order by at desc, id desc offset ${(page - 1) * PAGE} limit ${PAGE}`),
    countSignIns: async (login: string) => (await db.one<{ n: number }>(sql`select count(*)::int as n from identity.sign_in where login = ${login}`))!.n,

    passkey: (id: string) => db.one<PasskeyRow>(sql`select * from identity.passkey where id = ${id}`),
    passkeysOf: (login: string) => db.rows<PasskeyRow>(sql`select * from identity.passkey where login = ${login} order by created_at desc, id`),
    addPasskey: (row: PasskeyRow) => db.run(sql`insert into identity.passkey (id, login, kind, name, public_key, counter, transports, synced, created_at)
      values (${row.id}, ${row.login}, ${row.kind}, ${row.name}, ${row.public_key}, ${row.counter}, ${row.transports}, ${row.synced}, ${row.created_at}) on conflict (id) do nothing`),
    /** Whoever comes with the same count a second time, also at the same moment, is refused. */
    usePasskey: (id: string, before: number, counter: number, at: Date) => db.run(sql`update identity.passkey set counter = ${counter}, used_at = ${at} where id = ${id} and counter = ${before}`),
    removeAllPasskeys: (login: string) => db.run(sql`delete from identity.passkey where login = ${login}`),
    removeAllCertificates: (login: string) => db.run(sql`delete from identity.certificate where login = ${login}`),
    removePasskey: (id: string, login: string) => db.run(sql`delete from identity.passkey where id = ${id} and login = ${login}`),

    ask: (key: string, value: unknown, until: Date) => db.run(sql`insert into identity.challenge (key, value, until) values (${key}, ${JSON.stringify(value)}::jsonb, ${until}) on conflict (key) do update set value = excluded.value, until = excluded.until, tries = 0`),
    /** A question is answered once. */
    take: async <T>(key: string, now: Date) => (await db.one<{ value: T }>(sql`delete from identity.challenge where key = ${key} and until > ${now} returning value`))?.value,
    tried: <T>(key: string, now: Date) => db.one<{ value: T; tries: number }>(sql`update identity.challenge set tries = tries + 1 where key = ${key} and until > ${now} returning value, tries`),
    answered: (key: string) => db.run(sql`delete from identity.challenge where key = ${key}`),

    /** What departments' systems know by the holder's consent; the portals, which are ours, ask for none. */
    grantsOf: (account: string) => db.rows<GrantRow>(sql`select id as grant_id, payload->>'clientId' as client, payload from identity.oidc where kind = 'Grant' and account = ${account} and payload->>'clientId' <> ${portalClient} order by id limit 200`),
    /** All that came of it is worth nothing from now on. */
    dropGrant: (grant: string) => db.run(sql`delete from identity.oidc where grant_id = ${grant} or (kind = 'Grant' and id = ${grant})`),

    recover: (login: string, code: string, until: Date, by: string, at: Date) => db.run(sql`insert into identity.recovery (login, code, until, by, at) values (${login}, ${code}, ${until}, ${by}, ${at})
      on conflict (login) do update set code = excluded.code, until = excluded.until, by = excluded.by, at = excluded.at`),
    useRecovery: async (login: string, code: string, now: Date) => (await db.run(sql`delete from identity.recovery where login = ${login} and code = ${code} and until > ${now}`)) > 0,
    setPassword: (login: string, password: string) => db.run(sql`update identity.account set password = ${password} where subject_index = ${login}`),

    addBridgeSession: (row: { ticket: string; client: string; sub: string; service: string; at: Date }) => db.run(sql`insert into identity.bridge_session (ticket, client, sub, service, at) values (${row.ticket}, ${row.client}, ${row.sub}, ${row.service}, ${row.at}) on conflict do nothing`),
    takeBridgeSessions: (client: string, subject: string) => db.rows<{ ticket: string; service: string }>(sql`delete from identity.bridge_session where client = ${client} and sub = ${subject} returning ticket, service`),

    sweep: (now: Date, kept: Date) => db.later(sql`with gone as (delete from identity.bridge_session where ticket in (select ticket from identity.bridge_session where at < ${new Date(now.getTime() - BRIDGE_SESSION)} order by at limit 200 for update skip locked)), old as (delete from identity.sign_in where id in (select id from identity.sign_in where at < ${kept} order by at limit 200 for update skip locked)),
      asked as (delete from identity.challenge where key in (select key from identity.challenge where until < ${now} limit 50 for update skip locked))
      delete from identity.recovery where until < ${now}`),
  }
}
