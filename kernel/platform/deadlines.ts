import { sql } from '../database/index.ts'
import type { Db, Transaction } from '../database/index.ts'
import type { Deadlines } from '../modules/index.ts'
import type { Environment } from './environment.ts'
import { within } from './unit.ts'

export function deadlinesOn(db: Db): Deadlines {
  return {
    async set(deadline, key, due, payload) {
      touched.get(db)?.add(nameOf({ handler: deadline.name, key }))
      await db.later(sql`insert into kernel.deadline (handler, key, due, payload) values (${deadline.name}, ${key}, ${due}, ${JSON.stringify(payload ?? null)}::jsonb)
        on conflict (handler, key) do update set due = excluded.due, payload = excluded.payload, attempts = 0, error = null`)
    },
    async clear(deadline, key) {
      touched.get(db)?.add(nameOf({ handler: deadline.name, key }))
      await db.later(sql`delete from kernel.deadline where handler = ${deadline.name} and key = ${key}`)
    },
  }
}

type Row = { handler: string; key: string; payload: unknown; attempts: number; due: Date }

/** What was set or cleared in a transaction that fires many: it has the last word over those that were taken with it. */
const touched = new WeakMap<Db, Set<string>>()

const nameOf = ({ handler, key }: Pick<Row, 'handler' | 'key'>): string => JSON.stringify([handler, key])

/**
 * Fires what is due, up to a portion, each exactly once: effects and removal of all are one transaction. When one fails the
 * portion is undone and each is fired in a transaction of its own, so that only the failing one is put off. Tells how many.
 */
export async function fireDeadlines(environment: Environment, size: number): Promise<number> {
  try {
    return await firePortion(environment, size)
  } catch (error) {
    if (isLost(error)) throw error
    environment.log.warn('a portion of deadlines is fired again with care', { error })
    let fired = 0
    while (fired < size && (await fireAlone(environment))) fired++
    return fired
  }
}

const isLost = (error: unknown): boolean => (error as { code?: string }).code === '08006'

function firePortion(environment: Environment, size: number): Promise<number> {
  return environment.database.transaction(async (tx) => {
    const taken = await take(tx, environment.clock.now(), size)
    const set = new Set<string>()
    touched.set(tx, set)
    for (const row of taken) if (!set.has(nameOf(row))) await fire(environment, tx, row)
    return taken.length
  })
}

async function fireAlone(environment: Environment): Promise<boolean> {
  let taken: Row | undefined
  try {
    return await environment.database.transaction(async (tx) => {
      taken = (await take(tx, environment.clock.now(), 1))[0]
      if (taken) await fire(environment, tx, taken)
      return taken !== undefined
    })
  } catch (error) {
    if (!taken || isLost(error)) throw error
    await putOff(environment, taken, error as Error)
    return true
  }
}

/** Takes out what is due, in order; what another lane has taken is passed over. */
async function take(tx: Transaction, now: Date, size: number): Promise<Row[]> {
  const rows = await tx.rows<Row>(sql`with taken as (
      select handler, key from kernel.deadline where due <= ${now} order by due, handler, key limit ${size} for update skip locked
    ) delete from kernel.deadline d using taken t where d.handler = t.handler and d.key = t.key returning d.handler, d.key, d.payload, d.attempts, d.due`)
  const order = (left: Row, right: Row) => left.due.getTime() - right.due.getTime() || compared(left.handler, right.handler) || compared(left.key, right.key)
  return rows.sort(order)
}

const compared = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

async function fire(environment: Environment, tx: Transaction, row: Row): Promise<void> {
  const handler = environment.modules.flatMap((m) => m.deadlines).find((d) => d.name === row.handler)
  if (!handler) throw new Error(`nobody handles the deadline ${row.handler}`)
  await within(environment, tx, (context) => handler.run(context, row.payload as never, row.key))
}

/** Tried again with growing pauses, unless it was moved or cleared meanwhile. */
async function putOff(environment: Environment, row: Row, error: Error): Promise<void> {
  environment.log.error('deadline failed', { handler: row.handler, key: row.key, error })
  const later = new Date(environment.clock.now().getTime() + 30_000 * 2 ** Math.min(row.attempts, 10))
  await environment.database.run(sql`update kernel.deadline set due = ${later}, attempts = ${row.attempts + 1}, error = ${error.message}
    where handler = ${row.handler} and key = ${row.key} and date_trunc('milliseconds', due) = ${row.due}`)
}
