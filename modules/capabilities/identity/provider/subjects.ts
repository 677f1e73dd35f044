import type { Keys } from '@xiangyun/kernel/keys'
import type { ConnectionRow } from '../connections/store.ts'

/** A person's number in one system: no two systems can join what they know (OpenID Connect Core 8.1). */
export const pairwise = (keys: Pick<Keys, 'index'>, client: string, account: string): string => keys.index('pairwise', `${client} ${account}`)

/** As a system knows somebody: machines without a page to come back to know the account's public number. */
export const subjectFor = (keys: Pick<Keys, 'index'>, row: Pick<ConnectionRow, 'client' | 'metadata'>, account: string): string =>
  (row.metadata?.['subject_type'] === 'pairwise' ? pairwise(keys, row.client!, account) : account)
