import { isUniqueViolation, join, none, sql, Undo } from '../database/index.ts'
import type { Db, Sql, Transaction } from '../database/index.ts'
import type { Result } from '../contract/index.ts'
import type { AuditEntry, Context } from '../modules/index.ts'
import type { Actor } from '../permissions/index.ts'
import { systemActor } from '../permissions/index.ts'
import { deadlinesOn } from './deadlines.ts'
import type { Environment } from './environment.ts'

type Told = { id: string; at: string; name: string; version: number; payload: unknown; actor: string }
type Written = { id: string; at: string; actor: string; actor_name: string; actor_kind: string; act: string; object: string; subject: string | null; purpose: string | null; law: string | null; detail: unknown; mac: string }

/** A request that may be sent twice: who, under which key, for which route, with what content; the hash of a file is known when it was read. */
export type Repeatable = { readonly actor: string; readonly key: string; readonly route: string; readonly hash: () => Promise<string> }

/** `standing`: those of the written that are kept when the act is undone. */
type Buffer = { told: Told[]; written: Written[]; standing: Written[] }

const emptyBuffer = (): Buffer => ({ told: [], written: [], standing: [] })

/** The context of one unit of work on `db`; what it tells and audits is gathered in `buffer`. */
function contextOn(environment: Environment, db: Db, actor: Actor, now: Date, buffer: Buffer): Context {
  const context: Context = {
    db, actor, now,
    calendar: environment.calendar, ids: environment.ids, random: environment.random, keys: environment.keys,
    blobs: environment.blobs, config: environment.config, log: environment.log,
    deadlines: deadlinesOn(db),
    emit: (event, payload) => buffer.told.push({ id: environment.ids.next(), at: now.toISOString(), name: event.name, version: event.version, payload, actor: actor.id }),
    audit: (entry) => {
      const row = auditRow(environment, actor, now, entry)
      buffer.written.push(row)
      if (entry.stands) buffer.standing.push(row)
    },
    ask: (port) => environment.ask(port, context),
    as: (other) => contextOn(environment, db, other, now, buffer),
  }
  return context
}

function auditRow(environment: Environment, actor: Actor, now: Date, entry: AuditEntry): Written {
  const row = {
    id: environment.ids.next(), at: now.toISOString(), actor: actor.id, actor_name: actor.name, actor_kind: actor.kind,
    act: entry.act, object: entry.object, subject: entry.subject ?? null, purpose: entry.purpose ?? null, law: entry.law ?? null, detail: entry.detail ?? {},
  }
  return { ...row, mac: environment.keys.mac('audit', auditText(row)) }
}

/** The text that a row's HMAC and leaf cover; fields in fixed order. */
export function auditText(row: Omit<Written, 'mac'>): string {
  return JSON.stringify([row.id, row.at, row.actor, row.actor_name, row.actor_kind, row.act, row.object, row.subject, row.purpose, row.law, sorted(row.detail)])
}

/** jsonb keeps no order of keys; the covered text has them sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
}

/** Events, audit rows and the reply to keep, in one statement that leaves with the commit. */
async function flush(db: Db, buffer: Buffer, repeat?: Omit<Repeatable, 'hash'> & { hash: string; reply: unknown; at: Date }): Promise<void> {
  const parts = [...(buffer.told.length > 0 ? [telling(buffer.told)] : []), ...(buffer.written.length > 0 ? [writing(buffer.written)] : []), ...(repeat ? [repeating(repeat)] : [])]
  if (parts.length === 0) return
  await db.later(sql`with ${join(parts, ', ')} select`)
  buffer.told.length = 0
  buffer.written.length = 0
}

/** Rows that stand after an act was undone, in a statement of their own; some may be there when a commit was lost on its way back. */
async function stand({ database }: Environment, { standing }: Buffer): Promise<void> {
  if (standing.length > 0) await database.run(sql`with ${writing(standing, sql`on conflict (id) do nothing`)} select`)
}

/** The same after a failure: that is what is told of, and this only logged. */
const standAnyhow = (environment: Environment, buffer: Buffer): Promise<void> =>
  stand(environment, buffer).catch((error: unknown) => environment.log.error('audit rows that stand were not written', { rows: buffer.standing.length, error }))

const telling = (told: readonly Told[]): Sql => (told.length === 1 ? tellingOne(told[0]!) : tellingMany(told))

/** Most often there is one, and plain values cost the database half as much as a list of records. */
const tellingOne = (one: Told): Sql => sql`told as (
  insert into kernel.outbox (id, at, name, version, payload, actor) values (${one.id}, ${one.at}, ${one.name}, ${one.version}, ${JSON.stringify(one.payload)}::jsonb, ${one.actor}))`

const tellingMany = (told: readonly Told[]): Sql => sql`told as (
  insert into kernel.outbox (id, at, name, version, payload, actor)
  select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t(id uuid, at timestamptz, name text, version int, payload jsonb, actor text))`

const columns = sql`id, at, actor, actor_name, actor_kind, act, object, subject, purpose, law, detail, mac`

