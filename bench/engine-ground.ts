import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { folderBlobs } from '@xiangyun/kernel/blobs'
import { readConfig } from '@xiangyun/kernel/config'
import { defineEvent, Type } from '@xiangyun/kernel/contract'
import { appRole, createDatabase, dropDatabase, join as joined, sql, startEmbedded } from '@xiangyun/kernel/database'
import { memoryKeys } from '@xiangyun/kernel/keys'
import { defineModule, provide } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { openPlatform, systemWork } from '@xiangyun/kernel/platform'
import type { Platform, Work } from '@xiangyun/kernel/platform'
import { processes } from '#modules/capabilities/processes/module.ts'
import { processHostPort, processesPort } from '#modules/capabilities/processes/ports.ts'
import type { Advanced, Event, State, Variables } from '#modules/capabilities/processes/ports.ts'
import { organisations } from '#modules/data/organisations/module.ts'
import { durability } from './ground.ts'

/** What a step costs whoever the processes belong to: its tasks are written, and it is told to the others. */
const stepped = defineEvent('bench.stepped', 1, Type.Object({ instance: Type.String(), subject: Type.String() }))

export async function carryOut(context: Context, subject: string, { instance, effects }: Advanced): Promise<void> {
  const opened = effects.flatMap((e) => (e.type === 'task-opened' ? [{ task: e.task, element: e.element, name: e.name }] : []))
  const closed = effects.flatMap((e) => (e.type === 'task-closed' ? [e.task] : []))
  const closing = sql`update bench.task set closed_at = ${context.now} where instance = ${instance} and task = any(${closed}::text[])`
  const opening = opened.length > 0 && sql`insert into bench.task (instance, task, element, name, opened_at) values ${joined(opened.map((one) => sql`(${instance}, ${one.task}, ${one.element}, ${one.name}, ${context.now})`), ', ')}`
  if (opening) await context.db.later(closed.length > 0 ? sql`with closed as (${closing}) ${opening}` : opening)
  if (!opening && closed.length > 0) await context.db.later(closing)
  context.emit(stepped, { instance, subject })
}

const host = defineModule({
  name: 'bench', tier: 'applications', title: '测速', publishes: [stepped],
  provides: [provide(processHostPort, (context) => ({
    hold: async () => {}, apply: (subject, advanced) => carryOut(context, subject, advanced), perform: async () => ({ ok: true, variables: {} }), decide: async () => null,
    vocabulary: () => ({ people: [], actions: [], forms: [], topics: [], messages: [], outcomes: [], variables: [], pauses: [] }), users: async () => [], subjects: async () => [],
  }))],
})

export type EngineGround = {
  readonly platform: Platform
  readonly work: Work
  readonly raw: pg.Pool
  readonly url: string
  readonly databaseFor: (name: string) => Promise<string>
  readonly settings: Record<string, unknown>
  readonly stop: () => Promise<void>
}

/** The platform with its processes and nothing else, in this process, on a database of its own with default durability. */
export async function engineGround(connections: number): Promise<EngineGround> {
  const folder = mkdtempSync(join(tmpdir(), 'xy-bench-'))
  const server = process.env['DATABASE_URL'] ? undefined : await startEmbedded({ folder: join(folder, 'postgres'), durable: true })
  const admin = process.env['DATABASE_URL'] ?? server!.url('postgres')
  const made: string[] = []
  const databaseFor = async (name: string) => {
    const own = `bench_${name}_${process.pid}`
    await createDatabase(admin, own)
    made.push(own)
    return named(admin, own)
  }
  const url = await databaseFor('engine')
  const config = { ...readConfig({ LOG_LEVEL: 'error' }, join(import.meta.dirname, '..')), poolSize: connections }
  const platform = await openPlatform({ config, modules: [organisations, processes, host], calendarYears: [], databaseUrl: url, keys: memoryKeys(Buffer.alloc(32, 7)), blobs: folderBlobs(join(folder, 'blobs')) })
  const raw = new pg.Pool({ connectionString: url, max: connections })
  raw.on('error', () => { /* the database is dropped before the last connection has gone */ })
  await raw.query(`create schema if not exists bench; grant usage on schema bench to ${appRole};
    create table bench.task (instance uuid not null, task text not null, element text not null, name text not null, opened_at timestamptz not null, closed_at timestamptz, primary key (instance, task));
    create table public.raw_commit (id bigserial primary key, at timestamptz not null, payload jsonb not null);
    grant select, insert, update on bench.task to ${appRole}`)
  return {
    platform, work: systemWork(platform.environment), raw, url, databaseFor, settings: await durability(raw),
    stop: async () => {
      await raw.end()
      await platform.close()
      for (const name of made) await dropDatabase(admin, name)
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function named(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

export type Standing = { readonly instance: string; readonly state: State }

export async function deployOn(ground: EngineGround, xml: string): Promise<string> {
  const deployed = await ground.work((context) => context.ask(processesPort).deploy('approval', xml))
  if (!deployed.ok) throw new Error(deployed.problems[0]?.message)
  return deployed.definition
}

/** One step of a case and all that belongs to it, as one transaction. */
export async function startCase(ground: EngineGround, definition: string, variables: Variables): Promise<Standing> {
  return ground.work(async (context) => {
    const subject = context.ids.next()
    const begun = await context.ask(processesPort).start(definition, { id: subject, division: '220102', about: 'approval', label: subject.slice(-12) }, variables)
    if (!begun.ok) throw new Error(begun.detail ?? begun.code)
    await carryOut(context, subject, begun.value)
    return begun.value
  })
}

export async function sendTo(ground: EngineGround, instance: string, event: Event): Promise<Standing> {
  return ground.work(async (context) => {
    const moved = await context.ask(processesPort).send(instance, event)
    if (!moved.ok) throw new Error(moved.detail ?? moved.code)
    await carryOut(context, instance, moved.value)
    return moved.value
  })
}

/** The open task of an element. */
export const taskAt = (state: State, element: string): string => state.waits.find((wait) => wait.kind === 'task' && wait.element === element)?.id ?? ''
