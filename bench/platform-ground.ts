import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { folderBlobs } from '@xiangyun/kernel/blobs'
import { readConfig } from '@xiangyun/kernel/config'
import { createDatabase, dropDatabase, startEmbedded } from '@xiangyun/kernel/database'
import { memoryKeys } from '@xiangyun/kernel/keys'
import type { Module } from '@xiangyun/kernel/modules'
import { openPlatform } from '@xiangyun/kernel/platform'
import type { Platform } from '@xiangyun/kernel/platform'
import { durability } from './ground.ts'

export type PlatformGround = {
  readonly platform: Platform
  readonly raw: pg.Pool
  readonly url: string
  readonly databaseFor: (name: string) => Promise<string>
  readonly settings: Record<string, unknown>
  readonly stop: () => Promise<void>
}

/** The platform with these modules, in this process, on a database of its own with default durability; beside it a table for raw commits. */
export async function platformGround(name: string, modules: readonly Module[], connections: number): Promise<PlatformGround> {
  const folder = mkdtempSync(join(tmpdir(), 'xy-bench-'))
  const server = process.env['DATABASE_URL'] ? undefined : await startEmbedded({ folder: join(folder, 'postgres'), durable: true })
  const admin = process.env['DATABASE_URL'] ?? server!.url('postgres')
  const made: string[] = []
  const databaseFor = async (purpose: string) => {
    const own = `bench_${purpose}_${process.pid}`
    await createDatabase(admin, own)
    made.push(own)
    return named(admin, own)
  }
  const url = await databaseFor(name)
  const config = { ...readConfig({ LOG_LEVEL: 'error' }, join(import.meta.dirname, '..')), poolSize: connections }
  const platform = await openPlatform({ config, modules, calendarYears: [], databaseUrl: url, keys: memoryKeys(Buffer.alloc(32, 7)), blobs: folderBlobs(join(folder, 'blobs')) })
  const raw = new pg.Pool({ connectionString: url, max: connections })
  raw.on('error', () => { /* the database is dropped before the last connection has gone */ })
  await raw.query('create table public.raw_commit (id bigserial primary key, at timestamptz not null, payload jsonb not null)')
  return {
    platform, raw, url, databaseFor, settings: await durability(raw),
    stop: async () => {
      await raw.end()
      await platform.close()
      for (const one of made) await dropDatabase(admin, one)
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
