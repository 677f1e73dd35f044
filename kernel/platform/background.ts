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

/** The part of a process that works without being asked: events, deadlines, the modules' workers. */
export function makeBackground(environment: () => Environment): Background {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false

  const round = async (): Promise<number> => {
    const env = environment()
    let done = await relayBatch(env)
    while (!stopped && (await fireDeadline(env))) done++
    while (!stopped && (await retryDelivery(env))) done++
    for (const module of env.modules) for (const worker of module.workers) done += await worker.run(systemWork(env))
    return done
  }
  const loop = async () => {
    do {
      again = false
      while (!stopped && (await round()) > 0) { /* until nothing is left */ }
    } while (again && !stopped)
  }
  /** Many commits in a moment are one round of work. */
  const gathered = () => new Promise<void>((done) => { setTimeout(done, GATHER_MS) })
  const kick = () => {
    if (stopped) return
    if (running) { again = true; return }
    clearTimeout(timer)
    running = gathered().then(loop).catch((error: unknown) => environment().log.error('background work failed', { error })).finally(() => {
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
