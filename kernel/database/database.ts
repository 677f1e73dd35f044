import pg from 'pg'
import { inOnePacket, sendAsGroup, word } from './group.ts'
import type { Statement, Waiting } from './group.ts'
import { sql, statement } from './sql.ts'
import type { Sql } from './sql.ts'
import { committingTogether } from './together.ts'
import type { CommitTogether } from './together.ts'

/** What stores and views see: statements on one connection or transaction. */
export type Db = {
  readonly rows: <Row>(query: Sql) => Promise<Row[]>
  readonly one: <Row>(query: Sql) => Promise<Row | undefined>
  /** Runs a statement and tells how many rows it touched. */
  readonly run: (query: Sql) => Promise<number>
  /**
   * A write whose outcome nobody looks at. In a transaction it leaves with the next statement that is awaited, or with the
   * commit, so that many writes are one journey; when it fails, the transaction fails.
   */
  readonly later: (query: Sql) => Promise<void>
  /** Called once all of the transaction is committed, and never when it, or the part in which this was said, is undone. */
  readonly afterCommit: (then: () => void) => void
  /** Questions that may take only so long: undefined when the database did not answer in time; what was done before stands. */
  readonly inTime: <T>(milliseconds: number, work: () => Promise<T>) => Promise<T | undefined>
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

/** The longest that any statement may take, in milliseconds. */
const STATEMENT_TIMEOUT = 60_000

const lost = (): Error => Object.assign(new Error('connection lost (simulated)'), { code: '08006' })

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size ?? 10,
    pipeline: true,
    options: `-c statement_timeout=${STATEMENT_TIMEOUT} -c idle_in_transaction_session_timeout=60000 -c timezone=UTC${options.role ? ` -c role=${options.role}` : ''}`,
  })
  pool.on('error', (error) => options.onError?.(error))
  const fault = options.fault ?? (() => false)
  const commitTogether = committingTogether(pool)
  return {
    ...queries(pool, fault),
    url: options.url,
    transaction: (work) => retried(() => inTransaction(pool, commitTogether, work, fault)),
    close: () => pool.end(),
  }
}

/** A transaction that ended by `undo` was rolled back on purpose; its value is still handed out. */
export class Undo<T> extends Error {
  readonly value: T
  constructor(value: T) { super('transaction undone'); this.value = value }
}

async function inTransaction<T>(pool: pg.Pool, commitTogether: CommitTogether, work: (tx: Transaction) => Promise<T>, fault: () => boolean): Promise<T> {
  let client: pg.PoolClient | undefined
  const sending = lineOf(async () => (client ??= await pool.connect()), commitTogether)
  const committed: (() => void)[] = []
  let broken: Error | undefined
  try {
    const value = await work(transactionOn(sending, committed, fault))
    if (fault()) throw lost()
    await sending.commit()
    if (fault()) throw lost()
    for (const then of committed) then()
    return value
  } catch (error) {
    if ((error as { code?: string }).code === '08006') broken = error as Error
    if (!(error instanceof Undo)) {
      await sending.undo().catch((e: Error) => { broken = e })
      throw error
    }
    const outdated = await sending.undoChecked().catch((e: Error) => { broken = e })
    if (outdated) throw outdated
    return error.value as T
  } finally {
    client?.release(broken)
  }
}

/** The way of one transaction to its connection: what is put waits until something is needed now, and then all leave together. */
type Line = {
  readonly put: (query: Statement) => void
  readonly now: (query: Statement) => Promise<pg.QueryResult>
  readonly forget: () => void
  readonly commit: () => Promise<void>
  readonly undo: () => Promise<void>
  /** As `undo`; what was put is sent before it, and when it tells that what was read has changed meanwhile, so does this. */
  readonly undoChecked: () => Promise<unknown>
}

