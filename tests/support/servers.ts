import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase, openDatabase } from '@xiangyun/kernel/database'
import type { Database } from '@xiangyun/kernel/database'
import { signIn } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { root, testServer } from './province.ts'

export type Place = { readonly databaseUrl: string; readonly dataFolder: string; readonly database: Database; readonly end: () => Promise<void> }

/** A database and a folder that server processes share. */
export async function openPlace(): Promise<Place> {
  const server = await testServer()
  const name = `t_${randomBytes(6).toString('hex')}`
  await createDatabase(server.url('postgres'), name, process.env['TEST_TEMPLATE'])
  const dataFolder = mkdtempSync(join(tmpdir(), 'xy-place-'))
  const database = openDatabase({ url: server.url(name), size: 2 })
  return {
    databaseUrl: server.url(name), dataFolder, database,
    end: async () => {
      await database.close()
      await dropDatabase(server.url('postgres'), name)
      await server.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

export type Running = { readonly child: ChildProcess; readonly ended: Promise<number | null>; readonly said: () => string }

/** A real process of the province's server, answering. */
export async function startProcess(place: Place, port: number, address = `http://127.0.0.1:${port}`): Promise<Running> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'sim', 'serve.ts')], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: place.databaseUrl, DATA_FOLDER: place.dataFolder, KEYS_FOLDER: process.env['TEST_KEYS'] ?? join(place.dataFolder, 'keys'), PORT: String(port), ADDRESS: address, LOG_LEVEL: 'error', PROVINCE_SCALE: '1500', POOL_SIZE: '8' },
  })
  const lines: string[] = []
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const said = () => lines.join('')
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (said().includes('ready')) return { child, ended, said }
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not start: ${said()}`)
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * A client as a good one behaves: every POST has a key of its own, and what got no answer is sent again under the same key,
 * until the server is back.
 */
export function patientApi(addressOf: () => string, counted: { retries: number; reasons?: string[] }): Api {
  const cookies = new Map<string, Promise<string>>()
  const again = async <T>(act: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await act()
      } catch (error) {
        if (tries > 600) throw error
        counted.retries++
        counted.reasons?.push(`${new Date().toISOString()} ${String((error as Error).cause ?? error)}`)
        await pause(100)
      }
    }
  }
  const cookieOf = (who: string) => cookies.get(who) ?? cookies.set(who, again(() => signIn(addressOf(), who))).get(who)!
  return {
    settle: async () => { await pause(30) },
    pass: async () => { throw new Error('nobody moves this clock') },
    async call(who, method, path, body, headers = {}): Promise<Answer> {
      const isBytes = body instanceof Uint8Array
      const cookie = who ? await cookieOf(who) : undefined
      const key = randomUUID()
      return again(async () => {
        const response = await fetch(`${addressOf()}/api${path}`, {
          method, headers: { 'x-xiangyun': '1', ...(method === 'POST' ? { 'idempotency-key': key } : {}), ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }), ...headers },
          ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
        })
        const bytes = Buffer.from(await response.arrayBuffer())
        if (response.status === 503) throw new Error('busy')
        return { status: response.status, bytes, value: (/json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : {}) as Answer['value'] }
      })
    },
  }
}
