import { inclusionProof, nodesForInclusion, sm2PublicKeyToSpki, toPem } from '@xiangyun/gm'
import { sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'
import type { Keys } from '../keys/index.ts'
import { headText, lastHead, logKey } from './log.ts'
import { auditColumns, auditRow } from './rows.ts'
import type { AuditRow } from './rows.ts'

/** All that somebody needs to check, without this platform, that a row stands in the signed log. Hashes in hexadecimal. */
export type Proof = {
  readonly row: AuditRow
  readonly leaf: string
  readonly position: number
  readonly size: number
  readonly path: readonly string[]
  readonly root: string
  readonly at: string
  /** The text that the head's signature covers, and the signature in DER, base64. */
  readonly signed: string
  readonly signature: string
  readonly publicKey: string
}

/** The proof of one row in the newest head; `waiting` until it was sealed, nothing when there is no such row. */
export async function proveRow(db: Db, keys: Keys, id: string): Promise<Proof | 'waiting' | undefined> {
  const found = await db.one<Parameters<typeof auditRow>[0]>(sql`select ${auditColumns} from kernel.audit where id = ${id}`)
  if (!found) return undefined
  const leaf = await db.one<{ position: number; hash: Buffer }>(sql`select position, hash from kernel.audit_leaf where row_id = ${id}`)
  const head = await lastHead(db)
  if (!leaf || !head || head.size <= leaf.position) return 'waiting'
  const nodes = await readNodes(db, nodesForInclusion(leaf.position, head.size))
  const path = inclusionProof(leaf.position, head.size, (level, index) => {
    const hash = nodes.get(`${level}/${index}`)
    if (!hash) throw new Error(`the log lacks node ${level}/${index}`)
    return hash
  })
  return {
    row: auditRow(found), leaf: leaf.hash.toString('hex'), position: leaf.position, size: head.size, path: path.map((h) => h.toString('hex')), root: head.root.toString('hex'), at: head.at.toISOString(),
    signed: headText(head), signature: head.signature.toString('base64'), publicKey: toPem('PUBLIC KEY', sm2PublicKeyToSpki(logKey(keys).publicKey)),
  }
}

async function readNodes(db: Db, wanted: readonly { level: number; index: number }[]): Promise<Map<string, Buffer>> {
  const list = JSON.stringify(wanted.map((w) => ({ level: w.level, position: w.index })))
  const rows = await db.rows<{ level: number; position: number; hash: Buffer }>(sql`
    with wanted as (select * from jsonb_to_recordset(${list}::jsonb) as t(level int, position bigint))
    select n.level, n.position, n.hash from kernel.audit_node n join wanted using (level, position)
    union all select 0, l.position, l.hash from kernel.audit_leaf l join wanted w on w.level = 0 and w.position = l.position`)
  return new Map(rows.map((r) => [`${r.level}/${r.position}`, r.hash]))
}
