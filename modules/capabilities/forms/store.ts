import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { CollectionState } from './contract.ts'

export type CollectionRow = {
  key: string; title: string; unit: string; unit_name: string; state: CollectionState; audience: 'anyone' | 'person'; source: string; revision: number; version: number | null; closes_on: string | null; by: string; at: Date
}
export type VersionRow = { collection: string; number: number; fingerprint: string; source: string; note: string; by: string; by_name: string; at: Date }
export type DraftRow = { collection: string; who: string; version: number; content: Buffer; revision: number; updated_at: Date }
export type FileRow = { id: string; collection: string; who: string; name: string; media: string; size: number; blob: string; at: Date; sender: string | null; submission: string | null }
export type SubmissionRow = { id: string; definition: string; kind: string; subject: string; number: number; who: string; who_name: string; content: Buffer; digest: string; mac: string; at: Date }

export type Span = { readonly from: Date; readonly to: Date }

export function definitionStore(db: Db) {
  return {
    add: (fingerprint: string, title: string, form: string, at: Date) => db.run(sql`insert into forms.definition (fingerprint, title, form, at) values (${fingerprint}, ${title}, ${form}, ${at}) on conflict (fingerprint) do nothing`),
    find: (fingerprint: string) => db.one<{ form: string }>(sql`select form from forms.definition where fingerprint = ${fingerprint}`),
  }
}

export function collectionStore(db: Db) {
  return {
    find: (key: string, lock = false) => db.one<CollectionRow>(sql`select * from forms.collection where key = ${key} ${lock ? sql`for update` : none}`),
    add: (row: CollectionRow) => db.run(sql`insert into forms.collection (key, title, unit, unit_name, state, audience, source, revision, version, closes_on, by, at)
      values (${row.key}, ${row.title}, ${row.unit}, ${row.unit_name}, ${row.state}, ${row.audience}, ${row.source}, ${row.revision}, ${row.version}, ${row.closes_on}, ${row.by}, ${row.at})`),
    save: (row: CollectionRow) => db.run(sql`update forms.collection set title = ${row.title}, state = ${row.state}, audience = ${row.audience}, source = ${row.source}, revision = ${row.revision}, version = ${row.version}, closes_on = ${row.closes_on}, by = ${row.by}, at = ${row.at} where key = ${row.key}`),
    followUnit: (unit: string, into: string, name: string) => db.run(sql`update forms.collection set unit = ${into}, unit_name = ${name} where unit = ${unit}`),
    ofUnit: (unit: string, offset: number) => db.rows<Omit<CollectionRow, 'source'> & { submissions: number }>(sql`select c.key, c.title, c.unit, c.unit_name, c.state, c.audience, c.revision, c.version, c.closes_on, c.by, c.at,
      (select count(*)::int from forms.submission s where s.kind = 'collection' and s.subject = c.key) as submissions from forms.collection c where c.unit = ${unit} order by c.at desc, c.key offset ${offset} limit 20`),
    count: async (unit: string) => (await db.one<{ n: number }>(sql`select count(*) as n from forms.collection where unit = ${unit}`))!.n,
    versions: (key: string) => db.rows<VersionRow>(sql`select * from forms.version where collection = ${key} order by number desc`),
    /** The forms of all versions, the newest first. */
    fingerprints: (key: string) => db.rows<{ number: number; fingerprint: string }>(sql`select number, fingerprint from forms.version where collection = ${key} order by number desc`),
    version: (key: string, number: number) => db.one<VersionRow>(sql`select * from forms.version where collection = ${key} and number = ${number}`),
    addVersion: (row: VersionRow) => db.run(sql`insert into forms.version (collection, number, fingerprint, source, note, by, by_name, at) values (${row.collection}, ${row.number}, ${row.fingerprint}, ${row.source}, ${row.note}, ${row.by}, ${row.by_name}, ${row.at})`),
  }
}

export function draftStore(db: Db) {
  return {
    find: (key: string, who: string) => db.one<DraftRow>(sql`select * from forms.draft where collection = ${key} and who = ${who}`),
    /** Nothing is written when another device has saved since `revision` was read. */
    save: (row: DraftRow) => db.run(sql`insert into forms.draft (collection, who, version, content, revision, updated_at) values (${row.collection}, ${row.who}, ${row.version}, ${row.content}, ${row.revision}, ${row.updated_at})
      on conflict (collection, who) do update set version = excluded.version, content = excluded.content, revision = excluded.revision, updated_at = excluded.updated_at where forms.draft.revision = excluded.revision - 1`),
    drop: (key: string, who: string) => db.later(sql`delete from forms.draft where collection = ${key} and who = ${who}`),
    mine: (who: string) => db.rows<{ collection: string; title: string; state: CollectionState; updated_at: Date }>(sql`select d.collection, c.title, c.state, d.updated_at from forms.draft d join forms.collection c on c.key = d.collection where d.who = ${who} order by d.updated_at desc limit 50`),
  }
}

