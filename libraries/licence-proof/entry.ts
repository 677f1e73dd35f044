import { merkleLeaf } from '@xiangyun/gm/merkle-tree'

export const EVENTS = ['held', 'issued', 'filed', 'suspended', 'restored', 'revoked', 'cancelled', 'replaced', 'lettered'] as const
/** What happened: entered as held already, issued with its file, file made later, the changes of state; or a sealed letter was sent. */
export type LoggedEvent = (typeof EVENTS)[number]

export const STATES = ['valid', 'suspended', 'revoked', 'cancelled', 'expired', 'replaced'] as const
export type LoggedState = (typeof STATES)[number]

/** One line of the log: nothing of the holder, only what a checker has to know. */
export interface Entry {
  /** The licence's identifier (GB/T 36904); of a letter the id of its document. */
  readonly identifier: string
  readonly event: LoggedEvent
  readonly state: LoggedState
  /** The moment, ISO 8601 in UTC. */
  readonly at: string
  /** SM3 of the sealed file in hexadecimal; null while there is none. */
  readonly fileHash: string | null
  /** The last calendar day; null for licences without an end. */
  readonly validUntil: string | null
}

/** The text whose hash stands in the log. Its form never changes; a new form gets a new number. */
export const entryText = (entry: Entry): string =>
  JSON.stringify(['xiangyun-licence-entry/1', entry.identifier, entry.event, entry.state, entry.at, entry.fileHash, entry.validUntil])

/** The leaf of an entry (RFC 6962 clause 2.1, with SM3). */
export const entryLeaf = (entry: Entry): Buffer => merkleLeaf(Buffer.from(entryText(entry), 'utf8'))
