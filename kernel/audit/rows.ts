import { none, sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'

/** A row of the audit log as it was written. */
export type AuditRow = {
  readonly id: string; readonly at: string; readonly actor: string; readonly actor_name: string; readonly actor_kind: string; readonly act: string; readonly object: string
  readonly subject: string | null; readonly purpose: string | null; readonly law: string | null; readonly detail: unknown; readonly mac: string
}

export type AuditFilter = {
  readonly actor?: string; readonly object?: string; readonly subject?: string; readonly act?: string; readonly from?: Date; readonly to?: Date
  /** Rows with a smaller id, for paging backwards. */
  readonly before?: string
  readonly limit?: number
}

type Stored = Omit<AuditRow, 'at'> & { at: Date }

export const auditColumns = { pieces: ['id, at, actor, actor_name, actor_kind, act, object, subject, purpose, law, detail, mac'], values: [] }
export const auditRow = (row: Stored): AuditRow => ({ ...row, at: row.at.toISOString() })

/** Rows that fit, newest first. An act that ends in a point, as `licences.`, fits all of its kind. */
export async function auditOf(db: Db, filter: AuditFilter): Promise<AuditRow[]> {
  const { actor, object, subject, act, from, to, before } = filter
  const isKind = act?.endsWith('.')
  const rows = await db.rows<Stored>(sql`select ${auditColumns} from kernel.audit where true
    ${actor === undefined ? none : sql`and actor = ${actor}`} ${object === undefined ? none : sql`and object = ${object}`} ${subject === undefined ? none : sql`and subject = ${subject}`}
    ${act === undefined ? none : isKind ? sql`and starts_with(act, ${act})` : sql`and act = ${act}`}
    ${from === undefined ? none : sql`and at >= ${from}`} ${to === undefined ? none : sql`and at < ${to}`} ${before === undefined ? none : sql`and id < ${before}`}
    order by id desc limit ${filter.limit ?? 50}`)
  return rows.map(auditRow)
}