export function fileStore(db: Db) {
  return {
    add: (row: FileRow) => db.later(sql`insert into forms.file (id, collection, who, name, media, size, blob, at, sender, submission) values (${row.id}, ${row.collection}, ${row.who}, ${row.name}, ${row.media}, ${row.size}, ${row.blob}, ${row.at}, ${row.sender}, ${row.submission})`),
    /** With `lock` they are not dropped before the transaction ends. */
    find: (collection: string, ids: readonly string[], lock = false) => db.rows<FileRow>(sql`select * from forms.file where collection = ${collection} and id::text = any(${[...ids]}::text[]) order by id ${lock ? sql`for update` : none}`),
    hold: (id: string) => db.one<FileRow>(sql`select * from forms.file where id = ${id} for update`),
    drop: (id: string) => db.later(sql`delete from forms.file where id = ${id}`),
    name: (collection: string, ids: readonly string[], submission: string) => db.later(sql`update forms.file set submission = ${submission} where collection = ${collection} and id::text = any(${[...ids]}::text[]) and submission is null`),
    /** What one sender, or all of those who have not signed in, sent since then. */
    sent: async (collection: string, by: { sender: string } | { who: string }, since: Date) => (await db.one<{ files: number; bytes: number }>(sql`select count(*) as files, coalesce(sum(size), 0)::bigint as bytes from forms.file
      where collection = ${collection} and at >= ${since} and ${'sender' in by ? sql`sender = ${by.sender}` : sql`who = ${by.who}`}`))!,
  }
}

export function submissionStore(db: Db) {
  return {
    add: (row: SubmissionRow) => db.later(sql`insert into forms.submission (id, definition, kind, subject, number, who, who_name, content, digest, mac, at)
      values (${row.id}, ${row.definition}, ${row.kind}, ${row.subject}, ${row.number}, ${row.who}, ${row.who_name}, ${row.content}, ${row.digest}, ${row.mac}, ${row.at})`),
    find: (id: string) => db.one<SubmissionRow>(sql`select * from forms.submission where id = ${id}`),
    of: (kind: string, subject: string, offset = 0, limit = 100) => db.rows<SubmissionRow>(sql`select * from forms.submission where kind = ${kind} and subject = ${subject} order by at desc, id desc offset ${offset} limit ${limit}`),
    /** A page of what came in between two moments, the newest first. */
    latestIn: (collection: string, { from, to }: Span, offset: number, limit: number) => db.rows<SubmissionRow>(sql`select * from forms.submission where kind = 'collection' and subject = ${collection} and at >= ${from} and at <= ${to} order by at desc, id desc offset ${offset} limit ${limit}`),
    count: async (kind: string, subject: string) => (await db.one<{ n: number }>(sql`select count(*) as n from forms.submission where kind = ${kind} and subject = ${subject}`))!.n,
    /** A page of a collection, in the order in which it came in, after the row `past`. */
    page: (collection: string, { from, to }: Span, past: Pick<SubmissionRow, 'at' | 'id'> | undefined, offset: number, limit: number) => db.rows<SubmissionRow>(sql`select * from forms.submission where kind = 'collection' and subject = ${collection}
      and at >= ${from} and at <= ${to} ${past ? sql`and (at, id) > (${past.at}, ${past.id}::uuid)` : none} order by at, id offset ${offset} limit ${limit}`),
    countIn: async (collection: string, { from, to }: Span) => (await db.one<{ n: number }>(sql`select count(*) as n from forms.submission where kind = 'collection' and subject = ${collection} and at >= ${from} and at <= ${to}`))!.n,
    /** Numbers below the last one that nobody has; looked for only where there are fewer rows than numbers. */
    missing: async (collection: string, count: number): Promise<number[]> => {
      const last = (await db.one<{ n: number }>(sql`select coalesce(max(number), 0)::int as n from forms.submission where kind = 'collection' and subject = ${collection}`))!.n
      if (last <= count) return []
      return (await db.rows<{ n: number }>(sql`select n::int from generate_series(1, ${last}::int) as n where not exists (select 1 from forms.submission where kind = 'collection' and subject = ${collection} and number = n) order by n limit 100`)).map((one) => one.n)
    },
    /** How many came in since then; stops counting at `most`. */
    since: async (collection: string, since: Date, most: number) => (await db.one<{ n: number }>(sql`select count(*) as n from (select 1 from forms.submission where kind = 'collection' and subject = ${collection} and at >= ${since} limit ${most}) as taken`))!.n,
    /** The next number of a subject. Two at once meet at the unique key, and one of them is tried again. */
    next: async (kind: string, subject: string) => (await db.one<{ n: number }>(sql`select coalesce(max(number), 0)::int + 1 as n from forms.submission where kind = ${kind} and subject = ${subject}`))!.n,
    mine: (who: string) => db.rows<SubmissionRow>(sql`select * from forms.submission where who = ${who} and kind = 'collection' order by at desc limit 100`),
  }
}
