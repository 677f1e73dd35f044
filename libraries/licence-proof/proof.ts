import type { Entry } from './entry.ts'

export const FORMAT = 'xiangyun-licence-proof/1'
/** What the log's certificate says in its organisational unit; no seal's certificate says so. */
export const LOG_UNIT = 'licence-log'

/** A signed head: the log's root when it had so many entries. Hashes and signatures in base64. */
export interface LogHead {
  readonly size: number
  readonly at: string
  readonly root: string
  readonly signature: string
}

export interface ProvedEntry extends Omit<Entry, 'identifier'> {
  readonly position: number
  /** The audit path up to the head's root (RFC 6962 clause 2.1.1). */
  readonly path: readonly string[]
}

/** All that somebody needs to check one licence against the log, without asking anybody. */
export interface Proof {
  readonly format: typeof FORMAT
  readonly identifier: string
  /** When the log said that these are all of the licence's entries. */
  readonly at: string
  readonly entries: readonly ProvedEntry[]
  readonly head: LogHead
  /** The log's signature over `statementText`. */
  readonly statement: string
  /** The log's certificate, PEM, issued by a trusted root itself. */
  readonly certificate: string
  /** That this head only added to an earlier one of that size (RFC 6962 clause 2.1.2). */
  readonly since?: { readonly size: number; readonly path: readonly string[] }
}

/** What a head's signature covers. */
export const headText = (head: Omit<LogHead, 'signature'>): string => JSON.stringify(['xiangyun-licence-log/1', head.size, head.at, head.root])

/** What the statement covers: at this moment these positions, and no others, are the licence's. */
export const statementText = (proof: Pick<Proof, 'identifier' | 'at' | 'head'> & { readonly entries: readonly { readonly position: number }[] }): string =>
  JSON.stringify(['xiangyun-licence-statement/1', proof.identifier, proof.at, proof.head.size, proof.head.root, proof.entries.map(({ position }) => position)])
