import { parseArgs } from 'node:util'
import { accounts } from './accounts.ts'
import { cases } from './cases.ts'
import { decisions } from './decisions.ts'
import { engine } from './engine.ts'
import { forms } from './forms.ts'
import { licences } from './licences.ts'
import { lists } from './lists.ts'
import { logins } from './logins.ts'
import type { Benchmark } from './measure.ts'
import { machine } from './measure.ts'

const benchmarks: Readonly<Record<string, Benchmark>> = { accounts, cases, decisions, engine, forms, licences, lists, logins }

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, rounds: { type: 'string' }, size: { type: 'string' } } })
const name = positionals[0] ?? ''
const benchmark = benchmarks[name]
if (!benchmark) {
  process.stdout.write(`用法：npm run bench -- ${Object.keys(benchmarks).join('|')} [--rounds N] [--json]\n`)
  process.exit(2)
}
const { settings, results } = await benchmark({ rounds: Number(values.rounds ?? 5), size: values.size ? Number(values.size) : undefined })
for (const r of results) process.stdout.write(r.notRun ? `– ${r.name}: not run: ${r.notRun} (goal ${r.goal})\n` : `${r.met ? '✓' : '✗'} ${r.name}: ours ${r.ours} ${r.unit}, reference ${r.reference} ${r.unit}, ratio ${r.ratio} (goal ${r.goal}, ${r.rounds} rounds)\n`)
if (values.json) process.stdout.write(`${JSON.stringify({ bench: name, machine: machine(), settings, results })}\n`)
process.exit(0)
