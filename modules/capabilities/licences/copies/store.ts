import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Keys } from '@xiangyun/kernel/keys'

/** A copy of a licence for one purpose; `until` is its last day. */
export type Copy = { readonly id: string; readonly licence: string; readonly recipient: string; readonly purpose: string; readonly until: string; readonly fileHash: string; readonly by: string; readonly at: Date }

type Row = { id: string; licence: string; note: Buffer; until: string; file_hash: string; by_whom: string; at: Date }
const sealedFor = 'licences/copy'
const columns = { pieces: ['id, licence, note, until, file_hash, by_whom, at'], values: [] }

export function copyStore(context: { readonly db: Db; readonly keys: Keys }) {
  const { db, keys } = context
  const fromRow = (r: Row): Copy => {
    const { recipient, purpose } = JSON.parse(keys.open(sealedFor, r.note)) as { recipient: string; purpose: string }
    return { id: r.id, licence: r.licence, recipient, purpose, until: r.until, fileHash: r.file_hash, by: r.by_whom, at: r.at }
  }
  return {
    add: (c: Copy) => db.run(sql`insert into licences.copy (id, licence, note, until, file_hash, by_whom, at)
      values (${c.id}, ${c.licence}, ${Buffer.from(keys.seal(sealedFor, JSON.stringify({ recipient: c.recipient, purpose: c.purpose })))}, ${c.until}, ${c.fileHash}, ${c.by}, ${c.at})`),
    find: async (id: string): Promise<Copy | undefined> => {
      const row = await db.one<Row>(sql`select ${columns} from licences.copy where id = ${id}`)
      return row && fromRow(row)
    },
    of: async (licence: string) => (await db.rows<Row>(sql`select ${columns} from licences.copy where licence = ${licence} order by at desc, id desc limit 50`)).map(fromRow),
    since: async (licence: string, from: Date) => (await db.one<{ count: number }>(sql`select count(*) as count from licences.copy where licence = ${licence} and at >= ${from}`))?.count ?? 0,
  }
}
