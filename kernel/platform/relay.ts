import { sql } from '../database/index.ts'
import type { Transaction } from '../database/index.ts'
import type { Listener } from '../modules/index.ts'
import type { Environment } from './environment.ts'
import { within } from './unit.ts'

type Told = { id: string; at: Date; name: string; payload: unknown }

/** One process at a time delivers, so that listeners hear events in the order they were told. */
const RELAY_LOCK = 7241002
const ATTEMPTS = 8

/**
 * Delivers one batch: every listener's effects and the mark "delivered" are one transaction, so each event has its effect
 * exactly once through crashes. When a listener fails the batch is undone and delivered again with care: then the failing
 * one is undone alone and its delivery parked. Tells how many were delivered.
 */
export async function relayBatch(environment: Environment, size: number): Promise<number> {
  try {
    return await relay(environment, size, deliverPlainly)
  } catch (error) {
    environment.log.warn('a batch of events is delivered again with care', { error })
    return relay(environment, size, deliver)
  }
}

type Deliver = (environment: Environment, tx: Transaction, event: Told, listener: Listener) => Promise<unknown>

const deliverPlainly: Deliver = (environment, tx, event, listener) => within(environment, tx, (context) => listener.react(context, event.payload as never, { id: event.id, at: event.at }))

async function relay(environment: Environment, size: number, give: Deliver): Promise<number> {
  const listeners = listenersByEvent(environment)
  return environment.database.transaction(async (tx) => {
    const [lock, told] = await Promise.all([
      tx.one<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${RELAY_LOCK}) as free`),
      tx.rows<Told>(sql`select id, at, name, payload from kernel.outbox where not delivered order by id limit ${size}`),
    ])
    if (!lock?.free || told.length === 0) return 0
    for (const event of told) {
      for (const listener of listeners.get(event.name) ?? []) await give(environment, tx, event, listener)
    }
    await tx.later(sql`update kernel.outbox set delivered = true where id = any(${told.map((e) => e.id)}::uuid[])`)
    return told.length
  })
}

/** Tries one parked delivery again. */
export async function retryDelivery(environment: Environment): Promise<boolean> {
  const now = environment.clock.now()
  const listeners = listenersByEvent(environment)
  return environment.database.transaction(async (tx) => {
    const parked = await tx.one<Told & { listener: string }>(sql`select o.id, o.at, o.name, o.payload, d.listener from kernel.delivery d join kernel.outbox o on o.id = d.event
      where d.next_at <= ${now} order by d.next_at limit 1 for update of d skip locked`)
    if (!parked) return false
    const listener = (listeners.get(parked.name) ?? []).find((l) => l.name === parked.listener)
    if (!listener || (await deliver(environment, tx, parked, listener))) {
      await tx.run(sql`delete from kernel.delivery where event = ${parked.id} and listener = ${parked.listener}`)
    }
    return true
  })
}

async function deliver(environment: Environment, tx: Transaction, event: Told, listener: Listener): Promise<boolean> {
  try {
    await tx.savepoint(() => within(environment, tx, (context) => listener.react(context, event.payload as never, { id: event.id, at: event.at })))
    return true
  } catch (error) {
    environment.log.error('delivery failed', { event: event.name, id: event.id, listener: listener.name, error })
    const now = environment.clock.now()
    await tx.run(sql`insert into kernel.delivery (event, listener, attempts, next_at, error) values (${event.id}, ${listener.name}, 1, ${new Date(now.getTime() + 2000)}, ${(error as Error).message})
      on conflict (event, listener) do update set attempts = kernel.delivery.attempts + 1, error = excluded.error,
        next_at = case when kernel.delivery.attempts + 1 >= ${ATTEMPTS} then null else ${now}::timestamptz + interval '2 seconds' * 2 ^ kernel.delivery.attempts end`)
    return false
  }
}

function listenersByEvent(environment: Environment): Map<string, Listener[]> {
  const map = new Map<string, Listener[]>()
  for (const module of environment.modules) {
    for (const listener of module.listens) map.set(listener.event.name, [...(map.get(listener.event.name) ?? []), listener])
  }
  return map
}
