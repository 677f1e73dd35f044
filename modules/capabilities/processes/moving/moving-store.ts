import { none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'
import type { PlannedChange } from '@xiangyun/bpmn'

export type Choice = { readonly division?: string; readonly about?: string; readonly element?: string; readonly startedFrom?: string; readonly startedBefore?: string; readonly share?: number; readonly most?: number; readonly movedBy?: string }
export type MigrationStatus = 'rehearsing' | 'rehearsed' | 'moving' | 'done' | 'stopped'
export type MigrationRow = { id: string; key: string; from_definition: string; to_definition: string; mapping: Record<string, string>; choice: Choice; reason: string; law: string | null; status: MigrationStatus; chosen: number; by: string; by_id: string; at: Date; finished_at: Date | null }
export type MoveState = 'chosen' | 'can' | 'cannot' | 'moved' | 'left'
export type MoveRow = { migration: string; instance: string; number: number; state: MoveState; at: string[]; changes: string[]; obstacles: Pick<PlannedChange, 'element' | 'message'>[]; result: string | null }
type Listed = MoveRow & { subject: string; label: string; division: string }

export function movingStore(db: Db) {
  return {
    /** Chooses instances as they stand now, the oldest first. Gives how many. */
    async choose(migration: string, definition: string, choice: Choice, within: Sql, bounds: { from: Date | null; before: Date | null }): Promise<number> {
      return db.run(sql`with fitting as (
          select i.id, i.at, row_number() over (order by i.started_at nulls first, i.id) as number, count(*) over () as total from processes.instance i
          where i.definition = ${definition} and i.status = 'active' ${within} ${choice.about ? sql`and i.about = ${choice.about}` : none} ${choice.element ? sql`and i.at @> array[${choice.element}]::text[]` : none}
            ${bounds.from ? sql`and i.started_at >= ${bounds.from}` : none} ${bounds.before ? sql`and i.started_at < ${bounds.before}` : none}
            ${choice.movedBy ? sql`and exists (select 1 from processes.move m where m.migration = ${choice.movedBy} and m.instance = i.id and m.state = 'moved')` : none}
        ) insert into processes.move (migration, instance, number, state, at)
        select ${migration}, id, number, 'chosen', at from fitting where number <= ceil(total * ${choice.share ?? 100}::numeric / 100) and number <= ${choice.most ?? 100_000}`)
    },
    add: (row: MigrationRow) => db.run(sql`insert into processes.migration (id, key, from_definition, to_definition, mapping, choice, reason, law, status, chosen, by, by_id, at)
      values (${row.id}, ${row.key}, ${row.from_definition}, ${row.to_definition}, ${JSON.stringify(row.mapping)}::jsonb, ${JSON.stringify(row.choice)}::jsonb, ${row.reason}, ${row.law}, ${row.status}, ${row.chosen}, ${row.by}, ${row.by_id}, ${row.at})`),
    find: (id: string, lock = false) => db.one<MigrationRow>(sql`select * from processes.migration where id = ${id} ${lock ? sql`for update` : none}`),
    /** The latest that touch something within reach. */
    list: (key: string | undefined, within: Sql) => db.rows<MigrationRow>(sql`select g.* from processes.migration g where exists (select 1 from processes.move m join processes.instance i on i.id = m.instance where m.migration = g.id ${within}) ${key ? sql`and g.key = ${key}` : none} order by g.at desc, g.id desc limit 100`),
    setStatus: (id: string, status: MigrationStatus, finished: Date | null) => db.run(sql`update processes.migration set status = ${status}, finished_at = ${finished} where id = ${id}`),
    counts: (ids: readonly string[], within: Sql) => db.rows<{ migration: string; state: MoveState; n: number }>(sql`select m.migration, m.state, count(*)::int as n from processes.move m join processes.instance i on i.id = m.instance where m.migration = any(${ids}::uuid[]) ${within} group by m.migration, m.state`),
    /** Where those that can move, or have moved, stood. */
    standing: (migration: string, within: Sql) => db.rows<{ at: string[]; n: number }>(sql`select m.at, count(*)::int as n from processes.move m join processes.instance i on i.id = m.instance where m.migration = ${migration} and m.state in ('can', 'moved') ${within} group by m.at`),
    /** Work that is under way: one that another process is at is left to it. */
    working: () => db.one<MigrationRow>(sql`select * from processes.migration where status in ('rehearsing', 'moving') order by id limit 1 for update skip locked`),
    next: (migration: string, state: MoveState, most: number) => db.rows<MoveRow>(sql`select * from processes.move where migration = ${migration} and state = ${state} order by number limit ${most}`),
    /** A portion's outcomes in one statement. */
    tell: (migration: string, rows: readonly { instance: string; state: MoveState; changes: readonly string[]; obstacles: readonly Pick<PlannedChange, 'element' | 'message'>[]; result: string | null }[]) => db.run(sql`update processes.move m set state = r.state, changes = r.changes, obstacles = r.obstacles, result = r.result
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(instance uuid, state text, changes jsonb, obstacles jsonb, result text) where m.migration = ${migration} and m.instance = r.instance`),
    finish: (migration: string, instance: string, state: MoveState, result: string | null) => db.later(sql`update processes.move set state = ${state}, result = ${result} where migration = ${migration} and instance = ${instance}`),
    page: (migration: string, state: MoveState | undefined, within: Sql, offset: number, size: number) => db.rows<Listed>(sql`select m.*, i.subject, i.label, i.division from processes.move m join processes.instance i on i.id = m.instance
      where m.migration = ${migration} ${state ? sql`and m.state = ${state}` : none} ${within} order by m.number offset ${offset} limit ${size}`),
    changes: (migration: string, within: Sql) => db.rows<{ message: string; n: number }>(sql`select c as message, count(*)::int as n from processes.move m join processes.instance i on i.id = m.instance, jsonb_array_elements_text(m.changes) c where m.migration = ${migration} ${within} group by c order by n desc, c limit 50`),
    obstacles: (migration: string, within: Sql) => db.rows<{ element: string; message: string; n: number }>(sql`select o->>'element' as element, o->>'message' as message, count(*)::int as n from processes.move m join processes.instance i on i.id = m.instance, jsonb_array_elements(m.obstacles) o where m.migration = ${migration} ${within} group by 1, 2 order by n desc, 2 limit 50`),
  }
}
