import { join, name, none, sql } from '@xiangyun/kernel/database'
import type { Db, Sql } from '@xiangyun/kernel/database'
import type { Trail } from '@xiangyun/bpmn'
import type { HistoryEvent, State, Subject, Variables } from '../ports.ts'
import { joined } from './state-cache.ts'
import type { Parts } from './state-cache.ts'

/** `large`: what of the state's variables is written apart. */
export type InstanceRow = { id: string; subject: string; definition: string; state: State; version: number; large: Variables }
export type JobRow = { instance: string; job: string; subject: string; topic: string; input: Variables; attempts: number }
export type NewJob = { job: string; topic: string; input: Variables }
/** One event with what it began and ended. */
export type Told = { readonly event: HistoryEvent; readonly trail: readonly Trail[] }

/** What one step writes. */
export type Saving = {
  readonly row: InstanceRow
  /** The state as it is written; without `large` when that is written already. */
  readonly parts: Pick<Parts, 'text'> & Partial<Parts>
  readonly subject?: Subject
  readonly told: readonly Told[]
  readonly actor: string
  readonly jobs: readonly NewJob[]
  readonly gone: readonly string[]
  readonly isStuck: boolean
  readonly at: Date
}

export function processStore(db: Db) {
  return {
    definition: (fingerprint: string) => db.one<{ key: string; definition: unknown; xml: string }>(sql`select key, definition, xml from processes.definition where fingerprint = ${fingerprint}`),
    addDefinition: (fingerprint: string, key: string, xml: string, definition: unknown, at: Date) => db.run(sql`insert into processes.definition (fingerprint, key, xml, definition, at)
      values (${fingerprint}, ${key}, ${xml}, ${JSON.stringify(definition)}::jsonb, ${at}) on conflict (fingerprint) do nothing`),
    instance: async (id: string, lock: boolean): Promise<InstanceRow | undefined> => {
      const row = await db.one<InstanceRow>(sql`select id, subject, definition, state, large, version from processes.instance where id = ${id} ${lock ? sql`for update` : none}`)
      return row && { ...row, state: joined(row.state, row.large) }
    },
    history: (instance: string) => db.rows<{ number: number; at: Date; actor: string; event: HistoryEvent; trail: Trail[] | null }>(sql`select number, at, actor, event, trail from processes.history where instance = ${instance} order by number`),
    save: (saving: Saving) => db.later(saved(saving)),
    subscribe: (instance: string, wait: string, kind: 'signal' | 'message', name: string, key: string) => db.later(sql`insert into processes.subscription (instance, wait, kind, name, key) values (${instance}, ${wait}, ${kind}, ${name}, ${key}) on conflict do nothing`),
    unsubscribe: (instance: string, wait: string) => db.later(sql`delete from processes.subscription where instance = ${instance} and wait = ${wait}`),
    subscribers: (kind: 'signal' | 'message', name: string, key: string, except: string) => db.rows<{ instance: string; subject: string }>(sql`select distinct s.instance, i.subject from processes.subscription s join processes.instance i on i.id = s.instance
      where s.kind = ${kind} and s.name = ${name} and s.key = ${key} and s.instance <> ${except} order by s.instance`),
  }
}

/** State, history and asked-for jobs in one statement; the version that was read must still stand. */
function saved(saving: Saving) {
  const { row, told, actor, jobs, gone, at } = saving
  return sql`
    with saved as (${saving.subject ? begun(saving, saving.subject) : moved(saving)}), told as (
      insert into processes.history (instance, number, at, actor, event, trail) values ${join(told.map((one, index) => sql`(${row.id}, ${row.version - told.length + index + 1}, ${at}, ${actor}, ${JSON.stringify(one.event)}::jsonb, ${JSON.stringify(one.trail)}::jsonb)`), ', ')}
    )
    ${jobs.length > 0 ? askJobs(row, jobs, at) : none}
    ${gone.length > 0 ? sql`, dropped as (delete from processes.job where instance = ${row.id} and job = any(${gone}::text[]))` : none}
    select kernel.sure((select count(*) from saved), 1, 'the process was changed meanwhile')`
}

