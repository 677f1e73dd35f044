import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sql } from '@xiangyun/kernel/database'
import type { Environment } from '@xiangyun/kernel/platform'

/**
 * On a demonstration's first day, applications of synthetic residents are brought in by a process of its own, like any client:
 * a newcomer finds queues with work in them. Never twice, and never outside the demonstration.
 */
export async function rehearseOnce({ config, database, log }: Environment): Promise<void> {
  if (!config.demonstration || !config.rehearsal) return
  const isFirst = await database.run(sql`insert into kernel.setting (name, value) values ('demonstration.rehearsed', 'true'::jsonb) on conflict do nothing`)
  if (isFirst !== 1) return
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(config.root, 'tools', 'rehearse.ts'), `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`], { cwd: config.root, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.once('error', (error) => log.warn('the rehearsal did not start', { error }))
  child.once('close', () => {
    const { problems = [] } = JSON.parse(Buffer.concat(said).toString('utf8').trim().split('\n').at(-1) || '{}') as { problems?: string[] }
    if (problems.length > 0) log.warn('some applications were not brought in', { problems })
  })
  process.once('exit', () => child.kill())
}
