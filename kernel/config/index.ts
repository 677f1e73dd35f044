import { join, resolve } from 'node:path'

/** How this process runs. Everything comes from the environment; secrets from nowhere else. */
export type Config = {
  readonly root: string
  readonly port: number
  readonly host: string
  readonly address: string
  /** A PostgreSQL server; without it the embedded one is started. */
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  readonly catalogue: readonly string[]
  readonly scale: number
  /** Demonstration: synthetic people, demo sign-in, a clock that can be moved from loopback. Never in production. */
  readonly demonstration: boolean
  /** Whether a fresh demonstration gets some synthetic applications under way. */
  readonly rehearsal: boolean
  /** Addresses of proxies in front whose word about the caller's address is believed, as Fastify's `trustProxy` takes them. */
  readonly trustProxy: string | undefined
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly poolSize: number
  /** How long a process that is to stop still takes requests, so that a balancer can notice that it is not ready. */
  readonly drainMilliseconds: number
}

export function readConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const port = Number(environment['PORT'] ?? 8080)
  const host = environment['HOST'] ?? '127.0.0.1'
  return {
    root,
    port,
    host,
    address: environment['ADDRESS'] ?? `http://localhost:${port}`,
    databaseUrl: environment['DATABASE_URL'],
    dataFolder: resolve(environment['DATA_FOLDER'] ?? join(root, 'var')),
    catalogue: [join(root, 'catalogue'), ...(environment['CATALOGUE_PATH'] ?? '').split(':').filter(Boolean).map((p) => resolve(p))],
    scale: wholeNumber('PROVINCE_SCALE', environment['PROVINCE_SCALE'] ?? '20000'),
    demonstration: environment['PRODUCTION'] !== '1',
    rehearsal: environment['REHEARSAL'] !== '0',
    trustProxy: environment['TRUST_PROXY'] || undefined,
    logLevel: logLevel(environment['LOG_LEVEL'] ?? 'warn'),
    poolSize: wholeNumber('POOL_SIZE', environment['POOL_SIZE'] ?? '16'),
    drainMilliseconds: wholeNumber('DRAIN_MS', environment['DRAIN_MS'] ?? '300'),
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}`)
  return Number(text)
}

function logLevel(text: string): Config['logLevel'] {
  const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const
  const level = levels.find((l) => l === text)
  if (!level) throw new Error(`LOG_LEVEL must be one of ${levels.join(', ')}`)
  return level
}
