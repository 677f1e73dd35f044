import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '@xiangyun/kernel/config'
import { startEmbedded } from '@xiangyun/kernel/database'
import { openProvince } from '#server/province.ts'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { outerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { walkCases, walkItem } from '#sim/walk-item.ts'
import { isAsExpected, outcomeWords } from '#sim/walk-words.ts'
import type { ItemWalk } from '#sim/walk-item.ts'

const root = join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean' }, json: { type: 'boolean' }, url: { type: 'string' }, case: { type: 'string' } } })

/** A server that runs already, or one of our own on a free port with a data folder of its own. */
async function server(): Promise<{ address: string; stop: () => Promise<void> }> {
  const config = readConfig(process.env, root)
  const running = values.url ?? `http://localhost:${config.port}`
  if (await fetch(`${running}/healthz`).then((r) => r.ok, () => false)) return { address: running, stop: async () => {} }
  if (values.url) throw new Error(`${values.url} 没有应答`)
  const port = await freePort()
  const own = readConfig({ ...process.env, PORT: String(port), ADDRESS: `http://localhost:${port}`, DATA_FOLDER: join(root, 'var', 'walk'), PROVINCE_SCALE: process.env['PROVINCE_SCALE'] ?? '2000' }, root)
  const embedded = own.databaseUrl ? undefined : await startEmbedded({ folder: join(own.dataFolder, 'postgres'), durable: true })
  const province = await openProvince({ config: own, databaseUrl: own.databaseUrl ?? embedded!.url() })
  province.platform.background.start()
  await province.app.listen({ port, host: '127.0.0.1' })
  return { address: own.address, stop: async () => { await province.close(); await embedded?.stop() } }
}

const freePort = (): Promise<number> => new Promise((done, fail) => {
  const probe = createServer().once('error', fail).listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number }
    probe.close(() => done(port))
  })
})

type Line = { item: string; case: string | null; licence: string | null; file: string | null; verified: boolean; verdict?: string; outcome: string; steps: readonly unknown[]; error?: string }
/** A line, with what the screen says of it. */
type Said = { readonly line: Line; readonly right: boolean; readonly words: string }

async function walkOne(api: Api, item: string, index: number): Promise<Said> {
  try {
    const cases = walkCases(readConfig(process.env, root).catalogue, item)
    const plan = values.case ? cases[Number(values.case) - 1] : cases.find((c) => c.expect.outcome === 'granted')
    if (!plan) throw new Error(`${item} 没有要走的案例`)
    const walked = await walkItem(api, item, plan, index)
    const conditions = readCatalogue(readConfig(process.env, root).catalogue).items.get(item)?.value.conditions ?? []
    const line = { item, case: walked.case, licence: walked.licence ?? walked.view?.result?.document ?? null, file: keep(walked), verified: walked.verified, verdict: walked.verdict, outcome: walked.outcome, steps: walked.steps }
    return { line, right: isAsExpected(plan, walked), words: outcomeWords(walked, conditions) }
  } catch (error) {
    const { message } = error as Error
    return { line: { item, case: null, licence: null, file: null, verified: false, outcome: 'failed', steps: [], error: message }, right: false, words: `failed（${message}）` }
  }
}

function keep(walked: ItemWalk): string | null {
  if (!walked.file) return null
  const folder = join(root, 'var', 'walks')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, walked.fileName!)
  writeFileSync(path, walked.file)
  return path
}

const { address, stop } = await server()
const api = outerApi(address)
const items = values.all ? [...readCatalogue(readConfig(process.env, root).catalogue).items.keys()] : positionals
const lines: Line[] = []
let right = items.length > 0
for (const [index, item] of items.entries()) {
  const { line, ...said } = await walkOne(api, item, values.all ? index : 0)
  lines.push(line)
  right &&= said.right
  process.stdout.write(`${said.right ? '✓' : '✗'} ${item}：${said.words}\n`)
  if (!values.json && !values.all) for (const step of line.steps as { who: string; did: string }[]) process.stdout.write(`    ${step.who}：${step.did}\n`)
}
if (items.length === 0) process.stdout.write('用法：npm run walk -- <事项> [--json]，或 npm run walk -- --all\n')
if (values.json) process.stdout.write(`${JSON.stringify(values.all ? { items: lines } : lines[0])}\n`)
process.exitCode = right ? 0 : 1
await stop()
process.exit()
