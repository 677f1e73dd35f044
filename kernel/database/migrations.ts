import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export const appRole = 'xiangyun_app'

/** One schema's forward-only SQL files, in order of their names. */
export type MigrationSet = { readonly schema: string; readonly folder: string }

type Migration = { schema: string; file: string; text: string; hash: string }

/** Runs what has not run yet, under one lock, each file in a transaction of its own. A changed old file is an error. */
export async function migrate(url: string, sets: readonly MigrationSet[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7241001)')
    await prepare(client)
    const done: string[] = []
    for (const set of sets) {
      await openSchema(client, set.schema)
      for (const migration of migrationsOf(set)) if (await apply(client, migration)) done.push(`${migration.schema}/${migration.file}`)
    }
    return done
  } finally {
    await client.end()
  }
}

/** A fingerprint of all migrations: the name of a template database. */
export function migrationsHash(sets: readonly MigrationSet[]): string {
  const hash = createHash('sha256')
  for (const set of sets) for (const m of migrationsOf(set)) hash.update(`${m.schema}/${m.file}:${m.hash}\n`)
  return hash.digest('hex').slice(0, 16)
}

function migrationsOf(set: MigrationSet): Migration[] {
  if (!existsSync(set.folder)) return []
  return readdirSync(set.folder).filter((f) => f.endsWith('.sql')).sort().map((file) => {
    const text = readFileSync(join(set.folder, file), 'utf8')
    return { schema: set.schema, file, text, hash: createHash('sha256').update(text).digest('hex') }
  })
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin create role ${appRole} nologin; exception when duplicate_object or unique_violation then null; end $$`)
  await client.query('create extension if not exists pg_trgm')
  await client.query(`create schema if not exists kernel`)
  await client.query(`create table if not exists kernel.migration (schema text, file text, hash text not null, primary key (schema, file))`)
}

async function openSchema(client: pg.Client, schema: string): Promise<void> {
  if (!/^[a-z][a-z_]*$/.test(schema)) throw new Error(`not a schema name: ${schema}`)
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`grant usage on schema ${schema} to ${appRole}`)
  await client.query(`alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${appRole}`)
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  const known = await client.query('select hash from kernel.migration where schema = $1 and file = $2', [migration.schema, migration.file])
  if (known.rows[0]?.hash === migration.hash) return false
  if (known.rows[0]) throw new Error(`migration ${migration.schema}/${migration.file} was changed after it had run`)
  await client.query('begin')
  try {
    await client.query(`set local search_path to ${migration.schema}, public`)
    await client.query(migration.text)
    await client.query('insert into kernel.migration values ($1, $2, $3)', [migration.schema, migration.file, migration.hash])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.schema}/${migration.file}: ${(error as Error).message}`)
  }
}
