/** Structured log lines on standard error. Personal data never goes here: callers pass codes, ids and durations. */
export type Log = {
  readonly error: (message: string, fields?: Fields) => void
  readonly warn: (message: string, fields?: Fields) => void
  readonly info: (message: string, fields?: Fields) => void
  readonly debug: (message: string, fields?: Fields) => void
}

type Fields = Readonly<Record<string, unknown>>

const order = ['silent', 'error', 'warn', 'info', 'debug'] as const

export function makeLog(level: (typeof order)[number], write: (line: string) => void = (line) => void process.stderr.write(line)): Log {
  const at = (own: (typeof order)[number]) => (message: string, fields: Fields = {}) => {
    if (order.indexOf(own) > order.indexOf(level)) return
    write(`${JSON.stringify({ at: new Date().toISOString(), level: own, message, ...readable(fields) })}\n`)
  }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

function readable(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value]))
}
