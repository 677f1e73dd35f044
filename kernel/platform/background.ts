import type { Log } from '../logs/index.ts'
import type { Worker } from '../modules/index.ts'
import type { Environment } from './environment.ts'
import { fireDeadlines } from './deadlines.ts'
import { relayBatch, retryDelivery } from './relay.ts'
import { systemWork } from './unit.ts'

export type Background = {
  /** Does all that is due now and returns when nothing is left; simulation and tests call it by hand. */
  readonly settle: () => Promise<void>
  /** Begins to work by itself, now and whenever woken. */
  readonly start: () => void
  readonly wake: () => void
  /** Finishes the portion under way and stops. */
  readonly stop: () => Promise<void>
}

const GATHER_MS = 15
const BATCH = 200
/** How many deadlines are one transaction. */
const PORTION = 50
/** How many pieces of service work, or portions of deadlines, go on at once. */
const LANES = 4
/** What no one waits for is looked after this often, however much goes on. */
const CALM_MS = 200
const REST_MS = 250

/** The part of a process that works without being asked: events, deadlines, the modules' workers. */
export function makeBackground(environment: () => Environment): Background {
  let stopped = false

  const work = async (pace: Worker['pace'], lanes: number): Promise<number> => {
    const env = environment()
    let done = 0
    for (const module of env.modules) for (const worker of module.workers) if (worker.pace === pace) done += await worker.run(systemWork(env), lanes)
    return done
  }
  const events = async (): Promise<number> => {
    let done = 0
    for (let told = BATCH; told === BATCH && !stopped; done += told) told = await relayBatch(environment(), BATCH)
    return done
  }
  const fire = async (): Promise<number> => {
    let done = 0
    for (let fired = PORTION; fired === PORTION && !stopped; done += fired) fired = await fireDeadlines(environment(), PORTION)
    return done
  }
  const dues = async (lanes: number): Promise<number> => {
    let done = await inLanes(lanes, fire)
    while (!stopped && (await retryDelivery(environment()))) done++
    return done
  }
  const round = async (): Promise<number> => (await events()) + (await dues(1)) + (await work(undefined, 1)) + (await work('calm', 1)) + (await work('apart', 1))
  const log = () => environment().log
  /** What somebody waits for at once. Many commits in a moment are one round of work. */
  const told = makePump(log, REST_MS, async () => {
    await new Promise<void>((done) => { setTimeout(done, GATHER_MS) })
    await events()
    await work(undefined, LANES)
  })
  /** The rest when its time has come, beside it: a flood of events makes no deadline late. */
  const calm = makePump(log, CALM_MS, async () => {
    await dues(LANES)
    await work('calm', 1)
  })
  /** What waits for servers outside: a slow one makes nothing else late. */
  const apart = makePump(log, CALM_MS, async () => { await work('apart', 1) })
  let isPumping = false
  return {
    settle: async () => {
      while ((await round()) > 0) { /* until nothing is left */ }
    },
    wake: () => { if (isPumping) told.kick() },
    stop: async () => {
      stopped = true
      await Promise.all([told.stop(), calm.stop(), apart.stop()])
    },
    start: () => {
      isPumping = true
      told.kick()
      calm.kick()
      apart.kick()
    },
  }
}

/** The same in several lanes at once; when one fails the others are waited for. */
async function inLanes(lanes: number, run: () => Promise<number>): Promise<number> {
  const ended = await Promise.allSettled(Array.from({ length: lanes }, run))
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return ended.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
}

type Pump = { readonly kick: () => void; readonly stop: () => Promise<void> }

/** Runs a round now, again at once when it was kicked meanwhile, and else after a rest. */
function makePump(log: () => Log, rest: number, round: () => Promise<void>): Pump {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  const rounds = async () => {
    do {
      again = false
      await round()
    } while (again && !isStopped)
  }
  const kick = () => {
    if (isStopped) return
    if (running) { again = true; return }
    clearTimeout(timer)
    running = rounds().catch((error: unknown) => log().error('background work failed', { error })).finally(() => {
      running = undefined
      if (!isStopped) timer = setTimeout(kick, again ? 1 : rest).unref()
    })
  }
  return { kick, stop: async () => { isStopped = true; clearTimeout(timer); await running } }
}
