import type { Static, TSchema } from 'typebox'
import type { Blobs } from '../blobs/index.ts'
import type { Config } from '../config/index.ts'
import type { EventType } from '../contract/index.ts'
import type { Db } from '../database/index.ts'
import type { Ids, Random } from '../ids/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Log } from '../logs/index.ts'
import type { Actor } from '../permissions/index.ts'
import type { WorkdayCalendar } from '../time/index.ts'
import type { Deadline, Port } from './define.ts'

/**
 * One line of the audit log. `subject`: whose personal data was touched. `stands`: it is written whatever becomes of the act,
 * for what was read is known to somebody also when they are refused.
 */
export type AuditEntry = {
  readonly act: string
  readonly object: string
  readonly subject?: string
  readonly purpose?: string
  readonly law?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly stands?: boolean
}

export type Deadlines = {
  /** Sets or moves a deadline; `key` names it within its kind. */
  readonly set: <Payload>(deadline: Deadline<Payload>, key: string, due: Date, payload: Payload) => Promise<void>
  readonly clear: (deadline: Deadline<never> | Deadline<unknown>, key: string) => Promise<void>
}

/** All that a use case may touch. Time, chance and the outside world come in here. */
export type Context = {
  /** The request's transaction. */
  readonly db: Db
  readonly actor: Actor
  /** The instant of this request; one and the same throughout. */
  readonly now: Date
  readonly calendar: WorkdayCalendar
  readonly ids: Ids
  readonly random: Random
  readonly keys: Keys
  readonly blobs: Blobs
  readonly config: Config
  readonly log: Log
  readonly deadlines: Deadlines
  /** Tells the others; sent when the transaction is committed. */
  readonly emit: <P extends TSchema>(event: EventType<P>, payload: Static<P>) => void
  readonly audit: (entry: AuditEntry) => void
  /** A neighbour's interface, bound to this transaction. */
  readonly ask: <Interface>(port: Port<Interface>) => Interface
  /** The same transaction as another actor: the platform acting on its own account. */
  readonly as: (actor: Actor) => Context
}
