import { sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'
import type { Deadlines } from '../modules/index.ts'
import type { Environment } from './environment.ts'
import { within } from './unit.ts'

export function deadlinesOn(db: Db): Deadlines {
  return {
    async set(deadline, key, due, payload) {
      await db.later(sql`insert into kernel.deadline (handler, key, due, payload) values (${deadline.name}, ${key}, ${due}, ${JSON.stringify(payload ?? null)}::jsonb)
        on conflict (handler, key) do update set due = excluded.due, payload = excluded.payload, attempts = 0, error = null`)
    },
    async clear(deadline, key) {
      await db.later(sql`delete from kernel.deadline where handler = ${deadline.name} and key = ${key}`)
    },
  }
}

type Row = { handler: string; key: string; payload: unknown; attempts: number }

/** Fires one due deadline, exactly once: its effects and its removal are one transaction. Tells whether there was one. */
export async function fireDeadline(environment: Environment): Promise<boolean> {
  const now = environment.clock.now()
  return environment.database.transaction(async (tx) => {
    const row = await tx.one<Row>(sql`select handler, key, payload, attempts from kernel.deadline where due <= ${now} order by due, handler, key limit 1 for update skip locked`)
    if (!row) return false
    const handler = environment.modules.flatMap((m) => m.deadlines).find((d) => d.name === row.handler)
    try {
      if (!handler) throw new Error(`nobody handles the deadline ${row.handler}`)
      await tx.run(sql`delete from kernel.deadline where handler = ${row.handler} and key = ${row.key}`)
      await tx.savepoint(() => within(environment, tx, (context) => handler.run(context, row.payload as never, row.key)))
    } catch (error) {
      environment.log.error('deadline failed', { handler: row.handler, key: row.key, error })
      const later = new Date(now.getTime() + 30_000 * 2 ** Math.min(row.attempts, 10))
      await tx.run(sql`insert into kernel.deadline (handler, key, due, payload, attempts, error)
        values (${row.handler}, ${row.key}, ${later}, ${JSON.stringify(row.payload)}::jsonb, ${row.attempts + 1}, ${(error as Error).message})
        on conflict (handler, key) do update set due = excluded.due, attempts = excluded.attempts, error = excluded.error`)
    }
    return true
  })
}
