import { join, none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'
import type { Reach } from '../contract.ts'
import { divisionOf, stemOf } from './reach.ts'
import type { Range, UnitId } from './reach.ts'

export type StaffRow = { account: string; name: string; phone: Buffer | null; left_on: string | null }
export type PostRow = { id: string; account: string; unit: string; title: string; since: string; until: string | null; closed_at: Date | null }
export type DutyRow = { id: string; post: string; role: string; reach: Reach; since: string; until: string | null; given_by: string; given_at: Date; confirmed_on: string | null; confirmed_by: string | null; withdrawn_at: Date | null }
export type FormerRow = { post: string; unit: string; until: string }
export type PlacedRow = { account: string; name: string; post: string; unit: string; title: string; since: string; until: string | null }
export type ReviewRow = PlacedRow & { duty: string; role: string; reach: Reach; given_by: string; duty_since: string; duty_until: string | null }

export const PAGE = 20
/** So many are counted; of more it is said that there are more. */
export const COUNTED = 1_000

const departmentOf = (unit: UnitId) => unit.slice(0, unit.indexOf('@'))
const below = (unit: UnitId): Sql => sql`p.division >= ${stemOf(divisionOf(unit))} and p.division < ${`${stemOf(divisionOf(unit))}:`}`

/** Posts in any of the ranges; a stretch of the index by place where the range is a whole place. */
function inRanges(ranges: readonly Range[]): Sql {
  const parts = ranges.map(({ unit, reach }) => {
    if (reach === 'unit') return sql`p.unit = ${unit}`
    return reach === 'below' ? sql`(${below(unit)})` : sql`(p.department = ${departmentOf(unit)} and ${below(unit)})`
  })
  return parts.length === 0 ? sql`false` : sql`(${join(parts, ' or ')})`
}

type Filter = { ranges: readonly Range[]; unit?: UnitId; text?: string }
/** Whose names nobody asks for are counted by the index of places alone. */
const placed = ({ ranges, unit, text }: Filter, isNamed = true): Sql => sql`organisations.post p ${isNamed || text ? sql`join organisations.staff s on s.account = p.account` : none}
  where p.closed_at is null and ${inRanges(ranges)} ${unit ? sql`and p.unit = ${unit}` : none} ${text ? sql`and (s.name like ${`${text.replace(/[\\%_]/g, '\\$&')}%`} or s.account = ${text})` : none}`

export function staffStore(db: Db) {
  return {
    find: (account: string, lock = false) => db.one<StaffRow>(sql`select account, name, phone, left_on from organisations.staff where account = ${account} ${lock ? sql`for update` : none}`),
    /** Nothing is written when the account is taken. */
    add: (row: StaffRow, at: Date) => db.run(sql`insert into organisations.staff (account, name, phone, joined_at, left_on) values (${row.account}, ${row.name}, ${row.phone}, ${at}, ${row.left_on}) on conflict do nothing`),
    leave: (account: string, on: string) => db.run(sql`update organisations.staff set left_on = ${on} where account = ${account}`),
    post: (id: string, lock = false) => db.one<PostRow>(sql`select id, account, unit, title, since, until, closed_at from organisations.post where id = ${id} ${lock ? sql`for update` : none}`),
    posts: (account: string) => db.rows<PostRow>(sql`select id, account, unit, title, since, until, closed_at from organisations.post where account = ${account} order by since, id limit 200`),
    /** Where posts were before their units were merged, the latest last. */
    former: (posts: readonly string[]) => db.rows<FormerRow>(sql`select post, unit, until from organisations.former_post where post = any(${[...posts]}::uuid[]) order by until`),
    addPost: (row: Omit<PostRow, 'closed_at'>, by: string, at: Date) => db.run(sql`insert into organisations.post (id, account, unit, department, division, title, since, until, placed_by, placed_at)
      values (${row.id}, ${row.account}, ${row.unit}, ${departmentOf(row.unit)}, ${divisionOf(row.unit)}, ${row.title}, ${row.since}, ${row.until}, ${by}, ${at})`),
    endPost: (id: string, until: string) => db.run(sql`update organisations.post set until = ${until} where id = ${id}`),
    /** Tells whether it was open till then. */
    closePost: (id: string, at: Date) => db.run(sql`update organisations.post set closed_at = ${at} where id = ${id} and closed_at is null`),
    duties: (account: string) => db.rows<DutyRow>(sql`select d.id, d.post, d.role, d.reach, d.since, d.until, d.given_by, d.given_at, d.confirmed_on, d.confirmed_by, d.withdrawn_at from organisations.duty d join organisations.post p on p.id = d.post where p.account = ${account} order by d.since, d.id limit 1000`),
    duty: (id: string, lock = false) => db.one<DutyRow & { account: string; unit: string }>(sql`select d.id, d.post, d.role, d.reach, d.since, d.until, d.given_by, d.given_at, d.confirmed_on, d.confirmed_by, d.withdrawn_at, p.account, p.unit
      from organisations.duty d join organisations.post p on p.id = d.post where d.id = ${id} ${lock ? sql`for update of d` : none}`),
    addDuty: (row: Pick<DutyRow, 'id' | 'post' | 'role' | 'reach' | 'since' | 'until' | 'given_by'>, through: string | null, at: Date) => db.run(sql`insert into organisations.duty (id, post, role, reach, since, until, given_by, through, given_at)
      values (${row.id}, ${row.post}, ${row.role}, ${row.reach}, ${row.since}, ${row.until}, ${row.given_by}, ${through}, ${at})`),
    takeDuty: (id: string, by: string, why: string, at: Date) => db.run(sql`update organisations.duty set withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_why = ${why} where id = ${id} and withdrawn_at is null`),
    confirmDuty: (id: string, on: string, by: string) => db.run(sql`update organisations.duty set confirmed_on = ${on}, confirmed_by = ${by} where id = ${id}`),
    /** Accounts with a post in a unit on a day. */
    ofUnit: (unit: UnitId, today: string) => db.rows<{ account: string }>(sql`select distinct account from organisations.post where unit = ${unit} and closed_at is null and since <= ${today} and (until is null or until >= ${today}) order by account limit 200`),
    names: (accounts: readonly string[]) => db.rows<{ account: string; name: string }>(sql`select account, name from organisations.staff where account = any(${[...accounts]}::text[])`),
    list: (filter: Filter, page: number) => db.rows<PlacedRow>(sql`select s.account, s.name, p.id as post, p.unit, p.title, p.since, p.until from ${placed(filter)} order by p.division, p.unit, p.account, p.id offset ${(page - 1) * PAGE} limit ${PAGE}`),
    count: async (filter: Filter) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select 1 from ${placed(filter, false)} limit ${COUNTED}) counted`))!.n,
    rolesOf: (posts: readonly string[], today: string) => db.rows<{ post: string; role: string }>(sql`select post, role from organisations.duty where post = any(${[...posts]}::uuid[]) and withdrawn_at is null and since <= ${today} and (until is null or until >= ${today}) order by since, id`),
    /** Duties that have not been confirmed since a day. */
    unconfirmed: (ranges: readonly Range[], not: string, before: string, page: number) => db.rows<ReviewRow>(sql`select s.account, s.name, p.id as post, p.unit, p.title, p.since, p.until, d.id as duty, d.role, d.reach, d.given_by, d.since as duty_since, d.until as duty_until
      from ${waiting(ranges, not, before)} order by p.division, p.unit, p.account, d.id offset ${(page - 1) * PAGE} limit ${PAGE}`),
    countUnconfirmed: async (ranges: readonly Range[], not: string, before: string) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select 1 from ${waiting(ranges, not, before)} limit ${COUNTED}) counted`))!.n,
  }
}

/** Nobody reviews their own. */
const waiting = (ranges: readonly Range[], not: string, before: string): Sql => sql`organisations.post p join organisations.staff s on s.account = p.account join organisations.duty d on d.post = p.id
  where p.closed_at is null and ${inRanges(ranges)} and p.account <> ${not} and d.withdrawn_at is null and d.since < ${before} and (d.confirmed_on is null or d.confirmed_on < ${before})`
