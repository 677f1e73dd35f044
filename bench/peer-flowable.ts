import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { approval, dialects, form } from './approval.ts'
import { peersFolder } from './peers.ts'

/** Runs so many cases and gives the steps per second. */
export type Peer = { readonly round: (cases: number) => Promise<number>; readonly stop: () => Promise<void> }

const folder = join(peersFolder, 'flowable')

/** Flowable embedded in a Java program, on a database of its own of the same server; or why it cannot be run. */
export async function flowable(databaseUrl: string, connections: number): Promise<Peer | string> {
  const why = build()
  if (why) return why
  const work = mkdtempSync(join(tmpdir(), 'xy-flowable-'))
  writeFileSync(join(work, 'approval.bpmn'), approval(dialects.juel))
  writeFileSync(join(work, 'form.json'), JSON.stringify(form))
  const libraries = [join(folder, 'target', 'classes'), join(folder, 'target', 'lib', '*')].join(delimiter)
  const child = spawn('java', ['-Dfile.encoding=UTF-8', '-cp', libraries, 'Approvals', jdbcOf(databaseUrl), String(connections), join(work, 'approval.bpmn'), join(work, 'form.json')], { stdio: ['pipe', 'pipe', 'pipe'] })
  const complaints: string[] = []
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise((done) => child.once('exit', done))
  const stop = async () => {
    child.stdin.end()
    await ended
    rmSync(work, { recursive: true, force: true })
  }
  if ((await lines.next()).value !== 'ready') {
    await stop()
    return complaints.join('').split('\n').find((line) => /Exception|Error/.test(line)) ?? 'it did not start'
  }
  return {
    round: async (cases) => {
      child.stdin.write(`${cases}\n`)
      const said = Number((await lines.next()).value)
      if (!(said > 0)) throw new Error(`flowable: ${complaints.join('').slice(0, 2000)}`)
      return said
    },
    stop,
  }
}

function build(): string | undefined {
  if (existsSync(join(folder, 'target', 'classes', 'Approvals.class')) && existsSync(join(folder, 'target', 'lib'))) return undefined
  for (const program of ['java', 'mvn']) if (spawnSync(program, ['-version'], { stdio: 'ignore' }).status !== 0) return `there is no ${program} here`
  const ran = spawnSync('mvn', ['-q', '-B', 'package'], { cwd: folder, encoding: 'utf8', timeout: 300_000 })
  return ran.status === 0 ? undefined : `it could not be built: ${/\[ERROR\] (.*)/.exec(`${ran.stdout}${ran.stderr}`)?.[1] ?? 'no answer in time'}`
}

/** The driver of Java knows no unix sockets by itself: a factory of sockets is named to it. */
function jdbcOf(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const folderOfSocket = url.searchParams.get('host')
  const login = new URLSearchParams({ user: decodeURIComponent(url.username), ...(url.password ? { password: decodeURIComponent(url.password) } : {}) })
  if (folderOfSocket) {
    login.set('socketFactory', 'org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg')
    login.set('socketFactoryArg', join(folderOfSocket, `.s.PGSQL.${url.port || '5432'}`))
  }
  return `jdbc:postgresql://${url.hostname}:${url.port || '5432'}${url.pathname}?${login}`
}
