import pg from 'pg'
import { statement } from './sql.ts'
import type { Sql } from './sql.ts'

/** What stores and views see: statements on one connection or transaction. */
export type Db = {
  readonly rows: <Row>(query: Sql) => Promise<Row[]>
  readonly one: <Row>(query: Sql) => Promise<Row | undefined>
  /** Runs a statement and tells how many rows it touched. */
  readonly run: (query: Sql) => Promise<number>
}

/** A transaction that can be split into undoable parts. */
export type Transaction = Db & { readonly savepoint: <T>(work: () => Promise<T>) => Promise<T> }

export type Database = Db & {
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
  readonly url: string
}

pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1700, Number)
pg.types.setTypeParser(1082, (text) => text)

export type DatabaseOptions = {
  readonly url: string
  readonly size?: number
  /** The role that statements run as; the app's role has no right to change tables. */
  readonly role?: string
  readonly onError?: (error: Error) => void
  /** Simulation: asked before each statement and around each commit; when it says so, the connection is lost there and then. */
  readonly fault?: () => boolean
}

const lost = (): Error => Object.assign(new Error('connection lost (simulated)'), { code: '08006' })

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size ?? 10,
    options: `-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC${options.role ? ` -c role=${options.role}` : ''}`,
  })
  pool.on('error', (error) => options.onError?.(error))
  const fault = options.fault ?? (() => false)
  return {
    ...queries(pool, fault),
    url: options.url,
    transaction: (work) => retried(() => inTransaction(pool, work, fault)),
    close: () => pool.end(),
  }
}

/** A transaction that ended by `undo` was rolled back on purpose; its value is still handed out. */
export class Undo<T> extends Error {
  readonly value: T
  constructor(value: T) { super('transaction undone'); this.value = value }
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>, fault: () => boolean): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const begun = client.query('begin')
    begun.catch(() => {})
    const value = await work(transactionOn(client, fault))
    await begun
    if (fault()) throw lost()
    await client.query('commit')
    if (fault()) throw lost()
    return value
  } catch (error) {
    if ((error as { code?: string }).code === '08006') broken = error as Error
    await client.query('rollback').catch((e: Error) => { broken = e })
    if (error instanceof Undo) return error.value as T
    throw error
  } finally {
    client.release(broken)
  }
}

function transactionOn(client: pg.PoolClient, fault: () => boolean): Transaction {
  let depth = 0
  const db = queries(client, fault)
  return {
    ...db,
    async savepoint(work) {
      const label = `s${++depth}`
      await client.query(`savepoint ${label}`)
      try {
        const value = await work()
        await client.query(`release savepoint ${label}`)
        return value
      } catch (error) {
        await client.query(`rollback to savepoint ${label}`)
        throw error
      }
    },
  }
}

function queries(runner: Pick<pg.ClientBase, 'query'>, fault: () => boolean): Db {
  const send = async (query: Sql) => {
    if (fault()) throw lost()
    return runner.query(statement(query))
  }
  return {
    rows: async <Row>(query: Sql) => (await send(query)).rows as Row[],
    one: async <Row>(query: Sql) => (await send(query)).rows[0] as Row | undefined,
    run: async (query: Sql) => (await send(query)).rowCount ?? 0,
  }
}

const passing = new Set(['40001', '40P01'])

/** A deadlock or a serialisation conflict is nobody's fault: the whole transaction is tried again, three times at most. */
async function retried<T>(attempt: () => Promise<T>, left = 3): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (left > 0 && passing.has((error as { code?: string }).code ?? '')) return retried(attempt, left - 1)
    throw error
  }
}

/** PostgreSQL's code of a broken unique key, so that a store can answer with a known failure. */
export const isUniqueViolation = (error: unknown): boolean => (error as { code?: string }).code === '23505'
