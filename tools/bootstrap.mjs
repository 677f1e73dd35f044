// Runs on any Node from 20 on: installs what is missing, then hands over to the pinned Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const commands = {
  start: ['server/main.ts'], test: ['tools/test.ts'], check: ['tools/check.ts'], walk: ['tools/walk.ts'], sim: ['sim/main.ts'], bench: ['bench/main.ts'], new: ['tools/new.ts'], docs: ['tools/docs.ts'], export: ['tools/export-parts.ts'], engine: ['tools/engine.ts'], replay: ['tools/replay.ts'], certificate: ['tools/certificate.ts'],
}

/** `npm ci` when node_modules does not match the lock file. */
function install() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  const mark = join(root, 'node_modules', '.xiangyun-lock')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock && existsSync(pinned())) return
  if (process.env.XIANGYUN_NO_INSTALL) return
  process.stderr.write('祥云：正在安装依赖……\n')
  const done = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status !== 0) {
    process.stderr.write('依赖没有装好，请检查网络后再试。\n')
    process.exit(done.status ?? 1)
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(mark, lock)
}

/** The Node that the project pins. Its package's install script may have been refused: then the platform's own package is used. */
function pinned() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const platform = join(root, 'node_modules', `node-bin-${process.platform}-${process.arch}`, 'bin', 'node')
  return [own, platform].find((path) => existsSync(path)) ?? own
}

/** When install scripts did not run, the pinned Node is fetched by npm here, into the place where its package would have put it. */
function completeNode() {
  if (existsSync(pinned())) return
  const script = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: join(root, 'node_modules', 'node'), stdio: 'ignore' })
  if (!existsSync(pinned())) {
    process.stderr.write(`没有找到固定版本的 Node（${pinned()}）。\n`)
    process.exit(1)
  }
}

const [name, ...rest] = process.argv.slice(2)
if (!(name in commands)) {
  process.stderr.write(`没有这个命令：${name}\n`)
  process.exit(2)
}
install()
completeNode()
// The province keeps within 350 MiB, and is measured so; where there is more to hold, NODE_OPTIONS says so.
const bounds = ['start', 'bench'].includes(name) && !/max-old-space-size/.test(process.env.NODE_OPTIONS ?? '') ? ['--max-old-space-size=256', '--max-semi-space-size=16'] : []
const ran = spawnSync(pinned(), ['--disable-warning=ExperimentalWarning', ...bounds, ...commands[name].map((f) => join(root, f)), ...rest], {
  cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${join(pinned(), '..')}:${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
})
process.exit(ran.signal ? 1 : (ran.status ?? 1))