/** Its connection is taken when something is to be answered now; a unit that only writes needs none of its own. */
function lineOf(connected: () => Promise<pg.PoolClient>, commitTogether: CommitTogether): Line {
  let waiting: Waiting[] = []
  let client: pg.PoolClient | undefined
  /** Under way to a connection: whoever ends the transaction waits for it, so that none is left behind. */
  let leaving: Promise<void> | undefined
  /** The first error: what follows it in the transaction fails only because of it. */
  let failure: unknown
  const leave = async () => {
    const begun = client
    try {
      client ??= await connected()
    } catch (error) {
      for (const { failed } of waiting.splice(0)) failed?.(error)
      return
    } finally {
      leaving = undefined
    }
    const open = client
    const parting = begun ? waiting : [{ query: word('begin') }, ...waiting]
    waiting = []
    if (sendAsGroup(open, parting, (error) => { failure ??= error })) return
    inOnePacket(open, () => {
      for (const { query, done, failed } of parting) open.query(query).then(done, (error: unknown) => { failure ??= error; failed?.(failure) })
    })
  }
  const now = (query: Statement) => new Promise<pg.QueryResult>((done, failed) => {
    waiting.push({ query, done, failed: (error) => failed(failure ?? error) })
    leaving ??= Promise.resolve().then(leave)
  })
  return {
    now,
    put: (query) => { waiting.push({ query }) },
    forget: () => {
      waiting = []
      failure = undefined
    },
    commit: async () => {
      if (!client && !leaving) return waiting.length > 0 ? commitTogether(waiting.map(({ query }) => query)) : undefined
      await now(word('commit'))
      if (failure) throw failure
    },
    undo: async () => {
      await leaving
      await client?.query('rollback')
    },
    undoChecked: async () => {
      if (waiting.length > 0) await now(word('select')).catch(() => undefined)
      await leaving
      await client?.query('rollback')
      return isPassing(failure) ? failure : undefined
    },
  }
}

function transactionOn(line: Line, committed: (() => void)[], fault: () => boolean): Transaction {
  let depth = 0
  const checked = (query: Sql) => {
    if (fault()) throw lost()
    return statement(query)
  }
  const transaction: Transaction = {
    ...reading(async (query) => line.now(checked(query))),
    later: async (query) => line.put(checked(query)),
    afterCommit: (then) => { committed.push(then) },
    async savepoint(work) {
      const label = `s${++depth}`
      const before = committed.length
      await line.now(word(`savepoint ${label}`))
      try {
        const value = await work()
        await line.now(word(`release savepoint ${label}`))
        return value
      } catch (error) {
        line.forget()
        committed.length = before
        await line.now(word(`rollback to savepoint ${label}`))
        throw error
      }
    },
    async inTime(milliseconds, work) {
      try {
        return await transaction.savepoint(async () => {
          await line.now(statement(timeoutOf(milliseconds)))
          const value = await work()
          await line.now(statement(timeoutOf(STATEMENT_TIMEOUT)))
          return value
        })
      } catch (error) {
        if ((error as { code?: string }).code === CANCELLED) return undefined
        throw error
      }
    },
  }
  return transaction
}

const timeoutOf = (milliseconds: number): Sql => sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`

/** query_canceled: the statement took longer than it may. */
const CANCELLED = '57014'

function queries(pool: pg.Pool, fault: () => boolean): Db {
  const send = async (query: Sql) => {
    if (fault()) throw lost()
    return pool.query(statement(query))
  }
  return { ...reading(send), later: async (query) => { await send(query) }, afterCommit: (then) => then(), inTime: (_milliseconds, work) => work() }
}

const reading = (send: (query: Sql) => Promise<pg.QueryResult>): Omit<Db, 'later' | 'afterCommit' | 'inTime'> => ({
  rows: async <Row>(query: Sql) => (await send(query)).rows as Row[],
  one: async <Row>(query: Sql) => (await send(query)).rows[0] as Row | undefined,
  run: async (query: Sql) => (await send(query)).rowCount ?? 0,
})

/** Serialisation conflict, deadlock, and `kernel.sure`: what was read has changed meanwhile. */
const passing = new Set(['40001', '40P01', 'XY001'])
const isPassing = (error: unknown): boolean => passing.has((error as { code?: string } | undefined)?.code ?? '')

/** A deadlock or a serialisation conflict is nobody's fault: the whole transaction is tried again, three times at most. */
async function retried<T>(attempt: () => Promise<T>, left = 3): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (left > 0 && isPassing(error)) return retried(attempt, left - 1)
    throw error
  }
}

/** PostgreSQL's code of a broken unique key, so that a store can answer with a known failure. */
export const isUniqueViolation = (error: unknown): boolean => (error as { code?: string }).code === '23505'
