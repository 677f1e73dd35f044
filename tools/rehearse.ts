import { readConfig } from '@xiangyun/kernel/config'
import { join } from 'node:path'
import { outerApi } from '#sim/api.ts'
import { rehearse } from '#sim/rehearsal.ts'

/** Brings synthetic applications into the province that answers at the given address; says, last, how many. */
const address = process.argv[2]
if (!address) {
  process.stderr.write('用法：node tools/rehearse.ts <地址>\n')
  process.exit(2)
}
const done = await rehearse(outerApi(address), readConfig(process.env, join(import.meta.dirname, '..')).catalogue)
process.stdout.write(`${JSON.stringify(done)}\n`)
process.exit(0)
