import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Reach } from '../contract.ts'
import type { Merged, Pair } from './rules.ts'

export type ReorganisationRow = {
  id: string; name: string; basis: string; effective_on: string; state: 'planned' | 'confirmed' | 'withdrawn' | 'done'; planned_by: string; planned_at: Date; confirmed_by: string | null; confirmed_at: Date | null; withdrawn_why: string | null; done_at: Date | null; units: number
}
export type HeldRow = { post: string; account: string; name: string; unit: string; into_unit: string; title: string; duty: string | null; role: string | null; reach: Reach | null }

export const PAGE = 20
const columns = sql`r.id, r.name, r.basis, r.effective_on, r.state, r.planned_by, r.planned_at, r.confirmed_by, r.confirmed_at, r.withdrawn_why, r.done_at, (select count(*)::int from organisations.merged_unit m where m.reorganisation = r.id) as units`
const within = (patterns: readonly string[]) => sql`exists (select 1 from organisations.merged_unit m where m.reorganisation = r.id and (m.unit like any(${[...patterns]}::text[]) or m.into_unit like any(${[...patterns]}::text[])))`

export function reorganisationStore(db: Db) {
  return {
    add: (row: Pick<ReorganisationRow, 'id' | 'name' | 'basis' | 'effective_on' | 'planned_by'>, at: Date) => db.run(sql`insert into organisations.reorganisation (id, name, basis, effective_on, state, planned_by, planned_at)
      values (${row.id}, ${row.name}, ${row.basis}, ${row.effective_on}, 'planned', ${row.planned_by}, ${at})`),
    addMerges: (id: string, pairs: readonly Pair[]) => db.run(sql`insert into organisations.merged_unit (reorganisation, unit, into_unit) select ${id}, unit, into_unit from unnest(${pairs.map((one) => one.unit)}::text[], ${pairs.map((one) => one.into)}::text[]) as pair (unit, into_unit)`),
    find: (id: string, lock = false) => db.one<ReorganisationRow>(sql`select ${columns} from organisations.reorganisation r where r.id = ${id} ${lock ? sql`for update` : none}`),
    list: (patterns: readonly string[], page: number) => db.rows<ReorganisationRow>(sql`select ${columns} from organisations.reorganisation r where ${within(patterns)} order by r.effective_on desc, r.id desc offset ${(page - 1) * PAGE} limit ${PAGE}`),
    count: async (patterns: readonly string[]) => (await db.one<{ n: number }>(sql`select count(*)::int as n from organisations.reorganisation r where ${within(patterns)}`))!.n,
    merges: async (id: string): Promise<Pair[]> => (await db.rows<{ unit: string; into_unit: string }>(sql`select unit, into_unit from organisations.merged_unit where reorganisation = ${id} order by unit`)).map((row) => ({ unit: row.unit, into: row.into_unit })),
    /** Two confirmations wait for each other: else each might send the other's unit away. */
    oneByOne: () => db.one(sql`select pg_advisory_xact_lock(hashtextextended('organisations/reorganisations', 0))`),
    confirm: (id: string, by: string, at: Date) => db.run(sql`update organisations.reorganisation set state = 'confirmed', confirmed_by = ${by}, confirmed_at = ${at} where id = ${id} and state = 'planned'`),
    setFollows: (id: string, follows: readonly { readonly unit: string; readonly duties: readonly string[] }[]) => db.run(sql`update organisations.merged_unit m set follows = string_to_array(f.duties, ' ')
      from unnest(${follows.map((one) => one.unit)}::text[], ${follows.map((one) => one.duties.join(' '))}::text[]) as f (unit, duties) where m.reorganisation = ${id} and m.unit = f.unit`),
    withdraw: (id: string, by: string, why: string) => db.run(sql`update organisations.reorganisation set state = 'withdrawn', withdrawn_by = ${by}, withdrawn_why = ${why} where id = ${id} and state in ('planned', 'confirmed')`),
    finish: (id: string, at: Date) => db.run(sql`update organisations.reorganisation set state = 'done', done_at = ${at} where id = ${id} and state = 'confirmed'`),
    /** All units that have gone or are to go. */
    merged: async (): Promise<Merged> => new Map((await db.rows<{ unit: string; into_unit: string; on: string }>(sql`select m.unit, m.into_unit, r.effective_on as on from organisations.merged_unit m join organisations.reorganisation r on r.id = m.reorganisation where r.state in ('confirmed', 'done')`)).map((row) => [row.unit, { into: row.into_unit, on: row.on }])),
    /** Open posts in its units, with the duties there; those that go along first come with no duty. */
    held: (id: string) => db.rows<HeldRow>(sql`select p.id as post, p.account, s.name, p.unit, m.into_unit, p.title, d.id as duty, d.role, d.reach from organisations.merged_unit m join organisations.post p on p.unit = m.unit and p.closed_at is null
      join organisations.staff s on s.account = p.account left join organisations.duty d on d.post = p.id and d.withdrawn_at is null where m.reorganisation = ${id} order by p.unit, p.account, p.id, d.id`),
    /** Duties that do not go along are withdrawn; gives whose. */
    dropDuties: (id: string, why: string, at: Date) => db.rows<{ account: string; into_unit: string; role: string; reach: Reach }>(sql`update organisations.duty d set withdrawn_at = ${at}, withdrawn_by = 'reorganisation', withdrawn_why = ${why}
      from organisations.post p join organisations.merged_unit m on m.unit = p.unit and m.reorganisation = ${id} where d.post = p.id and p.closed_at is null and d.withdrawn_at is null and not (d.role || ':' || d.reach = any(m.follows)) returning p.account, m.into_unit, d.role, d.reach`),
    keepFormer: (id: string, until: string) => db.run(sql`insert into organisations.former_post (post, reorganisation, unit, until) select p.id, ${id}, p.unit, ${until} from organisations.post p join organisations.merged_unit m on m.unit = p.unit and m.reorganisation = ${id} where p.closed_at is null on conflict do nothing`),
    movePosts: (id: string) => db.run(sql`update organisations.post p set unit = m.into_unit, department = split_part(m.into_unit, '@', 1), division = split_part(m.into_unit, '@', 2) from organisations.merged_unit m where m.reorganisation = ${id} and p.unit = m.unit and p.closed_at is null`),
    /** Who came along, unit by unit. */
    moved: (id: string) => db.rows<{ unit: string; account: string }>(sql`select distinct f.unit, p.account from organisations.former_post f join organisations.post p on p.id = f.post where f.reorganisation = ${id}`),
  }
}
