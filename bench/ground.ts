import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { appRole, startEmbedded } from '@xiangyun/kernel/database'
import { outerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'

export type Ground = { readonly api: Api; readonly address: string; readonly url: string; readonly raw: pg.Pool; readonly settings: Record<string, unknown>; readonly memory: () => Promise<number>; readonly stop: () => Promise<void> }

/** Twenty counties of Jilin (GB/T 2260), over which synthetic rows are spread. */
export const counties = ['220102', '220103', '220104', '220105', '220106', '220112', '220113', '220122', '220182', '220183', '220184', '220202', '220203', '220204', '220211', '220221', '220281', '220282', '220283', '220284']

const root = join(import.meta.dirname, '..')

/** A server process of its own on a PostgreSQL with default durability; clients and raw commits come from this process. */
export async function benchGround(options: { readonly clients: number; readonly scale?: number; readonly port: number }): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'xy-bench-'))
  const server = process.env['DATABASE_URL'] ? undefined : await startEmbedded({ folder: join(folder, 'postgres'), durable: true })
  const url = process.env['DATABASE_URL'] ?? server!.url()
  const address = `http://127.0.0.1:${options.port}`
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--max-semi-space-size=16', join(root, 'bench', 'server.ts')], {
    env: { ...process.env, DATABASE_URL: url, PORT: String(options.port), ADDRESS: address, DATA_FOLDER: join(folder, 'data'), PROVINCE_SCALE: String(options.scale ?? 20_000), LOG_LEVEL: 'error', POOL_SIZE: '16' }, stdio: ['ignore', 'inherit', 'inherit'],
  })
  await ready(address)
  const raw = new pg.Pool({ connectionString: url, max: options.clients })
  await raw.query('create table if not exists raw_commit (id bigserial primary key, at timestamptz not null, payload jsonb not null)')
  await raw.query(`grant insert on raw_commit to ${appRole}; grant usage on sequence raw_commit_id_seq to ${appRole}`)
  return {
    api: outerApi(address), address, url, raw, settings: await durability(raw),
    memory: async () => Number(/process_resident_memory_bytes (\d+)/.exec(await (await fetch(`${address}/metrics`)).text())?.[1] ?? 0),
    stop: async () => {
      await raw.end()
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ready(address: string): Promise<void> {
  for (let waited = 0; waited < 240_000; waited += 200) {
    if (await fetch(`${address}/readyz`).then((r) => r.ok, () => false)) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('the benchmark server did not start')
}

export async function durability(raw: pg.Pool): Promise<Record<string, unknown>> {
  const { rows } = await raw.query<{ name: string; setting: string }>(`select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers')`)
  return Object.fromEntries(rows.map((r) => [r.name, r.setting]))
}

/** One-row commits through the same driver for some milliseconds, from as many clients; per second. */
export async function rawCommits(raw: pg.Pool, clients: number, milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds
  let count = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: clients }, async () => {
    const client = await raw.connect()
    while (performance.now() < until) {
      await client.query({ name: 'raw', text: 'insert into raw_commit (at, payload) values ($1, $2)', values: [new Date(), '{"a":1}'] })
      count++
    }
    client.release()
  }))
  return (count * 1000) / (performance.now() - began)
}

/** Runs the jobs by several clients at once; gives the seconds it took. */
export async function byClients<T>(clients: number, jobs: readonly T[], run: (job: T) => Promise<void>): Promise<number> {
  const queue = [...jobs]
  const began = performance.now()
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let job = queue.pop(); job !== undefined; job = queue.pop()) await run(job)
  }))
  return (performance.now() - began) / 1000
}
