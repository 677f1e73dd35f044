import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '@xiangyun/kernel/database'
import { folderBlobs } from '@xiangyun/kernel/blobs'
import { readConfig } from '@xiangyun/kernel/config'
import { memoryKeys } from '@xiangyun/kernel/keys'
import type { Keys } from '@xiangyun/kernel/keys'
import type { Module } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { openPlatform } from '@xiangyun/kernel/platform'
import type { Environment, Platform } from '@xiangyun/kernel/platform'
import { movableClock } from '@xiangyun/kernel/time'
import { root, testServer } from './province.ts'

export type TestPlatform = Platform & { readonly environment: Environment; readonly clock: ReturnType<typeof movableClock>; readonly databaseUrl: string; readonly end: () => Promise<void> }

/** A platform of these modules on a database of its own, on real PostgreSQL without durability. */
export async function testPlatform(modules: readonly Module[], options: { readonly scale?: number; readonly at?: string; readonly demonstration?: boolean; readonly keys?: Keys } = {}): Promise<TestPlatform> {
  const server = await testServer()
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await createDatabase(server.url('postgres'), database)
  const folder = mkdtempSync(join(tmpdir(), 'xiangyun-blobs-'))
  const start = new Date(options.at ?? '2026-03-02T02:00:00Z').getTime()
  const began = Date.now()
  const clock = movableClock({ now: () => new Date(start + Date.now() - began) })
  const config = { ...readConfig({ PROVINCE_SCALE: String(options.scale ?? 0), LOG_LEVEL: 'error', ADDRESS: 'http://localhost:8080', ...(options.demonstration === false ? { PRODUCTION: '1' } : {}) }, root), poolSize: 8 }
  const platform = await openPlatform({
    config, modules, calendarYears: [], databaseUrl: server.url(database), clock, keys: options.keys ?? memoryKeys(Buffer.alloc(32, 7)), blobs: folderBlobs(folder),
  })
  const end = async () => {
    await platform.close()
    await dropDatabase(server.url('postgres'), database)
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  }
  return { ...platform, clock, databaseUrl: server.url(database), end }
}

export const official = (unit: string, permissions: readonly string[], id = 'reviewer'): Actor => ({ kind: 'official', id, name: '张伟', permissions: new Set(permissions), traits: { unit, department: unit.split('@')[0], division: unit.split('@')[1], level: unit.endsWith('@220000') ? 'province' : 'county' } })
export const person = (index: string, identityNumber: string, firm?: string): Actor => ({ kind: 'person', id: index, name: '王静', permissions: new Set(['cases:apply']), traits: { identityNumber, index, firm } })
