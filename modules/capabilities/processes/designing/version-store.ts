import { none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'

export type VersionRow = { key: string; number: number; definition: string; name: string; effective_from: string; origin: 'catalogue' | 'browser'; note: string; by: string; at: Date; withdrawn_at: Date | null; withdrawn_by: string | null; withdrawn_reason: string | null }
export type NewVersion = Pick<VersionRow, 'key' | 'definition' | 'name' | 'effective_from' | 'origin' | 'note' | 'by' | 'at'>

/** Which version is in force: the latest whose day has come and that was not withdrawn. */
export function versionStore(db: Db) {
  const add = (v: NewVersion) => sql`insert into processes.version (key, number, definition, name, effective_from, origin, note, by, at)
    select ${v.key}, 1 + coalesce(max(number), 0), ${v.definition}, ${v.name}, ${v.effective_from}, ${v.origin}, ${v.note}, ${v.by}, ${v.at} from processes.version where key = ${v.key}`
  return {
    of: (key: string, lock = false) => db.rows<VersionRow>(sql`select * from processes.version where key = ${key} order by number desc ${lock ? sql`for update` : none}`),
    all: () => db.rows<VersionRow>(sql`select * from processes.version order by key, number desc`),
    find: (definition: string) => db.one<VersionRow>(sql`select * from processes.version where definition = ${definition} order by number desc limit 1`),
    /** Another may publish at the same time: the primary key tells. */
    add: (version: NewVersion) => db.one<{ number: number }>(sql`${add(version)} returning number`),
    addOnce: (version: NewVersion) => db.run(sql`${add(version)} having not exists (select 1 from processes.version where key = ${version.key} and definition = ${version.definition}) on conflict do nothing`),
    current: async (key: string, today: string) => (await db.one<{ definition: string }>(sql`select definition from processes.version where key = ${key} and effective_from <= ${today} and withdrawn_at is null order by effective_from desc, number desc limit 1`))?.definition,
    inForceBeside: async (definition: string, today: string) => (await db.one<{ definition: string }>(sql`select v.definition from processes.definition d join processes.version v on v.key = d.key
      where d.fingerprint = ${definition} and v.effective_from <= ${today} and v.withdrawn_at is null order by v.effective_from desc, v.number desc limit 1`))?.definition,
    /** XML of what is in force, by key: processes that others may call. */
    texts: (today: string) => db.rows<{ key: string; xml: string }>(sql`select distinct on (v.key) v.key, d.xml from processes.version v join processes.definition d on d.fingerprint = v.definition
      where v.effective_from <= ${today} and v.withdrawn_at is null order by v.key, v.effective_from desc, v.number desc`),
    withdraw: (key: string, number: number, at: Date, by: string, reason: string) => db.run(sql`update processes.version set withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_reason = ${reason} where key = ${key} and number = ${number} and withdrawn_at is null`),
    keys: async () => new Map((await db.rows<{ fingerprint: string; key: string }>(sql`select fingerprint, key from processes.definition`)).map((one) => [one.fingerprint, one.key])),
    draft: (key: string) => db.one<{ xml: string; name: string; version: number; by: string; at: Date }>(sql`select xml, name, version, by, at from processes.draft where key = ${key}`),
    drafts: () => db.rows<{ key: string; name: string }>(sql`select key, name from processes.draft`),
    /** Saves over the version that was read; nothing when somebody else saved meanwhile. A new draft begins with a number that none had before: its second. */
    saveDraft: (key: string, { xml, name }: { xml: string; name: string }, version: number, by: string, at: Date) => db.one<{ version: number }>(sql`insert into processes.draft (key, xml, name, version, by, at) values (${key}, ${xml}, ${name}, ${Math.floor(at.getTime() / 1000)}, ${by}, ${at})
      on conflict (key) do update set xml = excluded.xml, name = excluded.name, version = processes.draft.version + 1, by = excluded.by, at = excluded.at where processes.draft.version = ${version} returning version`),
    /** All, or only when it is still this text. */
    dropDraft: (key: string, xml?: string) => db.run(sql`delete from processes.draft where key = ${key} ${xml === undefined ? none : sql`and xml = ${xml}`}`),
    /** Open instances within reach, by definition. */
    open: (within: Sql) => db.rows<{ definition: string; open: number; incidents: number }>(sql`select i.definition, count(*)::int as open, count(*) filter (where i.incident)::int as incidents from processes.instance i where i.status = 'active' ${within} group by i.definition`),
  }
}
