import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

export type AccountRow = { id: string; subject_index: string; subject: Buffer; name: string; password: string; assurance: string }
export type SessionRow = { token: string; login: string; kind: 'person' | 'official'; subject: Buffer | null; name: string; assurance: string; firm: string | null; post: string | null; person: PersonRow | null; expires_at: Date }
/** The person for whom a session acts: their index, their number sealed, by what right and in which items. */
export type PersonRow = { person: string; person_sealed: Buffer; person_name: string; person_via: 'guardian' | 'agent'; person_items: string[] | null; person_until: string | null }
/** How, on what and from where a session began. */
export type SessionStart = { readonly id: string; readonly how: readonly string[]; readonly device: string; readonly address: string }
export type DelegationRow = {
  id: string; principal_kind: 'firm' | 'person' | 'post'; principal: string; principal_name: string; sealed: Buffer | null; giver_index: string; giver_name: string | null; agent_index: string; agent_name: string
  items: string[] | null; since: string | null; until: string; revoked_at: Date | null
}
const delegationColumns = sql`id, principal_kind, principal, principal_name, sealed, giver_index, giver_name, agent_index, agent_name, items, since, until, revoked_at`

/** A chosen face ends with the last day of what it stands on. */
function withFace({ is_over: isOver, person, person_sealed, person_name, person_via, person_items, person_until, firm, ...row }: Omit<SessionRow, 'person'> & { is_over: boolean } & { [Name in keyof PersonRow]: PersonRow[Name] | null }): SessionRow {
  const acted = person !== null && !isOver ? ({ person, person_sealed, person_name, person_via, person_items, person_until } as PersonRow) : null
  return { ...row, firm: isOver ? null : firm, person: acted }
}

