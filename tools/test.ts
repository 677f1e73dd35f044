import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { createDatabase, startEmbedded } from '@xiangyun/kernel/database'
import { withDatabase } from '#tests/support/province.ts'
import { fillTemplate } from '#tests/support/template.ts'

const root = join(import.meta.dirname, '..')
const places = ['libraries/*/tests/**/*.test.ts', 'kernel/**/tests/**/*.test.ts', 'modules/**/tests/**/*.test.ts', 'portals/**/*.test.ts', 'tools/**/*.test.ts', 'sim/**/*.test.ts', 'tests/**/*.test.ts']

type Tally = { passed: number; failed: number }

/** Test files below the named paths, or all; browser tests last, since they want the machine to themselves. */
function filesFor(paths: readonly string[]): string[] {
  const all = globSync(places, { cwd: root }).sort()
  const wanted = paths.map((p) => relative(root, resolve(root, p)))
  const chosen = wanted.length === 0 ? all : all.filter((file) => wanted.some((w) => file === w || file.startsWith(`${w}/`)))
  return [...chosen.filter((f) => !f.startsWith('tests/browser')), ...chosen.filter((f) => f.startsWith('tests/browser'))]
}

/** Whether any of these need a province: libraries and tools alone do not. */
const needsProvince = (files: readonly string[]): boolean => files.some((f) => /^(modules|kernel|sim|tests)\//.test(f))

async function main(): Promise<void> {
  const files = filesFor(process.argv.slice(2).filter((a) => !a.startsWith('-')))
  if (files.length === 0) {
    process.stdout.write('没有找到测试\n0 passed, 1 failed\n')
    process.exit(1)
  }
  const work = mkdtempSync(join(tmpdir(), 'xy-run-'))
  const environment: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: '0' }
  let stop = async () => {}
  try {
    if (needsProvince(files)) stop = await prepareDatabase(work, environment)
    const tally = await runAll(files, environment)
    process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`)
    process.exitCode = tally.failed === 0 ? 0 : 1
  } finally {
    await stop()
    rmSync(work, { recursive: true, force: true })
  }
}

/** One PostgreSQL for the run and a template database with a small province; every test file clones it. */
async function prepareDatabase(work: string, environment: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL']
  const server = given ? undefined : await startEmbedded({ folder: join(work, 'postgres'), durable: false, maxConnections: 200 })
  const url = given ?? server!.url('postgres')
  const template = `template_${process.pid}`
  await createDatabase(url, template)
  environment['TEST_DATABASE_URL'] = url
  environment['TEST_KEYS'] = join(work, 'keys')
  await fillTemplate(withDatabase(url, template), environment['TEST_KEYS'], join(work, 'data'))
  environment['TEST_TEMPLATE'] = template
  return async () => server?.stop()
}

async function runAll(files: readonly string[], environment: NodeJS.ProcessEnv): Promise<Tally> {
  const queue = [...files]
  const total: Tally = { passed: 0, failed: 0 }
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const one = await runFile(file, environment)
      total.passed += one.passed
      total.failed += one.failed
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, worker))
  return total
}

/** Runs one file in a process of its own; its report is shown when something failed. */
function runFile(file: string, environment: NodeJS.ProcessEnv): Promise<Tally> {
  const began = Date.now()
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=tap', '--test-timeout=900000', file], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    const output: string[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.on('close', (code) => {
      const text = output.join('')
      const passed = Number(/^# pass (\d+)/m.exec(text)?.[1] ?? 0)
      const failed = Math.max(Number(/^# fail (\d+)/m.exec(text)?.[1] ?? 0) + Number(/^# cancelled (\d+)/m.exec(text)?.[1] ?? 0), code === 0 ? 0 : 1)
      process.stdout.write(`${failed > 0 || passed === 0 ? '✗' : '✓'} ${file} (${passed} passed, ${failed} failed, ${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
      if (failed > 0 || passed === 0) process.stdout.write(`${text.replaceAll(/^/gm, '    ')}\n`)
      done({ passed, failed: failed + (passed === 0 && failed === 0 ? 1 : 0) })
    })
  })
}

await main()
