import { appendMerkleLeaf, EMPTY_FRONTIER, equalBytes, merkleHead } from '@xiangyun/gm'
import type { MerkleFrontier } from '@xiangyun/gm'
import { sql } from '../database/index.ts'
import type { Db } from '../database/index.ts'
import type { Keys } from '../keys/index.ts'
import { auditText } from '../platform/index.ts'
import { frontierOf, isHeadSigned, leafOf } from './log.ts'
import type { Head } from './log.ts'
import { auditColumns, auditRow } from './rows.ts'
import type { AuditRow } from './rows.ts'

/** What is wrong with the log, and where. */
export type LogProblem = {
  readonly kind: 'changed' | 'lost' | 'inserted' | 'reordered' | 'head'
  readonly row: string | null
  readonly position: number | null
  readonly message: string
}

export type Verification = { readonly intact: boolean; readonly rows: number; readonly heads: number; readonly problems: readonly LogProblem[]; readonly problemCount: number }

type Leaf = { position: number; row_id: string; hash: Buffer } & Partial<Parameters<typeof auditRow>[0]>
type Walk = { frontier: MerkleFrontier; heads: readonly Head[]; next: number; rangeStart: number; lastId: string; unordered: Leaf | undefined; hasFault: boolean }

const BATCH = 2_000
const MOST_TOLD = 100

/** Recomputes every row's HMAC, every leaf, every head's root and signature, in portions; names what was changed, lost, inserted or reordered. */
export async function verifyLog(db: Db, keys: Keys): Promise<Verification> {
  const problems: LogProblem[] = []
  let count = 0
  const tell = (problem: LogProblem) => {
    count++
    if (problems.length < MOST_TOLD) problems.push(problem)
  }
  const heads = await db.rows<Head>(sql`select size, at, root, frontier, signature from kernel.audit_head order by size`)
  for (const head of heads) if (!isHeadSigned(keys, head)) tell({ kind: 'head', row: null, position: head.size, message: `第 ${head.size} 条处的签名不符` })
  const walk: Walk = { frontier: EMPTY_FRONTIER, heads, next: 0, rangeStart: 0, lastId: '', unordered: undefined, hasFault: false }
  const end = heads.at(-1)?.size ?? 0
  for (;;) {
    const leaves = await leavesFrom(db, walk.frontier.size, end)
    for (const leaf of leaves) step(walk, leaf, keys, tell)
    if (leaves.length < BATCH) break
  }
  if (walk.frontier.size < end) tell({ kind: 'lost', row: null, position: walk.frontier.size, message: `日志只有 ${walk.frontier.size} 条，签名的日志头说有 ${end} 条` })
  for (const problem of await strays(db, keys, end)) tell(problem)
  return { intact: count === 0, rows: walk.frontier.size, heads: heads.length, problems, problemCount: count }
}

const leavesFrom = (db: Db, from: number, end: number): Promise<Leaf[]> => db.rows<Leaf>(sql`
  select l.position, l.row_id, l.hash, a.* from (select position, row_id, hash from kernel.audit_leaf where position >= ${from} and position < ${end} order by position limit ${BATCH}) l
  left join (select ${auditColumns} from kernel.audit) a on a.id = l.row_id order by l.position`)

/** One leaf: its row must be there, unchanged, and give the same hash; at a head's size the root must be the signed one. */
function step(walk: Walk, leaf: Leaf, keys: Keys, tell: (problem: LogProblem) => void): void {
  while (walk.frontier.size < leaf.position) {
    tell({ kind: 'lost', row: null, position: walk.frontier.size, message: `第 ${walk.frontier.size + 1} 条的日志叶缺失` })
    walk.hasFault = true
    append(walk, Buffer.alloc(32), tell)
  }
  const wrong = faultOf(leaf, keys)
  if (wrong) tell(wrong)
  if (wrong) walk.hasFault = true
  if (leaf.row_id < walk.lastId) walk.unordered ??= leaf
  walk.lastId = leaf.row_id
  append(walk, leaf.hash, tell)
}

function faultOf(leaf: Leaf, keys: Keys): LogProblem | undefined {
  const at = { row: leaf.row_id, position: leaf.position }
  if (leaf.id === undefined || leaf.id === null) return { kind: 'lost', ...at, message: '记录被删除，日志里还有它的叶' }
  const row = auditRow(leaf as Parameters<typeof auditRow>[0])
  if (!hasOwnMac(row, keys)) return { kind: 'changed', ...at, message: '记录被改动，与写入时的校验值不符' }
  return equalBytes(leafOf(row), leaf.hash) ? undefined : { kind: 'changed', ...at, message: '记录与日志叶不符' }
}

const hasOwnMac = (row: AuditRow, keys: Keys): boolean => equalBytes(Buffer.from(keys.mac('audit', auditText(row))), Buffer.from(row.mac))

function append(walk: Walk, hash: Buffer, tell: (problem: LogProblem) => void): void {
  walk.frontier = appendMerkleLeaf(walk.frontier, hash).frontier
  const head = walk.heads[walk.next]
  if (!head || head.size !== walk.frontier.size) return
  if (!equalBytes(merkleHead(walk.frontier), head.root)) {
    if (!walk.hasFault) {
      const at = walk.unordered
      tell({ kind: 'reordered', row: at?.row_id ?? null, position: at?.position ?? walk.rangeStart, message: `第 ${walk.rangeStart + 1} 至 ${head.size} 条的次序或内容与签名的日志头不符` })
    }
    const signed = frontierOf(head)
    if (equalBytes(merkleHead(signed), head.root)) walk.frontier = signed
  }
  Object.assign(walk, { next: walk.next + 1, rangeStart: head.size, lastId: '', unordered: undefined, hasFault: false })
}

/** Rows that never went through the log, leaves beyond the last head, and waiting rows that are gone. */
async function strays(db: Db, keys: Keys, end: number): Promise<LogProblem[]> {
  const alone = await db.rows<{ id: string }>(sql`select a.id from kernel.audit a where not exists (select 1 from kernel.audit_leaf l where l.row_id = a.id) and not exists (select 1 from kernel.audit_pending p where p.id = a.id) order by a.id limit ${MOST_TOLD}`)
  const beyond = await db.rows<{ row_id: string; position: number }>(sql`select row_id, position from kernel.audit_leaf where position >= ${end} and not exists (select 1 from kernel.audit_head where size > position) order by position limit ${MOST_TOLD}`)
  const waiting = await db.rows<Partial<Parameters<typeof auditRow>[0]> & { waits: string }>(sql`select p.id as waits, a.* from kernel.audit_pending p left join (select ${auditColumns} from kernel.audit) a on a.id = p.id order by p.id limit 10000`)
  return [
    ...alone.map(({ id }): LogProblem => ({ kind: 'inserted', row: id, position: null, message: '记录没有经过日志，是另外插入的' })),
    ...beyond.map((leaf): LogProblem => ({ kind: 'inserted', row: leaf.row_id, position: leaf.position, message: '日志叶在最后一个签名的日志头之外' })),
    ...waiting.flatMap((w): LogProblem[] => {
      if (!w.id) return [{ kind: 'lost', row: w.waits, position: null, message: '等待入日志的记录不见了' }]
      return hasOwnMac(auditRow(w as Parameters<typeof auditRow>[0]), keys) ? [] : [{ kind: 'changed', row: w.id, position: null, message: '等待入日志的记录被改动' }]
    }),
  ]
}
