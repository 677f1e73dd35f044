import { consistencyProof, inclusionProof, nodesForConsistency, nodesForInclusion, signSm2 } from '@xiangyun/gm'
import { FORMAT, MOST_ENTRIES, statementText } from '@xiangyun/licence-proof'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { ReplyOf, Result } from '@xiangyun/kernel/contract'
import { isId } from '@xiangyun/kernel/ids'
import type { Context } from '@xiangyun/kernel/modules'
import type { licenceProof } from '../contract.ts'
import { codeIn } from '../showing.ts'
import { logKey } from './log-key.ts'
import { headView } from './sealing.ts'
import { logStore } from './store.ts'

const MOST_LEAVES = 1_000
const base64 = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'))

/** The proof of a licence by its identifier, or of a letter by its id: all its entries under the newest head, and the log's word that there are no others. */
export async function proof(context: Context, query: { code: string; since?: number }): Promise<Result<ReplyOf<typeof licenceProof>>> {
  const store = logStore(context.db)
  const code = codeIn(query.code)
  const identifier = isId(code) ? code : code.toUpperCase()
  // The head first: whatever is entered after it shows as waiting, so that the statement never leaves out what the head holds.
  const head = await store.lastHead()
  const entries = await store.of(identifier)
  if (entries.length === 0) return fail('licences/no-licence')
  if (entries.length > MOST_ENTRIES) throw new Error(`licence ${identifier} has more entries than a proof holds`)
  if (!head || entries.some(({ position }) => position === null || position >= head.size)) return fail('licences/not-yet-logged')
  const { since } = query
  if (since !== undefined && (since < 1 || since > head.size)) return fail('licences/no-head', `日志现在有 ${head.size} 条`)
  const at = entries.map(({ position }) => position!)
  const read = await store.nodes([...at.flatMap((position) => nodesForInclusion(position, head.size)), ...(since === undefined ? [] : nodesForConsistency(since, head.size))])
  const { key, certificate } = logKey(context)
  const told: Omit<ReplyOf<typeof licenceProof>, 'statement'> = {
    format: FORMAT, identifier, at: context.now.toISOString(), head: headView(head), certificate,
    entries: entries.map(({ event, state, at: when, fileHash, validUntil, position }) => ({ position: position!, event, state, at: when, fileHash, validUntil, path: base64(inclusionProof(position!, head.size, read)) })),
    ...(since === undefined ? {} : { since: { size: since, path: base64(consistencyProof(since, head.size, read)) } }),
  }
  return ok({ ...told, statement: signSm2(key, Buffer.from(statementText(told), 'utf8')).toString('base64') })
}

/** The newest head, for whoever keeps heads to catch a rewritten log. */
export async function newestHead(context: Context) {
  const head = await logStore(context.db).lastHead()
  return head ? ok({ ...headView(head), certificate: logKey(context).certificate }) : fail('licences/no-head', '日志还是空的')
}

/** That the log of now only added to the log of then. */
export async function consistency(context: Context, query: { from: number; to?: number }) {
  const store = logStore(context.db)
  const head = query.to === undefined ? await store.lastHead() : await store.head(query.to)
  if (!head || query.from > head.size) return fail('licences/no-head')
  const read = await store.nodes(nodesForConsistency(query.from, head.size))
  return ok({ from: query.from, head: headView(head), path: base64(consistencyProof(query.from, head.size, read)) })
}

/** Leaf hashes from a position on, a thousand at most; what they stand for is only told to whoever has the identifier. */
export async function leaves(context: Context, query: { from: number }) {
  const store = logStore(context.db)
  const size = (await store.lastHead())?.size ?? 0
  return ok({ from: query.from, size, leaves: base64(await store.leaves(query.from, Math.min(size, query.from + MOST_LEAVES))) })
}
