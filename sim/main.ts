import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDatabase, startEmbedded } from '@xiangyun/kernel/database'
import { fillTemplate } from '#tests/support/template.ts'
import { runSeed, workFolder } from './run.ts'
import type { Simulated } from './simulation.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { seed: { type: 'string' }, seeds: { type: 'string' }, days: { type: 'string' }, json: { type: 'boolean' } } })
const days = Number(values.days ?? 30)
const seeds = values.seeds ? Array.from({ length: Number(values.seeds) }, (_, i) => i + 1) : [Number(values.seed ?? 1)]

const { folder, remove } = workFolder()
const server = await startEmbedded({ folder: join(folder, 'postgres'), durable: false })
const keysFolder = join(folder, 'keys')
const results: Simulated[] = []
try {
  await createDatabase(server.url('postgres'), 'sim_template')
  await fillTemplate(server.url('sim_template'), keysFolder, join(folder, 'data'))
  for (const seed of seeds) {
    const result = await runSeed({ url: server.url, template: 'sim_template', keysFolder, root }, seed, days)
    results.push(result)
    process.stdout.write(`${result.broken.length === 0 ? '✓' : '✗'} seed ${seed}: ${result.days} days, ${result.steps} steps, ${result.crashes} crashes, ${result.cases} cases, ${result.licences} licences, ${result.fingerprint}\n${result.broken.map((b) => `    ${b}\n`).join('')}`)
  }
} finally {
  await server.stop()
  remove()
}
const broken = results.filter((r) => r.broken.length > 0)
process.stdout.write(`${results.length - broken.length} of ${results.length} seeds hold; replay one with: npm run sim -- --seed N --days ${days}\n`)
if (values.json) process.stdout.write(`${JSON.stringify({ days, results })}\n`)
process.exit(broken.length === 0 ? 0 : 1)
