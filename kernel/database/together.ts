import pg from 'pg'
import { inOnePacket, sendAsGroup, word } from './group.ts'
import type { Statement } from './group.ts'

type Unit = { readonly writes: readonly Statement[]; readonly done: () => void; readonly failed: (error: unknown) => void }

/** Groups under way at once: while the database works on one, the process prepares another. */
const LANES = 3
/** Units in a group at most: more would leave the other lanes idle, and make all of them wait for the slowest. */
const MOST = 8

export type CommitTogether = (writes: readonly Statement[]) => Promise<void>

/**
 * Commits units of work that have nothing left to ask: what has gathered while others were on their way is one transaction,
 * its units one after the other. Each is told only after the commit. When a group is refused it is undone, and its units are
 * committed each alone, so that nobody fails for another's sake.
 */
export function committingTogether(pool: pg.Pool): CommitTogether {
  const waiting: Unit[] = []
  let lanes = 0
  const send = async () => {
    if (lanes === LANES || waiting.length === 0) return
    lanes++
    await commitOnOneOf(pool, waiting.splice(0, MOST))
    lanes--
    void send()
  }
  return (writes) => new Promise((done, failed) => {
    waiting.push({ writes, done: () => done(), failed })
    queueMicrotask(() => void send())
  })
}

/** Never fails itself: whatever happens is told to the units. */
async function commitOnOneOf(pool: pg.Pool, units: readonly Unit[]): Promise<void> {
  try {
    const client = await pool.connect()
    client.release(await commitUnits(client, units))
  } catch (error) {
    for (const unit of units) unit.failed(error)
  }
}

/** Gives the error after which the connection is of no more use. */
async function commitUnits(client: pg.PoolClient, units: readonly Unit[]): Promise<Error | undefined> {
  const failure = await commitOn(client, units.flatMap((unit) => unit.writes))
  if (failure === undefined) for (const unit of units) unit.done()
  else if (units.length > 1 && isRefusal(failure)) return oneByOne(client, units)
  else for (const unit of units) unit.failed(failure)
  return failure === undefined || isRefusal(failure) ? undefined : (failure as Error)
}

async function oneByOne(client: pg.PoolClient, units: readonly Unit[]): Promise<Error | undefined> {
  let broken: Error | undefined
  for (const unit of units) {
    if (broken) unit.failed(broken)
    else broken = await commitUnits(client, [unit])
  }
  return broken
}

/** The database's word that nothing of it was done. After a lost connection nobody knows, and nothing is sent again. */
const isRefusal = (failure: unknown): boolean => failure instanceof pg.DatabaseError && !/^(08|57P)/.test(failure.code ?? '08')

/** One transaction of writes; gives what it failed for. */
async function commitOn(client: pg.PoolClient, writes: readonly Statement[]): Promise<unknown> {
  return new Promise((ended) => {
    if (sendAsGroup(client, writes.map((query) => ({ query })), ended)) return
    const sent = inOnePacket(client, () => [word('begin'), ...writes, word('commit')].map((query) => client.query(query)))
    void Promise.allSettled(sent).then((answers) => ended(answers.find((one) => one.status === 'rejected')?.reason))
  })
}
