import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

export type AccountRow = { id: string; subject_index: string; subject: Buffer; name: string; password: string; assurance: string }
export type SessionRow = { token: string; login: string; kind: 'person' | 'official'; subject: Buffer | null; name: string; assurance: string; firm: string | null; expires_at: Date }
export type DelegationRow = { id: string; firm: string; firm_name: string; giver_index: string; agent_index: string; agent_name: string; until: string; revoked_at: Date | null }

export function identityStore(db: Db) {
  return {
    account: (subjectIndex: string) => db.one<AccountRow>(sql`select * from identity.account where subject_index = ${subjectIndex}`),
    addAccount: (row: AccountRow, at: Date) => db.run(sql`insert into identity.account (id, subject_index, subject, name, password, assurance, created_at)
      values (${row.id}, ${row.subject_index}, ${row.subject}, ${row.name}, ${row.password}, ${row.assurance}, ${at}) on conflict (subject_index) do nothing`),
    session: (token: string, now: Date, today: string) => db.one<SessionRow>(sql`select token, login, kind, subject, name, assurance, case when firm_until < ${today}::date then null else firm end as firm, expires_at from identity.session where token = ${token} and expires_at > ${now}`),
    addSession: (row: SessionRow, at: Date) => db.run(sql`insert into identity.session (token, login, kind, subject, name, assurance, firm, created_at, expires_at)
      values (${row.token}, ${row.login}, ${row.kind}, ${row.subject}, ${row.name}, ${row.assurance}, ${row.firm}, ${at}, ${row.expires_at})`),
    setFirm: (token: string, firm: string | null, until: string | null) => db.run(sql`update identity.session set firm = ${firm}, firm_until = ${until} where token = ${token}`),
    /** Counts a code that is asked for; whether there were not too many within the hour that began with the first. */
    mayAskCode: async (login: string, most: number, now: Date) => (await db.one<{ count: number }>(sql`insert into identity.code_asked (login, since, count) values (${login}, ${now}, 1)
      on conflict (login) do update set count = case when identity.code_asked.since <= ${now}::timestamptz - interval '1 hour' then 1 else identity.code_asked.count + 1 end,
        since = case when identity.code_asked.since <= ${now}::timestamptz - interval '1 hour' then ${now}::timestamptz else identity.code_asked.since end returning count`))!.count <= most,
    endSession: (token: string) => db.run(sql`delete from identity.session where token = ${token}`),
    /** Takes away some of what has run out; whoever signs in sweeps a little. */
    sweep: (now: Date) => db.run(sql`with gone as (delete from identity.session where token in (select token from identity.session where expires_at < ${now} limit 50 for update skip locked))
      delete from identity.oidc where (kind, id) in (select kind, id from identity.oidc where expires_at < ${now} limit 200 for update skip locked)`),
    /** At the provider too: else the next visitor at the same screen would be let in without a password. */
    endAtProvider: (account: string) => db.run(sql`delete from identity.oidc where kind = 'Session' and payload->>'accountId' = ${account}`),
    failures: (login: string) => db.one<{ count: number; until: Date | null }>(sql`select count, until from identity.failure where login = ${login}`),
    /** The fifth failure locks until then; once a lock has run out, counting begins anew. */
    addFailure: (login: string, now: Date, until: Date) => db.run(sql`insert into identity.failure (login, count, until) values (${login}, 1, null)
      on conflict (login) do update set count = case when identity.failure.until <= ${now} then 1 else identity.failure.count + 1 end,
        until = case when identity.failure.count + 1 >= 5 and (identity.failure.until is null or identity.failure.until > ${now}) then ${until}::timestamptz else null end`),
    clearFailures: (login: string) => db.run(sql`delete from identity.failure where login = ${login}`),
    addDelegation: (row: DelegationRow, at: Date) => db.run(sql`insert into identity.delegation (id, firm, firm_name, giver_index, agent_index, agent_name, until, created_at)
      values (${row.id}, ${row.firm}, ${row.firm_name}, ${row.giver_index}, ${row.agent_index}, ${row.agent_name}, ${row.until}, ${at})`),
    delegationsOf: (index: string) => db.rows<DelegationRow>(sql`select id, firm, firm_name, giver_index, agent_index, agent_name, until, revoked_at from identity.delegation where giver_index = ${index} or agent_index = ${index} order by id desc limit 200`),
    delegationsTo: (index: string, today: string) => db.rows<DelegationRow>(sql`select id, firm, firm_name, giver_index, agent_index, agent_name, until, revoked_at from identity.delegation where agent_index = ${index} and revoked_at is null and until >= ${today} order by id`),
    revokeDelegation: (id: string, giver: string, at: Date) => db.one<{ firm: string; agent_index: string }>(sql`update identity.delegation set revoked_at = ${at} where id = ${id} and giver_index = ${giver} and revoked_at is null returning firm, agent_index`),
    /** Sessions in which a person acts for a firm are their own again; gives their tokens. */
    leaveFirm: (login: string, firm: string) => db.rows<{ token: string }>(sql`update identity.session set firm = null where login = ${login} and firm = ${firm} returning token`),
  }
}
