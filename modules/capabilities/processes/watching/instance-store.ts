import { none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'
import type { HistoryEvent, State } from '../ports.ts'
import { wholeState } from '../running/store.ts'

export type ListedRow = { id: string; subject: string; definition: string; key: string; number: number | null; division: string; about: string; label: string; status: 'active' | 'ended'; outcome: string | null; at: string[]; incident: boolean; started_at: Date | null; updated_at: Date; error: string | null }
export type InstanceFilter = { readonly definitions?: readonly string[] | undefined; readonly about?: string | undefined; readonly element?: string | undefined; readonly label?: string | undefined; readonly status?: string | undefined; readonly incident?: boolean | undefined; readonly before?: string | undefined; readonly within: Sql }

const columns: Sql = sql`i.id, i.subject, i.definition, d.key, v.number, i.division, i.about, i.label, i.status, i.state->>'outcome' as outcome, i.at, i.incident, i.started_at, i.updated_at,
  case when i.incident then (select j.error from processes.job j where j.instance = i.id and j.next_at is null order by j.job limit 1) end as error`
const sources: Sql = sql`processes.instance i join processes.definition d on d.fingerprint = i.definition left join processes.version v on v.key = d.key and v.definition = i.definition`

export function instanceStore(db: Db) {
  return {
    page: (f: InstanceFilter, size: number) => db.rows<ListedRow>(sql`select ${columns} from ${sources} where true ${f.within} ${f.definitions ? sql`and i.definition = any(${f.definitions}::text[])` : none}
      ${f.about ? sql`and i.about = ${f.about}` : none} ${f.element ? sql`and i.at @> array[${f.element}]::text[]` : none} ${f.label ? sql`and i.label = ${f.label}` : none} ${f.status ? sql`and i.status = ${f.status}` : none}
      ${f.incident ? sql`and i.incident and i.status = 'active'` : none} ${f.before ? sql`and i.id < ${f.before}` : none} order by i.id desc limit ${size}`),
    find: (id: string) => db.one<ListedRow & { state: State; version: number }>(sql`select ${columns}, ${wholeState('i')} as state, i.version from ${sources} where i.id = ${id}`),
    due: (id: string) => db.rows<{ key: string; due: Date }>(sql`select key, due from kernel.deadline where handler = 'processes.timer' and key >= ${`${id}/`} and key < ${`${id}0`}`),
    /** The latest finished and open instances of a version, with their histories. */
    logs: (definition: string, within: Sql, most: number) => db.rows<{ instance: string; finished: boolean; at: Date; trail: unknown[] | null }>(sql`select h.instance, i.status = 'ended' as finished, h.at, h.trail from (
        (select i.id, i.status from processes.instance i where i.definition = ${definition} and i.status = 'ended' ${within} order by i.id desc limit ${most})
        union all (select i.id, i.status from processes.instance i where i.definition = ${definition} and i.status = 'active' ${within} order by i.id desc limit ${Math.ceil(most / 2)})
      ) i join processes.history h on h.instance = i.id order by h.instance, h.number`),
    /** How many tokens stand where among the open ones. */
    places: (definition: string, within: Sql) => db.rows<{ element: string; n: number }>(sql`select e as element, count(*)::int as n from processes.instance i, unnest(i.at) e where i.definition = ${definition} and i.status = 'active' ${within} group by e`),
    openCount: async (definition: string, within: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from processes.instance i where i.definition = ${definition} and i.status = 'active' ${within}`))!.n,
    causes: (definitions: readonly string[], within: Sql) => db.rows<{ topic: string; error: string; n: number; since: Date; example: string }>(sql`select j.topic, coalesce(j.error, '') as error, count(*)::int as n, min(i.updated_at) as since, (array_agg(i.id order by i.id))[1]::text as example
      from processes.instance i join processes.job j on j.instance = i.id and j.next_at is null where i.incident and i.status = 'active' and i.definition = any(${definitions}::text[]) ${within} group by j.topic, coalesce(j.error, '') order by n desc limit 50`),
    /** Has what is stopped tried again, and says so in each one's history. */
    resume: (f: { instance?: string; definitions?: readonly string[]; topic?: string; error?: string }, within: Sql, note: { at: Date; actor: string; event: HistoryEvent }) => db.run(sql`with stopped as (
        select j.instance, j.job from processes.instance i join processes.job j on j.instance = i.id and j.next_at is null where i.incident and i.status = 'active' ${within} ${f.instance ? sql`and i.id = ${f.instance}` : none}
          ${f.definitions ? sql`and i.definition = any(${f.definitions}::text[])` : none} ${f.topic === undefined ? none : sql`and j.topic = ${f.topic}`} ${f.error === undefined ? none : sql`and coalesce(j.error, '') = ${f.error}`}
      ), noted as (
        update processes.instance i set version = version + 1, incident = exists (select 1 from processes.job j where j.instance = i.id and j.next_at is null and (j.instance, j.job) not in (select instance, job from stopped))
        where i.id in (select instance from stopped) returning i.id, i.version
      ), told as (insert into processes.history (instance, number, at, actor, event, trail) select id, version, ${note.at}, ${note.actor}, ${JSON.stringify(note.event)}::jsonb, '[]'::jsonb from noted)
      update processes.job j set attempts = 0, next_at = ${note.at} from stopped s where j.instance = s.instance and j.job = s.job`),
    unlabelled: (most: number) => db.rows<{ subject: string }>(sql`select subject from processes.instance where label = '' limit ${most}`),
    label: (subjects: readonly { id: string; division: string; about: string; label: string }[]) => db.run(sql`update processes.instance i set division = s.division, about = s.about, label = s.label, started_at = coalesce(i.started_at, i.updated_at)
      from jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as s(id uuid, division text, about text, label text) where i.subject = s.id`),
  }
}
