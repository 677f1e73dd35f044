import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '@xiangyun/kernel/database'
import { simulate } from './simulation.ts'
import type { Simulated } from './simulation.ts'

export type Ground = { readonly url: (database: string) => string; readonly template: string; readonly keysFolder: string; readonly root: string }

/** One seed on a clone of the template, which is dropped afterwards. */
export async function runSeed(ground: Ground, seed: number, days: number): Promise<Simulated> {
  const database = `sim_${seed}_${process.pid}_${Math.floor(performance.now())}`
  await createDatabase(ground.url('postgres'), database, ground.template)
  try {
    return await simulate({ seed, days, databaseUrl: ground.url(database), keysFolder: ground.keysFolder, root: ground.root })
  } finally {
    await dropDatabase(ground.url('postgres'), database)
  }
}

/** A folder for keys and files that goes away at the end. */
export function workFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'xy-sim-run-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
