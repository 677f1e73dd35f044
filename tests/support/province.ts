import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@xiangyun/kernel/config'
import { softwareKeys } from '@xiangyun/kernel/keys'
import { createDatabase, dropDatabase, startEmbedded } from '@xiangyun/kernel/database'
import { openProvince } from '#server/province.ts'
import type { Province, ProvinceParts } from '#server/province.ts'

export const root = join(import.meta.dirname, '..', '..')

/** Where tests find PostgreSQL: the server of `npm test`, the one in DATABASE_URL, or an embedded one of their own. */
export async function testServer(): Promise<{ url: (database: string) => string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  if (given) return { url: (database) => withDatabase(given, database), stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'xy-test-'))
  const server = await startEmbedded({ folder, durable: false })
  return { url: (database) => server.url(database), stop: async () => { await server.stop(); rmSync(folder, { recursive: true, force: true }) } }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const at = new URL(url)
  at.pathname = `/${database}`
  return at.toString()
}

export type TestProvince = Province & { readonly databaseUrl: string; readonly dataFolder: string; readonly end: () => Promise<void> }

/** A province of its own for one test file: a fresh database (cloned from the run's template when there is one), nothing listening. */
export async function testProvince(parts: Partial<ProvinceParts> & { scale?: number; environment?: Record<string, string> } = {}): Promise<TestProvince> {
  const server = await testServer()
  const database = `t_${randomBytes(6).toString('hex')}`
  await createDatabase(server.url('postgres'), database, process.env['TEST_TEMPLATE'])
  const dataFolder = mkdtempSync(join(tmpdir(), 'xy-data-'))
  const config = readConfig({ PROVINCE_SCALE: String(parts.scale ?? 1500), DATA_FOLDER: dataFolder, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error', POOL_SIZE: '8', ...parts.environment }, root)
  // The run's template was sealed with the run's keys; without a template each province has its own.
  const keys = parts.keys ?? softwareKeys(process.env['TEST_KEYS'] ?? join(dataFolder, 'keys'))
  const province = await openProvince({ ...parts, keys, config, databaseUrl: server.url(database) })
  return {
    ...province, databaseUrl: server.url(database), dataFolder,
    end: async () => {
      await province.close()
      await dropDatabase(server.url('postgres'), database)
      await server.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
