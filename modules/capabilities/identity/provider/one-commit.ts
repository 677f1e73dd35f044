import { AsyncLocalStorage } from 'node:async_hooks'
import type { AdapterPayload } from 'oidc-provider'
import type { Db, Database, Sql } from '@xiangyun/kernel/database'
import type { Environment } from '@xiangyun/kernel/platform'

/** What one request has read of the provider's things, and what it will write: all its writes are one commit, before the answer leaves. */
class Unit {
  readonly writes: Sql[] = []
  readonly afterwards: (() => void)[] = []
  readonly #seen = new Map<string, string>()

  /** As a text, since the library changes what it is given. */
  see(key: string, text: string): void { this.#seen.set(key, text) }
  seen(key: string): AdapterPayload | undefined {
    const text = this.#seen.get(key)
    return text === undefined ? undefined : (JSON.parse(text) as AdapterPayload)
  }
  forget(key: string): void { this.#seen.delete(key) }
  forgetAll(): void { this.#seen.clear() }
}

const units = new AsyncLocalStorage<Unit>()

/** The request under way, if one is. */
export const unitUnderWay = (): Unit | undefined => units.getStore()

/** Does the work of one request; nothing of it is written when it fails, and nothing is answered before it is written. */
export function inOneCommit<Value>(database: Database, work: () => Promise<Value>): Promise<Value> {
  if (units.getStore()) return work()
  const unit = new Unit()
  return units.run(unit, async () => {
    const value = await work()
    await commit(database, unit)
    return value
  })
}

async function commit(database: Database, unit: Unit): Promise<void> {
  const writes = unit.writes.splice(0)
  if (writes.length > 0) await database.transaction((tx) => putAll(tx, writes))
  for (const then of unit.afterwards.splice(0)) then()
}

async function putAll(tx: Pick<Db, 'later'>, writes: readonly Sql[]): Promise<void> {
  for (const write of writes) await tx.later(write)
}

/** A write of the provider's: with those of its request, or alone where there is none. `then`: once it is committed. */
export async function written(database: Database, write: Sql, then: () => void): Promise<void> {
  const unit = units.getStore()
  if (unit) {
    unit.writes.push(write)
    unit.afterwards.push(then)
    return
  }
  await database.transaction((tx) => tx.later(write))
  then()
}

/** The environment of a request whose writes that nobody waits for, audit rows among them, are committed with the rest of it. */
export const joined = (environment: Environment): Environment => ({ ...environment, database: { ...environment.database, later: (write) => written(environment.database, write, () => {}) } })

/** The grant of a code or token that somebody else has used up meanwhile; undefined for any other failure. */
export function grantUsedTwice(error: unknown): string | undefined {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown }
  return code === 'XY002' ? String(detail ?? '') : undefined
}
