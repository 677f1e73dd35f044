import { generateSm2Key, merkleLeaf, signSm2, sm2PrivateKeyFromPkcs8, verifySm2 } from '@xiangyun/gm'
import type { MerkleFrontier, Sm2PrivateKey } from '@xiangyun/gm'
import { sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'
import type { Keys } from '../keys/index.ts'
import { auditText } from '../platform/index.ts'
import type { AuditRow } from './rows.ts'

/** A signed head: the log's root when it had so many rows. */
export type Head = { readonly size: number; readonly at: Date; readonly root: Buffer; readonly frontier: readonly string[]; readonly signature: Buffer }

/** The hash by which a row stands in the log: over the row's text and its own HMAC. */
export const leafOf = (row: AuditRow): Buffer => merkleLeaf(Buffer.from(auditText(row) + row.mac, 'utf8'))

export const frontierOf = (head: Pick<Head, 'size' | 'frontier'>): MerkleFrontier => ({ size: head.size, roots: head.frontier.map((hex) => Buffer.from(hex, 'hex')) })

const opened = new WeakMap<Keys, Sm2PrivateKey>()

/** The log's signing key, kept like all keys; made when the first head is signed. */
export function logKey(keys: Keys): Sm2PrivateKey {
  const known = opened.get(keys)
  if (known) return known
  const read = sm2PrivateKeyFromPkcs8(Buffer.from(keys.keep('audit-log', () => generateSm2Key().pkcs8.toString('base64')), 'base64'))
  if (!read.ok) throw new Error(read.message)
  opened.set(keys, read.value)
  return read.value
}

/** What a head's signature covers. */
export const headText = (head: Pick<Head, 'size' | 'at' | 'root'>): string => JSON.stringify(['xiangyun-audit', head.size, head.at.toISOString(), head.root.toString('hex')])

export const signHead = (keys: Keys, head: Pick<Head, 'size' | 'at' | 'root'>): Buffer => signSm2(logKey(keys), Buffer.from(headText(head), 'utf8'))

export const isHeadSigned = (keys: Keys, head: Head): boolean => verifySm2(logKey(keys).publicKey, Buffer.from(headText(head), 'utf8'), head.signature)

export const lastHead = (db: Db): Promise<Head | undefined> => db.one<Head>(sql`select size, at, root, frontier, signature from kernel.audit_head order by size desc limit 1`)
