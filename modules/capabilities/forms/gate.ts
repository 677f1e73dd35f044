import type { PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import type { CollectionState } from './contract.ts'
import { definition } from './sealing.ts'
import { collectionStore } from './store.ts'
import type { CollectionRow } from './store.ts'

export type Found = { readonly row: CollectionRow; readonly version: number; readonly form: PublishedForm }

/** A published collection at its newest version, or at one named. */
export async function published(context: Context, key: string, number?: number): Promise<Found | undefined> {
  const row = await collectionStore(context.db).find(key)
  if (!row || row.version === null) return undefined
  const version = await collectionStore(context.db).version(key, number ?? row.version)
  const form = version && (await definition(context, version.fingerprint))
  return form && { row, version: version.number, form }
}

/** The day after its last day a form is closed, whether or not anybody closed it. */
export const stateOf = (row: CollectionRow, today: string): CollectionState => (row.state === 'open' && row.closes_on !== null && row.closes_on < today ? 'closed' : row.state)
