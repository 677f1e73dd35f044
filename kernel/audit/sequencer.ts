import { appendMerkleLeaf, EMPTY_FRONTIER, merkleHead } from '@xiangyun/gm'
import type { MerkleNode } from '@xiangyun/gm'
import { sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'
import type { Context, Worker } from '../modules/index.ts'
import { frontierOf, lastHead, leafOf, signHead } from './log.ts'
import { auditColumns, auditRow } from './rows.ts'

const BATCH = 500
/** Held while a batch is sealed, so that one process at a time appends. */
const LOCK = 7241004

/** Seals one batch of committed rows into the Merkle log and signs the new head. Tells how many rows there were. */
export async function sequence(context: Pick<Context, 'db' | 'keys' | 'now'>): Promise<number> {
  const { db } = context
  const [lock, pending, before] = await Promise.all([
    db.one<{ got: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as got`),
    db.rows<Parameters<typeof auditRow>[0]>(sql`select ${auditColumns} from kernel.audit where id in (select id from kernel.audit_pending order by id limit ${BATCH}) order by id`),
    lastHead(db),
  ])
  if (!lock?.got || pending.length === 0) return 0
  const rows = pending.map(auditRow)
  let frontier = before ? frontierOf(before) : EMPTY_FRONTIER
  const nodes: MerkleNode[] = []
  for (const row of rows) {
    const step = appendMerkleLeaf(frontier, leafOf(row))
    frontier = step.frontier
    nodes.push(...step.nodes)
  }
  const head = { size: frontier.size, at: context.now, root: merkleHead(frontier) }
  const leaves = nodes.filter((n) => n.level === 0).map((n, i) => ({ position: n.index, row_id: rows[i]!.id, hash: hex(n.hash) }))
  const above = nodes.filter((n) => n.level > 0).map((n) => ({ level: n.level, position: n.index, hash: hex(n.hash) }))
  await db.later(sql`
    with leaf as (
      insert into kernel.audit_leaf (position, row_id, hash) select * from jsonb_to_recordset(${JSON.stringify(leaves)}::jsonb) as t(position bigint, row_id uuid, hash bytea) returning row_id
    ), node as (
      insert into kernel.audit_node (level, position, hash) select * from jsonb_to_recordset(${JSON.stringify(above)}::jsonb) as t(level int, position bigint, hash bytea)
    ), head as (
      insert into kernel.audit_head (size, at, root, frontier, signature)
      values (${head.size}, ${head.at}, ${head.root}, ${JSON.stringify(frontier.roots.map((r) => r.toString('hex')))}::jsonb, ${signHead(context.keys, head)})
    )
    delete from kernel.audit_pending where id in (select row_id from leaf)`)
  return rows.length
}

const hex = (hash: Buffer): string => `\\x${hash.toString('hex')}`

/** The background work that a module lists: one batch a round. */
export const auditSequencer: Worker = { name: 'audit-sequencer', pace: 'calm', run: (work) => work(sequence) }

export type Lag = { readonly pending: number; readonly oldest: string | null; readonly seconds: number }

/** How many committed rows wait to be sealed, and since when. */
export async function auditLag(db: Db, now: Date): Promise<Lag> {
  const row = await db.one<{ pending: number; oldest: Date | null }>(sql`select count(*) as pending, min(a.at) as oldest from kernel.audit_pending p left join kernel.audit a on a.id = p.id`)
  const oldest = row?.oldest ?? null
  return { pending: row?.pending ?? 0, oldest: oldest?.toISOString() ?? null, seconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0 }
}
