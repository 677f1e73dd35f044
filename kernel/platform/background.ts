import type { Environment } from './environment.ts'
import { fireDeadline } from './deadlines.ts'
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
/** How many pieces of service work go on at once. */
const LANES = 4
/** What no one waits for is looked after this often, however much goes on. */
const CALM_MS = 200

/** The part of a process that works without being asked: events, deadlines, the modules' workers. */
export function makeBackground(environment: () => Environment): Background {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false

  const work = async (isCalm: boolean, lanes: number): Promise<number> => {
    const env = environment()
    let done = 0
    for (const module of env.modules) for (const worker of module.workers) if ((worker.calm === true) === isCalm) done += await worker.run(systemWork(env), lanes)
    return done
  }
  const events = async (): Promise<number> => {
    let done = 0
    for (let told = BATCH; told === BATCH && !stopped; done += told) told = await relayBatch(environment(), BATCH)
    return done
  }
  const dues = async (): Promise<number> => {
    const env = environment()
    let done = 0
    while (!stopped && (await fireDeadline(env))) done++
    while (!stopped && (await retryDelivery(env))) done++
    return done
  }
  const round = async (): Promise<number> => (await events()) + (await dues()) + (await work(false, 1)) + (await work(true, 1))
  let calmAt = 0
  /** What somebody waits for at once; the rest when its time has come. What is told meanwhile wakes it again. */
  const loop = async () => {
    do {
      again = false
      await gathered()
      await events()
      await work(false, LANES)
      if (performance.now() - calmAt < CALM_MS) continue
      if ((await dues()) + (await work(true, 1)) > 0) again = true
      calmAt = performance.now()
    } while (again && !stopped)
  }
  /** Many commits in a moment are one round of work. */
  const gathered = () => new Promise<void>((done) => { setTimeout(done, GATHER_MS) })
  const kick = () => {
    if (stopped) return
    if (running) { again = true; return }
    clearTimeout(timer)
    running = loop().catch((error: unknown) => environment().log.error('background work failed', { error })).finally(() => {
      running = undefined
      if (!stopped) timer = setTimeout(kick, again ? 1 : 250).unref()
    })
  }
  let isPumping = false
  return {
    settle: async () => {
      while ((await round()) > 0) { /* until nothing is left */ }
    },
    wake: () => { if (isPumping) kick() },
    stop: async () => { stopped = true; clearTimeout(timer); await running },
    start: () => { isPumping = true; kick() },
  }
}
