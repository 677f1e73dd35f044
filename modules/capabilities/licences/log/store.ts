import type { MerkleNode } from '@xiangyun/gm'
import { MOST_ENTRIES } from '@xiangyun/licence-proof'
import type { Entry, LoggedEvent, LoggedState } from '@xiangyun/licence-proof'
import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

/** A signed head as it is kept; `frontier` holds the roots of its complete subtrees in hexadecimal. */
export type HeadRow = { readonly size: number; readonly at: Date; readonly root: Buffer; readonly frontier: readonly string[]; readonly signature: Buffer }
export type NewEntry = Omit<Entry, 'at'> & { readonly id: string; readonly at: Date }
export type EntryRow = Entry & { readonly id: string; readonly position: number | null }

type Row = { id: string; identifier: string; event: LoggedEvent; state: LoggedState; at: Date; file_hash: string | null; valid_until: string | null; position: number | null }

const columns = { pieces: ['id, identifier, event, state, at, file_hash, valid_until, position'], values: [] }
const fromRow = (r: Row): EntryRow => ({ id: r.id, identifier: r.identifier, event: r.event, state: r.state, at: r.at.toISOString(), fileHash: r.file_hash, validUntil: r.valid_until, position: r.position })
const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

/** SQL on the licences' log. */
export function logStore(db: Db) {
  return {
    /** Leaves with the commit: nobody waits for it, and it stands or falls with what it tells. */
    add: (entries: readonly NewEntry[]) => {
      const rows = entries.map((e) => ({ id: e.id, identifier: e.identifier, event: e.event, state: e.state, at: e.at.toISOString(), file_hash: e.fileHash, valid_until: e.validUntil }))
      return db.later(sql`insert into licences.log_entry (id, identifier, event, state, at, file_hash, valid_until)
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, identifier text, event text, state text, at timestamptz, file_hash text, valid_until date)`)
    },
    waiting: async (most: number) => (await db.rows<Row>(sql`select ${columns} from licences.log_entry where position is null order by id limit ${most}`)).map(fromRow),
    /** All of them, or one more than a proof may hold. */
    of: async (identifier: string) => (await db.rows<Row>(sql`select ${columns} from licences.log_entry where identifier = ${identifier} order by position nulls last limit ${MOST_ENTRIES + 1}`)).map(fromRow),
    /** Also says so where another process is sealing now. */
    tryLock: async (lock: number) => (await db.one<{ got: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as got`))?.got === true,
    lastHead: () => db.one<HeadRow>(sql`select size, at, root, frontier, signature from licences.log_head order by size desc limit 1`),
    head: (size: number) => db.one<HeadRow>(sql`select size, at, root, frontier, signature from licences.log_head where size = ${size}`),
    seal(places: readonly { readonly id: string; readonly position: number }[], nodes: readonly MerkleNode[], head: HeadRow) {
      const kept = nodes.map((node) => ({ level: node.level, position: node.index, hash: hex(node.hash) }))
      return db.later(sql`
        with placed as (
          update licences.log_entry e set position = t.position from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as t(id uuid, position bigint) where e.id = t.id
        ), node as (
          insert into licences.log_node (level, position, hash) select * from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as t(level int, position bigint, hash bytea)
        )
        insert into licences.log_head (size, at, root, frontier, signature) values (${head.size}, ${head.at}, ${head.root}, ${JSON.stringify(head.frontier)}::jsonb, ${head.signature})`)
    },
    async nodes(wanted: readonly { readonly level: number; readonly index: number }[]): Promise<(level: number, index: number) => Buffer> {
      const list = JSON.stringify(wanted.map(({ level, index }) => ({ level, position: index })))
      const rows = await db.rows<{ level: number; position: number; hash: Buffer }>(sql`
        select n.level, n.position, n.hash from jsonb_to_recordset(${list}::jsonb) as t(level int, position bigint) join licences.log_node n using (level, position)`)
      const found = new Map(rows.map((r) => [`${r.level}/${r.position}`, r.hash]))
      return (level, index) => {
        const hash = found.get(`${level}/${index}`)
        if (!hash) throw new Error(`the licences' log lacks node ${level}/${index}`)
        return hash
      }
    },
    leaves: async (from: number, to: number) => (await db.rows<{ hash: Buffer }>(sql`select hash from licences.log_node where level = 0 and position >= ${from} and position < ${to} order by position`)).map(({ hash }) => hash),
  }
}
