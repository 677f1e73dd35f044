import { folderBlobs } from '../blobs/index.ts'
import type { Blobs } from '../blobs/index.ts'
import type { Config } from '../config/index.ts'
import { appRole, migrate, openDatabase } from '../database/index.ts'
import type { MigrationSet } from '../database/index.ts'
import { machineRandom, makeIds } from '../ids/index.ts'
import type { Random } from '../ids/index.ts'
import { softwareKeys } from '../keys/index.ts'
import type { Keys } from '../keys/index.ts'
import { makeLog } from '../logs/index.ts'
import type { Log } from '../logs/index.ts'
import type { Module } from '../modules/index.ts'
import { machineClock, makeCalendar } from '../time/index.ts'
import type { CalendarYear, Clock } from '../time/index.ts'
import { join } from 'node:path'
import { makeBackground } from './background.ts'
import type { Background } from './background.ts'
import { portsOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { systemWork } from './unit.ts'

export type Platform = { readonly environment: Environment; readonly background: Background; readonly close: () => Promise<void> }

export type Parts = {
  readonly config: Config
  readonly modules: readonly Module[]
  readonly calendarYears: readonly CalendarYear[]
  readonly databaseUrl: string
  readonly clock?: Clock
  readonly random?: Random
  readonly keys?: Keys
  readonly blobs?: Blobs
  readonly log?: Log
  /** Simulation only: loses connections. */
  readonly fault?: () => boolean
}

/** All schemas in the order in which they may be made: kernel, then tiers, then what a module requires. */
export function migrationSets(root: string, modules: readonly Module[]): MigrationSet[] {
  const own = modules.map((m) => ({ schema: m.name.replaceAll('-', '_'), folder: join(root, 'modules', m.tier, m.name, 'migrations') }))
  return [{ schema: 'kernel', folder: join(root, 'kernel', 'migrations') }, ...own]
}

/** Puts the parts together: migrates, opens the pool, lets every module start. Nothing runs by itself until `background.start`. */
export async function openPlatform(parts: Parts): Promise<Platform> {
  const { config, modules } = parts
  await migrate(parts.databaseUrl, migrationSets(config.root, modules))
  for (const module of modules) await module.prepare?.(parts.databaseUrl, config)
  const log = parts.log ?? makeLog(config.logLevel)
  const clock = parts.clock ?? machineClock
  const random = parts.random ?? machineRandom
  const database = openDatabase({ url: parts.databaseUrl, size: config.poolSize, role: appRole, ...(parts.fault ? { fault: parts.fault } : {}), onError: (error) => log.warn('connection lost', { error }) })
  const background = makeBackground(() => environment)
  const environment: Environment = {
    config, modules, database, clock, random, log,
    calendar: makeCalendar(parts.calendarYears),
    ids: makeIds(() => clock.now().getTime(), random),
    keys: parts.keys ?? softwareKeys(join(config.dataFolder, 'keys')),
    blobs: parts.blobs ?? folderBlobs(join(config.dataFolder, 'blobs')),
    ask: portsOf(modules),
    wake: background.wake,
  }
  for (const module of modules) await module.start?.(systemWork(environment))
  return { environment, background, close: async () => { await background.stop(); await database.close() } }
}
