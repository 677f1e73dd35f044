import { join, resolve } from 'node:path'

/** A platform above the province at which people may sign in as well, and the client that the province is there. */
export type Upstream = { readonly kind: 'oidc' | 'ticket'; readonly address: string; readonly name: string; readonly client: string; readonly secret: string | undefined }

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
  readonly upstream: Upstream | undefined
  /** The mail server (`smtps://name:secret@host`) and the address that letters come from. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  /** PEM file of the authorities whose certificates sign people in; a demonstration has its own when it was made. */
  readonly certificateRoots: string | undefined
  /** Files of lists by which authorities take certificates back, DER or PEM. */
  readonly certificateLists: readonly string[]
  /** Where the service of a certificate's device listens, on the machine of whoever signs in. */
  readonly certificateDevice: string
  /** Where the adapter of an institution that checks faces answers, and the word by which it knows us. */
  readonly faceUrl: string | undefined
  readonly faceKey: string
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly poolSize: number
  /** How long a process that is to stop still takes requests, so that a balancer can notice that it is not ready. */
  readonly drainMilliseconds: number
}

export function readConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const port = Number(environment['PORT'] ?? 8080)
  const host = environment['HOST'] ?? '127.0.0.1'
  const dataFolder = resolve(environment['DATA_FOLDER'] ?? join(root, 'var'))
  const demonstration = environment['PRODUCTION'] !== '1'
  return {
    root,
    port,
    host,
    address: environment['ADDRESS'] ?? `http://localhost:${port}`,
    databaseUrl: environment['DATABASE_URL'],
    dataFolder,
    catalogue: [join(root, 'catalogue'), ...(environment['CATALOGUE_PATH'] ?? '').split(':').filter(Boolean).map((p) => resolve(p))],
    scale: wholeNumber('PROVINCE_SCALE', environment['PROVINCE_SCALE'] ?? '20000'),
    demonstration,
    rehearsal: environment['REHEARSAL'] !== '0',
    trustProxy: environment['TRUST_PROXY'] || undefined,
    upstream: upstream(environment),
    smtp: smtp(environment),
    certificateRoots: environment['CERTIFICATE_ROOTS'] ? resolve(environment['CERTIFICATE_ROOTS']) : demonstration ? join(dataFolder, 'certificates', 'root.pem') : undefined,
    certificateLists: environment['CERTIFICATE_LISTS'] ? environment['CERTIFICATE_LISTS'].split(',').map((file) => resolve(file.trim())) : demonstration ? [join(dataFolder, 'certificates', 'revoked.crl')] : [],
    faceUrl: environment['FACE_URL']?.replace(/\/$/, '') || undefined, faceKey: environment['FACE_KEY'] ?? '',
    certificateDevice: (environment['CERTIFICATE_DEVICE'] ?? 'http://127.0.0.1:18765').replace(/\/$/, ''),
    logLevel: logLevel(environment['LOG_LEVEL'] ?? 'warn'),
    poolSize: wholeNumber('POOL_SIZE', environment['POOL_SIZE'] ?? '16'),
    drainMilliseconds: wholeNumber('DRAIN_MS', environment['DRAIN_MS'] ?? '300'),
  }
}

function upstream(environment: NodeJS.ProcessEnv): Upstream | undefined {
  const address = environment['UPSTREAM_ADDRESS']
  if (!address) return undefined
  const kind = environment['UPSTREAM_KIND'] ?? 'oidc'
  if (kind !== 'oidc' && kind !== 'ticket') throw new Error(`UPSTREAM_KIND must be oidc or ticket, not ${JSON.stringify(kind)}`)
  return { kind, address: address.replace(/\/$/, ''), name: environment['UPSTREAM_NAME'] ?? '国家政务服务平台', client: environment['UPSTREAM_CLIENT'] ?? 'xiangyun', secret: environment['UPSTREAM_SECRET'] }
}

function smtp(environment: NodeJS.ProcessEnv): Config['smtp'] {
  const [url, from] = [environment['SMTP_URL'], environment['MAIL_FROM']]
  if (!url) return undefined
  if (!from) throw new Error('MAIL_FROM must name the sender where SMTP_URL is set')
  return { url, from }
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
