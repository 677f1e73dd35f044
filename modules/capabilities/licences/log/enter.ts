import type { LoggedEvent, LoggedState } from '@xiangyun/licence-proof'
import type { Context } from '@xiangyun/kernel/modules'
import type { Licence } from '../store.ts'
import { logStore } from './store.ts'

type Told = Pick<Licence, 'identifier' | 'validUntil' | 'fileHash'> & { readonly state: LoggedState }

/** Enters in the log what happened to a licence, in the same transaction. */
export const enter = (context: Context, event: LoggedEvent, licence: Told): Promise<void> => enterAll(context, event, [licence])

export async function enterAll(context: Context, event: LoggedEvent, licences: readonly Told[]): Promise<void> {
  if (licences.length === 0) return
  await logStore(context.db).add(licences.map(({ identifier, state, fileHash, validUntil }) => ({ id: context.ids.next(), identifier, event, state, at: context.now, fileHash, validUntil })))
}
