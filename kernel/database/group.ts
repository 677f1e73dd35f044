import pg from 'pg'

/** Its values are as the wire wants them. */
export type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] }

/** A statement of one word, prepared under that word. */
export const word = (text: string): Statement => ({ name: text, text, values: [] })

/** A statement on its way; without `done` nobody looks at its rows. */
export type Waiting = { readonly query: Statement; readonly done?: (answer: pg.QueryResult) => void; readonly failed?: (error: unknown) => void }

type Message = Readonly<Record<string, unknown>>
type Wire = {
  readonly _send: (bytes: Buffer) => void
  readonly parsedStatements: Readonly<Record<string, string>>
  readonly bind: (config: object) => void
  readonly describe: (config: object) => void
  readonly execute: (config: object) => void
  readonly sync: () => void
}
/** What the driver's own query object does with the answers; its types do not tell. */
type Answering = { handleRowDescription(message: Message): void; handleDataRow(message: Message): void; handleCommandComplete(message: Message): void; readonly _results: pg.QueryResult }

const wireOf = (client: pg.PoolClient): Wire => (client as unknown as { connection: Wire }).connection

/**
 * Sends statements as one group with one word of agreement at its end, instead of one after each: the server answers once,
 * and without `begin` and `commit` the group is a transaction of its own. Only for statements that the connection has
 * prepared; tells whether it was so.
 */
export function sendAsGroup(client: pg.PoolClient, statements: readonly Waiting[], ended: (failure: unknown) => void): boolean {
  const wire = wireOf(client)
  if (!statements.every(({ query }) => wire.parsedStatements[query.name] === query.text)) return false
  client.query(new Group(statements, ended))
  return true
}

/** What is sent in one go goes out as one packet instead of one each. */
export function inOnePacket<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

/** The driver lets its own kind of query on a pipelined connection, and this is one. */
class Group extends pg.Query {
  readonly #statements: readonly Waiting[]
  readonly #answers: (Answering | undefined)[]
  readonly #ended: (failure: unknown) => void
  #at = 0

  constructor(statements: readonly Waiting[], ended: (failure: unknown) => void) {
    super({ text: '', values: [] } as never)
    this.#statements = statements
    this.#answers = statements.map(({ query, done }) => (done ? (new pg.Query({ text: query.text } as never) as unknown as Answering) : undefined))
    this.#ended = ended
    Object.assign(this, { callback: () => undefined })
  }

  /** One piece of bytes: the system takes it in a third of the time that it needs for many. */
  override submit = (connection: unknown): void => {
    const pieces: Buffer[] = []
    const wire = Object.create(connection as Wire, { _send: { value: (bytes: Buffer) => { pieces.push(bytes) } } }) as Wire
    for (const [index, { query }] of this.#statements.entries()) {
      wire.bind({ statement: query.name, values: query.values })
      if (this.#answers[index]) wire.describe({ type: 'P', name: '' })
      wire.execute({})
    }
    wire.sync();
    (connection as Wire)._send(Buffer.concat(pieces))
  }

  handleRowDescription(message: Message): void { this.#answers[this.#at]?.handleRowDescription(message) }
  handleDataRow(message: Message): void { this.#answers[this.#at]?.handleDataRow(message) }
  handleCommandComplete(message: Message): void {
    this.#answers[this.#at]?.handleCommandComplete(message)
    this.#at += 1
  }

  /** What stands behind the failing statement was not carried out. */
  handleError(error: unknown): void {
    this.#ended(error)
    for (const { failed } of this.#statements) failed?.(error)
  }

  handleReadyForQuery(): void {
    this.#ended(undefined)
    for (const [index, { done }] of this.#statements.entries()) done?.(this.#answers[index]!._results)
  }
}