export function identityStore(db: Db) {
  return {
    account: (subjectIndex: string) => db.one<AccountRow>(sql`select * from identity.account where subject_index = ${subjectIndex}`),
    addAccount: (row: AccountRow, at: Date) => db.run(sql`insert into identity.account (id, subject_index, subject, name, password, assurance, created_at)
      values (${row.id}, ${row.subject_index}, ${row.subject}, ${row.name}, ${row.password}, ${row.assurance}, ${at}) on conflict (subject_index) do nothing`),
    session: async (token: string, now: Date, today: string) => {
      const row = await db.one<Parameters<typeof withFace>[0]>(sql`select token, login, kind, subject, name, assurance, firm, post, person, person_sealed, person_name, person_via, person_items, firm_until as person_until, coalesce(firm_until < ${today}::date, false) as is_over, expires_at
        from identity.session where token = ${token} and expires_at > ${now}`)
      return row && withFace(row)
    },
    addSession: (row: SessionRow, start: SessionStart, at: Date) => db.run(sql`insert into identity.session (token, login, kind, subject, name, assurance, firm, created_at, expires_at, id, how, device, address, seen_at)
      values (${row.token}, ${row.login}, ${row.kind}, ${row.subject}, ${row.name}, ${row.assurance}, ${row.firm}, ${at}, ${row.expires_at}, ${start.id}, ${[...start.how]}, ${start.device}, ${start.address}, ${at})`),
    /** When a session was last used, to a few minutes. */
    seen: (token: string, now: Date, before: Date) => db.later(sql`update identity.session set seen_at = ${now} where token = ${token} and (seen_at is null or seen_at < ${before})`),
    setFace: (token: string, firm: string | null, person: PersonRow | null, until: string | null) => db.run(sql`update identity.session set firm = ${firm}, firm_until = ${until}, person = ${person?.person ?? null}, person_sealed = ${person?.person_sealed ?? null},
      person_name = ${person?.person_name ?? null}, person_via = ${person?.person_via ?? null}, person_items = ${person?.person_items ?? null} where token = ${token}`),
    /** Counts a code that is asked for; whether there were not too many within the hour that began with the first. */
    mayAskCode: async (login: string, most: number, now: Date) => (await db.one<{ count: number }>(sql`insert into identity.code_asked (login, since, count) values (${login}, ${now}, 1)
      on conflict (login) do update set count = case when identity.code_asked.since <= ${now}::timestamptz - interval '1 hour' then 1 else identity.code_asked.count + 1 end,
        since = case when identity.code_asked.since <= ${now}::timestamptz - interval '1 hour' then ${now}::timestamptz else identity.code_asked.since end returning count`))!.count <= most,
    setPost: (token: string, post: string) => db.run(sql`update identity.session set post = ${post} where token = ${token}`),
    endSession: (token: string) => db.run(sql`delete from identity.session where token = ${token}`),
    /** Takes away some of what has run out; whoever signs in sweeps a little. */
    sweep: (now: Date) => db.later(sql`with gone as (delete from identity.session where token in (select token from identity.session where expires_at < ${now} limit 50 for update skip locked))
      delete from identity.oidc where (kind, id) in (select kind, id from identity.oidc where expires_at < ${now} limit 200 for update skip locked)`),
    /** At the provider too: else the next visitor at the same screen would be let in without a password. */
    endAtProvider: (account: string) => db.run(sql`delete from identity.oidc where kind = 'Session' and account = ${account}`),
    /** What an attempt to sign in starts from, in one journey: failures so far, and the account. */
    attempt: async (key: string, subjectIndex: string | null): Promise<{ failed: { count: number; until: Date | null } | undefined; account: AccountRow | undefined }> => {
      const row = await db.one<AccountRow & { failed: number | null; locked: Date | null }>(sql`select a.*, f.count as failed, f.until as locked from (select 1) one left join identity.failure f on f.login = ${key} left join identity.account a on a.subject_index = ${subjectIndex}`)
      const { failed, locked, ...account } = row!
      return { failed: failed === null ? undefined : { count: failed, until: locked }, account: account.id === null ? undefined : account }
    },
    /** The fifth failure locks until then; once a lock has run out, counting begins anew. Tells whether it is locked now. */
    addFailure: async (login: string, now: Date, until: Date) => (await db.one<{ until: Date | null }>(sql`insert into identity.failure (login, count, until) values (${login}, 1, null)
      on conflict (login) do update set count = case when identity.failure.until <= ${now} then 1 else identity.failure.count + 1 end,
        until = case when identity.failure.count + 1 >= 5 and (identity.failure.until is null or identity.failure.until > ${now}) then ${until}::timestamptz else null end returning until`))!.until !== null,
    clearFailuresLater: (login: string) => db.later(sql`delete from identity.failure where login = ${login}`),
    clearFailures: (login: string) => db.run(sql`delete from identity.failure where login = ${login}`),
    addDelegation: (row: DelegationRow, at: Date) => db.run(sql`insert into identity.delegation (${delegationColumns}, created_at) values (${row.id}, ${row.principal_kind}, ${row.principal}, ${row.principal_name}, ${row.sealed},
      ${row.giver_index}, ${row.giver_name}, ${row.agent_index}, ${row.agent_name}, ${row.items}, ${row.since}, ${row.until}, ${row.revoked_at}, ${at})`),
    delegationsOf: (index: string) => db.rows<DelegationRow>(sql`select ${delegationColumns} from identity.delegation where giver_index = ${index} or agent_index = ${index} order by id desc limit 200`),
    delegationsTo: (index: string, kind: DelegationRow['principal_kind'], today: string) => db.rows<DelegationRow>(sql`select ${delegationColumns} from identity.delegation
      where agent_index = ${index} and principal_kind = ${kind} and revoked_at is null and until >= ${today} and coalesce(since <= ${today}, true) order by id`),
    countGiven: async (giver: string, today: string) => (await db.one<{ n: number }>(sql`select count(*)::int as n from identity.delegation where giver_index = ${giver} and revoked_at is null and until >= ${today}`))!.n,
    revokeDelegation: (id: string, side: string, at: Date) => db.one<{ principal: string; agent_index: string }>(sql`update identity.delegation set revoked_at = ${at} where id = ${id} and (giver_index = ${side} or agent_index = ${side}) and revoked_at is null returning principal, agent_index`),
    /** Sessions in which somebody acts for a firm or a person are their own again; gives their tokens. */
    leavePrincipal: (login: string, principal: string) => db.rows<{ token: string }>(sql`update identity.session set firm = null, person = null, person_sealed = null where login = ${login} and (firm = ${principal} or person = ${principal}) returning token`),
  }
}
