import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Event, State, Variables } from './contract.ts'

export type InstanceRow = { id: string; subject: string; definition: string; state: State; version: number }
export type JobRow = { instance: string; job: string; subject: string; topic: string; input: Variables; attempts: number }
export type NewJob = { job: string; topic: string; input: Variables }

export function processStore(db: Db) {
  return {
    definition: (fingerprint: string) => db.one<{ definition: unknown; xml: string }>(sql`select definition, xml from processes.definition where fingerprint = ${fingerprint}`),
    addDefinition: (fingerprint: string, key: string, xml: string, definition: unknown, at: Date) => db.run(sql`insert into processes.definition (fingerprint, key, xml, definition, at)
      values (${fingerprint}, ${key}, ${xml}, ${JSON.stringify(definition)}::jsonb, ${at}) on conflict (fingerprint) do nothing`),
    instance: (id: string, lock: boolean) => db.one<InstanceRow>(sql`select id, subject, definition, state, version from processes.instance where id = ${id} ${lock ? sql`for update` : none}`),
    history: (instance: string) => db.rows<{ number: number; at: Date; event: Event }>(sql`select number, at, event from processes.history where instance = ${instance} order by number`),
    /** State, history and asked-for jobs in one statement; the version that was read must still stand. */
    save: (row: InstanceRow, events: readonly Event[], actor: string, jobs: readonly NewJob[], gone: readonly string[], at: Date) => db.later(sql`
      with saved as (
        insert into processes.instance (id, subject, definition, state, version, status, updated_at)
        values (${row.id}, ${row.subject}, ${row.definition}, ${JSON.stringify(row.state)}::jsonb, ${row.version}, ${row.state.status}, ${at})
        on conflict (id) do update set state = excluded.state, version = excluded.version, status = excluded.status, updated_at = excluded.updated_at
        where processes.instance.version = excluded.version - ${events.length}
        returning id
      ), told as (
        insert into processes.history (instance, number, at, actor, event)
        select ${row.id}, ${row.version - events.length} + e.ordinality, ${at}, ${actor}, e.value from jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality e
      )
      ${jobs.length > 0 ? askJobs(row, jobs, at) : none}
      ${gone.length > 0 ? sql`, dropped as (delete from processes.job where instance = ${row.id} and job = any(${gone}::text[]))` : none}
      select kernel.sure((select count(*) from saved), 1, 'the process was changed meanwhile')`),
    /** How many wait to be done, up to a portion. */
    dueJobs: async (now: Date) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select 1 from processes.job where next_at <= ${now} limit 50) j`))!.n,
    dueJob: (now: Date) => db.one<JobRow>(sql`select instance, job, subject, topic, input, attempts from processes.job where next_at <= ${now} order by next_at, instance, job limit 1 for update skip locked`),
    removeJob: (instance: string, job: string) => db.later(sql`delete from processes.job where instance = ${instance} and job = ${job}`),
    /** Failed by its own word: waits, with the reason, until somebody has it tried again. */
    parkJob: (row: JobRow, error: string) => db.run(sql`update processes.job set attempts = 0, next_at = null, error = ${error} where instance = ${row.instance} and job = ${row.job}`),
    resumeJobs: (instance: string, now: Date) => db.run(sql`update processes.job set attempts = 0, next_at = ${now} where instance = ${instance} and next_at is null`),
    postponeJob: (row: JobRow, next: Date | null, error: string) => db.run(sql`update processes.job set attempts = ${row.attempts + 1}, next_at = ${next}, error = ${error} where instance = ${row.instance} and job = ${row.job}`),
  }
}

const askJobs = (row: InstanceRow, jobs: readonly NewJob[], at: Date) => sql`, asked as (
  insert into processes.job (instance, job, subject, topic, input, next_at)
  select ${row.id}, j.job, ${row.subject}, j.topic, j.input, ${at} from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j(job text, topic text, input jsonb)
)`
