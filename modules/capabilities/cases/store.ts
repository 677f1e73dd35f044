import { join, none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'
import type { Clock } from './clock.ts'

export type DraftRow = { id: string; item: string; item_version: number; division: string; applicant_index: string; applicant: Buffer; applicant_name: string; firm: string | null; channel: string; opened_by: string; content: Buffer; version: number; updated_at: Date }

export type CaseRow = {
  id: string; number: string; item: string; item_version: number; item_name: string; division: string; unit: string; window_unit: string; stage: string; outcome: string | null
  applicant_index: string; applicant: Buffer; applicant_name: string; firm: string | null; firm_name: string | null; channel: string; agent: string | null; agent_name: string | null; content: Buffer; instance: string
  clock: Clock; due_on: string | null; promise_on: string | null; lamp: string; ask: Ask | null; result: CaseResult | null; fee: CaseFee | null
  submitted_at: Date; accepted_at: Date | null; ended_at: Date | null; version: number
}
export type Ask = { kind: string; text: string; until: string | null; items: { material?: string; field?: string; say: string }[] }
export type CaseResult = { licences: string[]; document: string | null; reason: string | null; clause: string | null; appeal: string | null; values: Record<string, unknown> }
export type CaseFee = { due: number; paid: boolean; order: string | null; basis: string }

export type TaskRow = {
  id: string; case_id: string; engine_task: string; element: string; name: string; action: string; people: string; unit: string; party: string | null; given_to: string | null; asked_by: string | null
  grouped: string; two: boolean; batch: boolean; opened_at: Date; due_on: string | null; case_due_on: string | null; closed_at: Date | null; closed_by: string | null; decision: string | null; comment: string | null
}
export type Moment = { number: number; at: string; kind: string; actor_kind: string; actor_name: string; text: string; inside: boolean }
export type MaterialRow = { material: string; number: number; kind: string; name: string; blob: string | null; media: string | null; size: number | null; reference: string | null; state: string; note: string | null }

const caseColumns = { pieces: ['id, number, item, item_version, item_name, division, unit, window_unit, stage, outcome, applicant_index, applicant, applicant_name, firm, firm_name, channel, agent, agent_name, content, instance, clock, due_on, promise_on, lamp, ask, result, fee, submitted_at, accepted_at, ended_at, version'], values: [] } as Sql
const listNames = ['id', 'number', 'item', 'item_name', 'division', 'unit', 'stage', 'outcome', 'applicant_name', 'firm_name', 'channel', 'due_on', 'promise_on', 'lamp', 'clock', 'submitted_at', 'ended_at'] as const
const listColumns: Sql = { pieces: [listNames.map((name) => `c.${name}`).join(', ')], values: [] }
/** The case's columns in a row that begins with a task's. */
const besideTask: Sql = { pieces: [listNames.map((name) => `c.${name} as case_row_${name}`).join(', ')], values: [] }
export type ListRow = Pick<CaseRow, (typeof listNames)[number]>

export function draftStore(db: Db) {
  return {
    find: (id: string, lock = false) => db.one<DraftRow>(sql`select * from cases.draft where id = ${id} ${lock ? sql`for update` : none}`),
    /** A person's own; and of those begun for somebody else, only those of the one for whom they act now. An official's: what they began. */
    mine: (actor: string, others: string | null) => db.rows<Omit<DraftRow, 'content' | 'applicant'>>(sql`select id, item, item_version, division, applicant_index, applicant_name, firm, channel, opened_by, version, updated_at from cases.draft where applicant_index = ${actor} or (opened_by = ${actor} and (${others}::text is null or applicant_index = ${others})) order by updated_at desc limit 100`),
    add: (row: DraftRow) => db.run(sql`insert into cases.draft (id, item, item_version, division, applicant_index, applicant, applicant_name, firm, channel, opened_by, content, created_at, updated_at)
      values (${row.id}, ${row.item}, ${row.item_version}, ${row.division}, ${row.applicant_index}, ${row.applicant}, ${row.applicant_name}, ${row.firm}, ${row.channel}, ${row.opened_by}, ${row.content}, ${row.updated_at}, ${row.updated_at})`),
    save: (id: string, version: number, content: Buffer, at: Date) => db.run(sql`update cases.draft set content = ${content}, version = version + 1, updated_at = ${at} where id = ${id} and version = ${version}`),
    renew: (id: string, version: number, itemVersion: number, content: Buffer, at: Date) => db.run(sql`update cases.draft set content = ${content}, item_version = ${itemVersion}, version = version + 1, updated_at = ${at} where id = ${id} and version = ${version}`),
    handTo: (id: string, account: string) => db.run(sql`update cases.draft set opened_by = ${account} where id = ${id}`),
    drop: (id: string) => db.later(sql`delete from cases.draft where id = ${id}`),
  }
}

export function materialStore(db: Db) {
  return {
    of: (owner: string) => db.rows<MaterialRow>(sql`select material, number, kind, name, blob, media, size, reference, state, note from cases.material where owner = ${owner} order by material, number`),
    add: (owner: string, rows: readonly MaterialRow[], at: Date) => db.later(sql`insert into cases.material (owner, material, number, kind, name, blob, media, size, reference, state, note, at)
      select ${owner}, m.material, m.number, m.kind, m.name, m.blob, m.media, m.size, m.reference, m.state, m.note, ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(material text, number int, kind text, name text, blob text, media text, size bigint, reference text, state text, note text)`),
    drop: (owner: string, material: string, number: number) => db.run(sql`delete from cases.material where owner = ${owner} and material = ${material} and number = ${number}`),
    dropMissing: (owner: string, material: string) => db.run(sql`delete from cases.material where owner = ${owner} and material = ${material} and kind = 'missing'`),
    dropAll: (owner: string) => db.run(sql`delete from cases.material where owner = ${owner}`),
  }
}

export function caseStore(db: Db) {
  return {
    find: (id: string, lock = false) => db.one<CaseRow>(sql`select ${caseColumns} from cases."case" where id = ${id} ${lock ? sql`for update` : none}`),
    /** By what operators find processes that began before they were kept with them. */
    subjects: (ids: readonly string[]) => db.rows<{ id: string; division: string; about: string; label: string }>(sql`select id, division, item as about, number as label from cases."case" where id = any(${ids}::uuid[])`),
    findByTask: (task: string) => db.one<CaseRow>(sql`select ${caseColumns} from cases."case" where id = (select case_id from cases.task where id = ${task}) for update`),
    serial: async (code: string, day: string) => (await db.one<{ last: number }>(sql`insert into cases.serial (code, day, last) values (${code}, ${day}, 1) on conflict (code, day) do update set last = cases.serial.last + 1 returning last`))!.last,
    task: (id: string) => db.one<TaskRow>(sql`select * from cases.task where id = ${id}`),
    tasks: (caseId: string) => db.rows<TaskRow>(sql`select * from cases.task where case_id = ${caseId} order by opened_at, id`),
    timeline: (caseId: string) => db.rows<Moment & { at: Date }>(sql`select number, at, kind, actor_kind, actor_name, text, inside from cases.moment where case_id = ${caseId} order by number`),
    handOver: (id: string, to: string) => db.run(sql`update cases.task set given_to = ${to} where id = ${id} and closed_at is null`),
    givenTo: (account: string, unit: string) => db.rows<TaskRow>(sql`select * from cases.task where given_to = ${account} and unit = ${unit} and closed_at is null order by opened_at, id`),
    /** Open cases and tasks of a unit become another's; gives the cases. */
    followUnit: async (unit: string, into: string) => {
      const rows = await db.rows<{ id: string }>(sql`update cases."case" set unit = case when unit = ${unit} then ${into} else unit end, window_unit = case when window_unit = ${unit} then ${into} else window_unit end where (unit = ${unit} or window_unit = ${unit}) and ended_at is null returning id`)
      const tasks = await db.rows<{ case_id: string }>(sql`update cases.task set unit = ${into} where unit = ${unit} and closed_at is null returning case_id`)
      return { cases: rows.map((row) => row.id), tasks: tasks.length }
    },
    /** Open cases of units, counted up to ten thousand. */
    countOpen: async (units: readonly string[]) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select 1 from cases."case" where ended_at is null and (unit = any(${[...units]}::text[]) or window_unit = any(${[...units]}::text[])) limit 10000) counted`))!.n,
    /** The same line in the record of many cases, which the caller holds locked. */
    tellAll: (ids: readonly string[], moment: Pick<Moment, 'kind' | 'actor_kind' | 'actor_name' | 'text'>, at: Date) => db.run(sql`insert into cases.moment (case_id, number, at, kind, actor_kind, actor_name, text, inside)
      select c.id, coalesce((select max(m.number) from cases.moment m where m.case_id = c.id), 0) + 1, ${at}, ${moment.kind}, ${moment.actor_kind}, ${moment.actor_name}, ${moment.text}, false from unnest(${[...ids]}::uuid[]) as c (id)`),
    takeOff: (id: string, account: string) => db.run(sql`update cases.task set given_to = null where id = ${id} and given_to = ${account} and closed_at is null`),
    /** What somebody filed for another person. */
    filedFor: (agent: string, applicant: string, offset: number) => db.rows<ListRow>(sql`select ${listColumns} from cases."case" c where c.agent = ${agent} and c.applicant_index = ${applicant} order by c.submitted_at desc, c.id desc offset ${offset} limit 20`),
    filedForCount: async (agent: string, applicant: string) => (await db.one<{ n: number }>(sql`select count(*) as n from cases."case" where agent = ${agent} and applicant_index = ${applicant}`))!.n,
    mine: (index: string, firm: string | null, offset: number) => db.rows<ListRow>(sql`select ${listColumns} from cases."case" c where c.applicant_index = ${index} ${firm ? sql`or c.firm = ${firm}` : none} order by c.submitted_at desc, c.id desc offset ${offset} limit 20`),
    mineCount: async (index: string, firm: string | null) => (await db.one<{ n: number }>(sql`select count(*) as n from cases."case" where applicant_index = ${index} ${firm ? sql`or firm = ${firm}` : none}`))!.n,
    toSign: (index: string) => db.rows<ListRow>(sql`select ${listColumns} from cases."case" c where c.id in (select case_id from cases.task where party = ${index} and closed_at is null) order by c.submitted_at desc limit 20`),
  }
}

export type Change = {
  readonly row: CaseRow
  readonly isNew: boolean
  readonly opened: readonly TaskRow[]
  readonly closed: readonly { engine_task: string; closed_by: string; decision: string | null; comment: string | null }[]
  readonly moments: readonly Omit<Moment, 'number'>[]
  /** Open tasks that stand for another element after the process moved to another version. */
  readonly renamed: readonly { readonly task: string; readonly element: string; readonly name: string; readonly action: string }[]
  readonly before: { readonly due: string | null }
}

/** The case with its tasks and time line, all in one statement. A new case is inserted, an old one must stand at the version that was read. */
export function saveChange(db: Db, change: Change, at: Date): Promise<void> {
  const { row } = change
  return db.later(sql`
    with written as (${change.isNew ? insertCase(row, at) : updateCase(row, at)})
    ${change.opened.length > 0 ? openTasks(change, at) : none}
    ${change.closed.length > 0 ? closeTasks(change, at) : none}
    ${change.isNew || row.due_on === null || row.due_on === change.before.due ? none : moveTasks(change)}
    ${change.moments.length > 0 ? tellMoments(change, at) : none}
    ${change.renamed.length > 0 ? renameTasks(change) : none}
    select kernel.sure((select count(*) from written), 1, 'the case was changed meanwhile')`)
}

function openTasks({ opened }: Change, at: Date): Sql {
  const tasks = opened.map((t) => ({ ...t, opened_at: at.toISOString() }))
  return sql`, opened as (
      insert into cases.task (id, case_id, engine_task, element, name, action, people, unit, party, given_to, asked_by, grouped, two, batch, opened_at, due_on, case_due_on)
      select t.id, t.case_id, t.engine_task, t.element, t.name, t.action, t.people, t.unit, t.party, t.given_to, t.asked_by, t.grouped, t.two, t.batch, t.opened_at, t.due_on, t.case_due_on
      from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as t(id uuid, case_id uuid, engine_task text, element text, name text, action text, people text, unit text, party text, given_to text, asked_by text, grouped text, two boolean, batch boolean, opened_at timestamptz, due_on date, case_due_on date)
    )`
}

function closeTasks({ row, closed }: Change, at: Date): Sql {
  return sql`, closed as (
      update cases.task t set closed_at = ${at}, closed_by = c.closed_by, decision = c.decision, comment = c.comment
      from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as c(engine_task text, closed_by text, decision text, comment text)
      where t.case_id = ${row.id} and t.engine_task = c.engine_task and t.closed_at is null
    )`
}

/** Tasks that stay open follow the case's lawful day. */
function moveTasks({ row, closed }: Change): Sql {
  return sql`, moved as (
      update cases.task set case_due_on = ${row.due_on} where case_id = ${row.id} and closed_at is null
        and case_due_on is distinct from ${row.due_on}::date and engine_task <> all(${closed.map((c) => c.engine_task)}::text[])
    )`
}

function renameTasks({ row, renamed }: Change): Sql {
  return sql`, renamed as (
      update cases.task t set element = r.element, name = r.name, action = r.action from jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) as r(task text, element text, name text, action text)
      where t.case_id = ${row.id} and t.engine_task = r.task and t.closed_at is null
    )`
}

function tellMoments({ row, moments }: Change, at: Date): Sql {
  return sql`, told as (
      insert into cases.moment (case_id, number, at, kind, actor_kind, actor_name, text, inside)
      select ${row.id}, ${row.version * 100} + m.ordinality, ${at}, m.value->>'kind', m.value->>'actor_kind', m.value->>'actor_name', m.value->>'text', (m.value->>'inside')::boolean
      from jsonb_array_elements(${JSON.stringify(moments)}::jsonb) with ordinality m
    )`
}

function insertCase(row: CaseRow, at: Date): Sql {
  return sql`insert into cases."case" (${caseColumns}, updated_at) values (
    ${row.id}, ${row.number}, ${row.item}, ${row.item_version}, ${row.item_name}, ${row.division}, ${row.unit}, ${row.window_unit}, ${row.stage}, ${row.outcome}, ${row.applicant_index}, ${row.applicant}, ${row.applicant_name}, ${row.firm}, ${row.firm_name}, ${row.channel}, ${row.agent}, ${row.agent_name}, ${row.content}, ${row.instance},
    ${JSON.stringify(row.clock)}::jsonb, ${row.due_on}, ${row.promise_on}, ${row.lamp}, ${json(row.ask)}::jsonb, ${json(row.result)}::jsonb, ${json(row.fee)}::jsonb, ${row.submitted_at}, ${row.accepted_at}, ${row.ended_at}, ${row.version}, ${at}) returning id`
}

function updateCase(row: CaseRow, at: Date): Sql {
  return sql`update cases."case" set stage = ${row.stage}, outcome = ${row.outcome}, content = ${row.content}, clock = ${JSON.stringify(row.clock)}::jsonb, due_on = ${row.due_on}, promise_on = ${row.promise_on}, lamp = ${row.lamp},
    ask = ${json(row.ask)}::jsonb, result = ${json(row.result)}::jsonb, fee = ${json(row.fee)}::jsonb, accepted_at = ${row.accepted_at}, ended_at = ${row.ended_at}, version = ${row.version}, updated_at = ${at}
    where id = ${row.id} and version = ${row.version - 1} returning id`
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export type QueueFilter = { readonly unit: string; readonly people: readonly string[]; readonly account: string; readonly absent: readonly { readonly account: string; readonly items: readonly string[] | null }[]; readonly action?: string | undefined; readonly lamp?: string | undefined }

/** What was handed to somebody absent whose stand-in does only some items. */
const inTheirStead = ({ account, items }: QueueFilter['absent'][number]): Sql => (items === null ? none : sql`or (t.given_to = ${account} and exists (select 1 from cases."case" c where c.id = t.case_id and c.item = any(${[...items]}::text[])))`)

/** Open tasks of some units that these people may do, ordered by the lawful clock; taken from the front, so it costs the same at any size. */
export function queueStore(db: Db) {
  const where = (f: QueueFilter) => join([
    sql`t.closed_at is null and t.unit = ${f.unit}`, sql`t.people = any(${f.people}::text[])`, sql`t.asked_by is distinct from ${f.account}`,
    sql`(t.given_to is null or t.given_to = any(${[f.account, ...f.absent.filter(({ items }) => items === null).map(({ account }) => account)]}::text[]) ${join(f.absent.map(inTheirStead), ' ')})`, ...(f.action ? [sql`t.action = ${f.action}`] : []),
    ...(f.lamp ? [sql`exists (select 1 from cases."case" c where c.id = t.case_id and c.lamp = ${f.lamp})`] : []),
  ], ' and ')
  return {
    async page(f: QueueFilter, offset: number): Promise<(TaskRow & { row: ListRow })[]> {
      const rows = await db.rows<TaskRow & Record<string, unknown>>(sql`select t.*, ${besideTask} from (select * from cases.task t where ${where(f)} order by t.case_due_on nulls last, t.opened_at, t.id offset ${offset} limit 30) t
        join cases."case" c on c.id = t.case_id order by t.case_due_on nulls last, t.opened_at, t.id`)
      return rows.map((row) => ({ ...row, row: Object.fromEntries(listNames.map((name) => [name, row[`case_row_${name}`]])) as ListRow }))
    },
    figures: (f: QueueFilter) => db.rows<{ lamp: string; action: string; name: string; count: number; nearest: string | null }>(sql`select c.lamp, t.action, min(t.name) as name, count(*)::int as count, min(t.case_due_on) as nearest
      from (select t.case_id, t.action, t.name, t.case_due_on from cases.task t where ${where(f)} limit 1000) t join cases."case" c on c.id = t.case_id group by c.lamp, t.action`),
    /** Counted up to three hundred: nobody works a longer list by its number. */
    count: async (f: QueueFilter) => (await db.one<{ n: number }>(sql`select count(*) as n from (select 1 from cases.task t where ${where(f)} limit 300) x`))!.n,
  }
}

export type SearchFilter = { readonly units: readonly string[]; readonly isWindow: boolean; readonly number?: string | undefined; readonly name?: string | undefined; readonly stage?: string | undefined; readonly lamp?: string | undefined; readonly item?: string | undefined; readonly before?: { at: Date; id: string } | undefined }

export function searchStore(db: Db, f: SearchFilter): Promise<ListRow[]> {
  const parts = [
    sql`${f.isWindow ? sql`c.window_unit` : sql`c.unit`} ${f.units.length === 1 ? sql`= ${f.units[0]!}` : sql`= any(${[...f.units]}::text[])`}`,
    ...(f.number ? [sql`c.number = ${f.number}`] : []), ...(f.name ? [sql`(c.applicant_name = ${f.name} or c.firm_name = ${f.name})`] : []),
    ...(f.stage ? [sql`c.stage = ${f.stage}`] : []), ...(f.lamp ? [sql`c.lamp = ${f.lamp}`] : []), ...(f.item ? [sql`c.item = ${f.item}`] : []),
    ...(f.before ? [sql`(c.submitted_at, c.id) < (${f.before.at}, ${f.before.id})`] : []),
  ]
  return db.rows<ListRow>(sql`select ${listColumns} from cases."case" c where ${join(parts, ' and ')} order by c.submitted_at desc, c.id desc limit 31`)
}
