import { mkdtempSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@xiangyun/kernel/config'
import { pick, seededRandom, unit, whole } from '@xiangyun/kernel/ids'
import type { Random } from '@xiangyun/kernel/ids'
import { softwareKeys } from '@xiangyun/kernel/keys'
import { localDate, movableClock } from '@xiangyun/kernel/time'
import { openProvince } from '#server/province.ts'
import type { Province } from '#server/province.ts'
import { innerApi } from './api.ts'
import type { Api } from './api.ts'
import { deeds } from './deeds.ts'
import { brokenInvariants } from './invariants.ts'

const HOUR = 3_600_000

export type SimulationOptions = { readonly seed: number; readonly days: number; readonly databaseUrl: string; readonly keysFolder: string; readonly root: string }

export type Simulated = { readonly seed: number; readonly days: number; readonly steps: number; readonly crashes: number; readonly cases: number; readonly licences: number; readonly fingerprint: string; readonly broken: readonly string[] }

/** What the simulated people know: what was acknowledged to them. It is compared with what the province knows. */
export type World = {
  readonly random: Random
  readonly chance: (p: number) => boolean
  readonly choose: <T>(list: readonly T[]) => T
  readonly below: (n: number) => number
  api: Api
  province: Province
  /** Acknowledged cases: id → what was last answered about them. */
  readonly cases: Map<string, { applicant: string; firm: string | null; item: string; acknowledged: string[] }>
  /** Tasks whose completion was acknowledged. */
  readonly done: Set<string>
  readonly paid: Set<string>
  readonly licences: Set<string>
  readonly trace: string[]
  crashes: number
}

/** One seeded run: residents, clerks, approvers, duplicate requests and crashes on injected time, invariants after every step. */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const random = seededRandom(options.seed)
  const clock = movableClock({ now: () => new Date('2026-03-02T01:00:00Z') })
  const folder = mkdtempSync(join(tmpdir(), 'xy-sim-'))
  const config = readConfig({ DATA_FOLDER: folder, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent', POOL_SIZE: '4', PROVINCE_SCALE: '1500' }, options.root)
  const fuse = makeFuse()
  const open = () => openProvince({ config, databaseUrl: options.databaseUrl, clock, random: seededRandom(whole(random, 2 ** 31)), keys: softwareKeys(options.keysFolder), fault: fuse.blown })
  const world = makeWorld(random, await open(), clock.move)
  const broken: string[] = []
  let steps = 0
  for (const end = Date.parse('2026-03-02T01:00:00Z') + options.days * 24 * HOUR; clock.now().getTime() < end && broken.length === 0;) {
    steps++
    const deed = world.choose(deeds)
    const told = await deed(world)
    world.trace.push(`${localDate(clock.now())} ${told}`)
    if (world.chance(0.02)) await crash(world, fuse, open, clock.move)
    if (world.chance(0.5)) await world.api.pass(Math.round((0.5 + unit(random) * 9) * HOUR))
    else await world.api.settle()
    broken.push(...(await brokenInvariants(world)).map((b) => `step ${steps} (${localDate(clock.now())}, ${told}): ${b}`))
  }
  broken.push(...(await brokenInvariants(world, 'end')))
  await world.province.close()
  rmSync(folder, { recursive: true, force: true })
  return { seed: options.seed, days: options.days, steps, crashes: world.crashes, cases: world.cases.size, licences: world.licences.size, fingerprint: createHash('sha256').update(world.trace.join('\n')).digest('hex').slice(0, 16), broken }
}

function makeWorld(random: Random, province: Province, move: (ms: number) => void): World {
  return {
    random, province, api: apiOf(province, move), chance: (p) => unit(random) < p, choose: (list) => pick(random, list), below: (n) => whole(random, n),
    cases: new Map(), done: new Set(), paid: new Set(), licences: new Set(), trace: [], crashes: 0,
  }
}

const apiOf = (province: Province, pass: (ms: number) => void): Api => innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass })

/** Burns down with every statement; when it is at its end all connections are lost until the server is built anew. */
type Fuse = { readonly light: (statements: number) => void; readonly mend: () => void; readonly blown: () => boolean }

function makeFuse(): Fuse {
  let left = Number.POSITIVE_INFINITY
  return { light: (statements) => { left = statements }, mend: () => { left = Number.POSITIVE_INFINITY }, blown: () => left-- <= 0 }
}

/**
 * In the midst of something every connection drops, before a statement, before or after a commit; the server is built anew.
 * What was answered before must stand; what was not may be either. The place is chosen by the seed, so a crash replays.
 */
async function crash(world: World, fuse: Fuse, open: () => Promise<Province>, move: (ms: number) => void): Promise<void> {
  world.crashes++
  fuse.light(world.below(60))
  const told = await world.choose(deeds)(world).catch(() => 'lost')
  await world.api.settle().catch(() => {})
  world.trace.push(`crash during ${told}`)
  await world.province.close().catch(() => {})
  fuse.mend()
  world.province = await open()
  world.api = apiOf(world.province, move)
}