const writing = (written: readonly Written[], isKnown: Sql = none): Sql => sql`written as (
  insert into kernel.audit (${columns}) ${written.length === 1 ? writingOne(written[0]!) : writingMany(written)}
  ${isKnown} returning id
), pending as (insert into kernel.audit_pending select id from written)`

const writingOne = (one: Written): Sql => sql`values (${one.id}, ${one.at}, ${one.actor}, ${one.actor_name}, ${one.actor_kind}, ${one.act}, ${one.object}, ${one.subject}, ${one.purpose}, ${one.law}, ${JSON.stringify(one.detail)}::jsonb, ${one.mac})`

const writingMany = (written: readonly Written[]): Sql => sql`select * from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as t(id uuid, at timestamptz, actor text, actor_name text, actor_kind text, act text, object text, subject text, purpose text, law text, detail jsonb, mac text)`

const repeating = (repeat: Omit<Repeatable, 'hash'> & { hash: string; reply: unknown; at: Date }): Sql => sql`repeated as (
  insert into kernel.idempotency (actor, key, route, hash, reply, at) values (${repeat.actor}, ${repeat.key}, ${repeat.route}, ${repeat.hash}, ${JSON.stringify(repeat.reply ?? null)}::jsonb, ${repeat.at}))`

export type Work = <T>(act: (context: Context) => Promise<T>) => Promise<T>

/** Runs a use case in a transaction: what it changed, told and audited is committed together, or not at all when it fails; but audit rows that stand. */
export async function perform<T>(environment: Environment, actor: Actor, act: (context: Context) => Promise<Result<T>>, repeat?: Repeatable): Promise<Result<T>> {
  let told = false
  // Of the last attempt: what those before it read went nowhere.
  let buffer = emptyBuffer()
  try {
    const result = await environment.database.transaction(async (tx) => {
      const now = environment.clock.now()
      buffer = emptyBuffer()
      const outcome = await act(contextOn(environment, tx, actor, now, buffer))
      if (!outcome.ok) throw new Undo(outcome)
      told = buffer.told.length > 0
      await flush(tx, buffer, repeat ? { ...repeat, hash: await repeat.hash(), reply: sealedReply(environment, outcome.value), at: now } : undefined)
      return outcome
    })
    if (told) environment.wake()
    if (!result.ok) await stand(environment, buffer)
    if (!result.ok && repeat) return (await replay<T>(environment, repeat)) ?? result
    return result
  } catch (error) {
    await standAnyhow(environment, buffer)
    if (repeat && isUniqueViolation(error)) {
      const again = await replay<T>(environment, repeat)
      if (again) return again
    }
    throw error
  }
}

const repliesPurpose = 'kernel/idempotency'

/** Replies hold personal data: what is sealed in its own table does not lie open here. */
const sealedReply = ({ keys }: Environment, reply: unknown): string => Buffer.from(keys.seal(repliesPurpose, JSON.stringify(reply ?? null))).toString('base64')

/** Those from before replies were sealed are no strings. */
const openReply = <T>({ keys }: Environment, kept: string): T => (typeof kept === 'string' ? JSON.parse(keys.open(repliesPurpose, Buffer.from(kept, 'base64'))) : kept) as T

/** The reply that the same request got before. */
async function replay<T>(environment: Environment, repeat: Repeatable): Promise<Result<T> | undefined> {
  const known = await environment.database.one<{ hash: string; reply: string }>(
    sql`select hash, reply from kernel.idempotency where actor = ${repeat.actor} and key = ${repeat.key}`)
  if (!known) return undefined
  return known.hash === (await repeat.hash()) ? { ok: true, value: openReply<T>(environment, known.reply) } : { ok: false, code: 'kernel/key-reused' }
}

/** A reading request: no transaction of its own; what it audits is written before the reply leaves. */
export async function consult<T>(environment: Environment, actor: Actor, act: (context: Context) => Promise<Result<T>>): Promise<Result<T>> {
  const buffer = emptyBuffer()
  try {
    const result = await act(contextOn(environment, environment.database, actor, environment.clock.now(), buffer))
    await flush(environment.database, buffer)
    return result
  } catch (error) {
    await standAnyhow(environment, buffer)
    throw error
  }
}

/** Work of the platform itself, one transaction. */
export function systemWork(environment: Environment): Work {
  return async (act) => {
    let buffer = emptyBuffer()
    try {
      return await environment.database.transaction((tx) => within(environment, tx, act, (buffer = emptyBuffer())))
    } catch (error) {
      await standAnyhow(environment, buffer)
      throw error
    }
  }
}

/** The same on a transaction that is already open. */
export async function within<T>(environment: Environment, tx: Transaction | Db, act: (context: Context) => Promise<T>, buffer = emptyBuffer()): Promise<T> {
  const value = await act(contextOn(environment, tx, systemActor, environment.clock.now(), buffer))
  if (buffer.told.length > 0) environment.wake()
  await flush(tx, buffer)
  return value
}