const begun = ({ row, parts, isStuck, at }: Saving, subject: Subject): Sql => sql`
  insert into processes.instance (id, subject, definition, state, large, version, status, updated_at, started_at, division, about, label, at, incident)
  values (${row.id}, ${row.subject}, ${row.definition}, ${parts.text}::jsonb, ${JSON.stringify(parts.large ?? {})}::jsonb, ${row.version}, ${row.state.status}, ${at}, ${at}, ${subject.division}, ${subject.about}, ${subject.label}, ${placesOf(row.state)}::text[], ${isStuck})
  returning id`

const moved = ({ row, parts, told, gone, isStuck, at }: Saving): Sql => sql`
  update processes.instance set definition = ${row.definition}, state = ${parts.text}::jsonb, version = ${row.version}, status = ${row.state.status}, updated_at = ${at}, at = ${placesOf(row.state)}::text[],
    incident = ${isStuck} or (incident and exists (select 1 from processes.job j where j.instance = ${row.id} and j.next_at is null and j.job <> all(${gone}::text[])))
    ${parts.large ? sql`, large = ${JSON.stringify(parts.large)}::jsonb` : none}
  where id = ${row.id} and version = ${row.version - told.length} returning id`

/** The whole state of an instance, for queries that look at it. */
export const wholeState = (instance: string): Sql => {
  const [state, large] = [name(instance, 'state'), name(instance, 'large')]
  return sql`(case when ${large} = '{}' then ${state} else jsonb_set(${state}, '{variables}', (${state}->'variables') || ${large}) end)`
}

/** Elements where tokens stand; a sub-process that is open is shown by what stands inside. */
export function placesOf(state: Pick<State, 'tokens' | 'scopes'>): string[] {
  const hosts = new Set(state.scopes.map((scope) => scope.token))
  return state.tokens.filter((token) => !hosts.has(token.id) && !token.loop).map((token) => token.at)
}

const askJobs = (row: InstanceRow, jobs: readonly NewJob[], at: Date) => sql`, asked as (
  insert into processes.job (instance, job, subject, topic, input, next_at)
  select ${row.id}, j.job, ${row.subject}, j.topic, j.input, ${at} from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j(job text, topic text, input jsonb)
)`

/** Service work that is asked for: due, tried again, or waiting for an operator. */
export function jobStore(db: Db) {
  return {
    /** How many wait to be done, up to a portion. */
    due: async (now: Date) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select 1 from processes.job where next_at <= ${now} limit 50) j`))!.n,
    next: (now: Date) => db.one<JobRow>(sql`select instance, job, subject, topic, input, attempts from processes.job where next_at <= ${now} order by next_at, instance, job limit 1 for update skip locked`),
    remove: (instance: string, job: string) => db.later(sql`delete from processes.job where instance = ${instance} and job = ${job}`),
    /** Failed by its own word, or for the last time: waits, with the reason, until somebody has it tried again. */
    park: (row: JobRow, error: string) => db.run(sql`with told as (update processes.instance set incident = true where id = ${row.instance})
      update processes.job set attempts = attempts + 1, next_at = null, error = ${error} where instance = ${row.instance} and job = ${row.job}`),
    resume: (instance: string, now: Date) => db.run(sql`with told as (update processes.instance set incident = false where id = ${instance} and incident)
      update processes.job set attempts = 0, next_at = ${now} where instance = ${instance} and next_at is null`),
    postpone: (row: JobRow, next: Date, error: string) => db.run(sql`update processes.job set attempts = attempts + 1, next_at = ${next}, error = ${error} where instance = ${row.instance} and job = ${row.job}`),
    of: (instance: string) => db.rows<{ job: string; topic: string; attempts: number; next_at: Date | null; error: string | null }>(sql`select job, topic, attempts, next_at, error from processes.job where instance = ${instance} order by job`),
  }
}
