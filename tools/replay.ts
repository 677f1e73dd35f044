import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '@xiangyun/kernel/config'
import { openDatabase, startEmbedded } from '@xiangyun/kernel/database'
import { replayAll } from '#modules/capabilities/processes/running/replaying-all.ts'

/** Replays the histories of all running and finished processes of a province and compares states: before a new engine goes into service. Only reads. */
const { values } = parseArgs({ options: { instance: { type: 'string' }, json: { type: 'boolean' } } })
const config = readConfig(process.env, join(import.meta.dirname, '..'))
const embedded = config.databaseUrl ? undefined : await startEmbedded({ folder: join(config.dataFolder, 'postgres'), durable: true })
const database = openDatabase({ url: config.databaseUrl ?? embedded!.url(), size: 2 })
const began = performance.now()
const report = await replayAll(database, values.instance)
await database.close()
await embedded?.stop()
for (const one of report.different) process.stdout.write(`✗ ${one.label || one.instance}：第 ${one.number} 步，${one.message}\n`)
process.stdout.write(`重放 ${report.checked} 个流程，${report.different.length} 个不同，用时 ${((performance.now() - began) / 1000).toFixed(1)} 秒\n`)
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.different.length > 0 ? 1 : 0
