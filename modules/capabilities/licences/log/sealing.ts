import { appendMerkleLeaf, EMPTY_FRONTIER, merkleHead, signSm2 } from '@xiangyun/gm'
import type { MerkleFrontier, MerkleNode } from '@xiangyun/gm'
import { entryLeaf, headText } from '@xiangyun/licence-proof'
import type { LogHead } from '@xiangyun/licence-proof'
import type { Context, Worker } from '@xiangyun/kernel/modules'
import { logKey } from './log-key.ts'
import { logStore } from './store.ts'
import type { HeadRow } from './store.ts'

const BATCH = 500
/** Held while a batch is sealed, so that one process at a time appends. */
const LOCK = 7241005

export const headView = (head: Pick<HeadRow, 'size' | 'at' | 'root' | 'signature'>): LogHead => ({ size: head.size, at: head.at.toISOString(), root: head.root.toString('base64'), signature: head.signature.toString('base64') })

/** Gives one batch of committed entries their positions and signs the new head. Tells how many there were. */
export async function sealBatch(context: Context): Promise<number> {
  const store = logStore(context.db)
  const [isOurs, entries, before] = await Promise.all([store.tryLock(LOCK), store.waiting(BATCH), store.lastHead()])
  if (!isOurs || entries.length === 0) return 0
  let frontier: MerkleFrontier = before ? { size: before.size, roots: before.frontier.map((root) => Buffer.from(root, 'hex')) } : EMPTY_FRONTIER
  const nodes: MerkleNode[] = []
  const places = entries.map((entry) => {
    const step = appendMerkleLeaf(frontier, entryLeaf(entry))
    const place = { id: entry.id, position: frontier.size }
    frontier = step.frontier
    nodes.push(...step.nodes)
    return place
  })
  const [root, at] = [merkleHead(frontier), context.now]
  const text = headText({ size: frontier.size, at: at.toISOString(), root: root.toString('base64') })
  await store.seal(places, nodes, { size: frontier.size, at, root, frontier: frontier.roots.map((one) => one.toString('hex')), signature: signSm2(logKey(context).key, Buffer.from(text, 'utf8')) })
  return entries.length
}

export const logSealing: Worker = { name: 'licence-log', pace: 'calm', run: (work) => work(sealBatch) }
