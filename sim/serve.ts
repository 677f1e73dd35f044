import { join } from 'node:path'
import { readConfig } from '@xiangyun/kernel/config'
import { softwareKeys } from '@xiangyun/kernel/keys'
import { openProvince } from '#server/province.ts'

/** A server of the province without its pages, on a database that is there: what crash tests start and kill. */
async function main(): Promise<void> {
  const config = readConfig(process.env, join(import.meta.dirname, '..'))
  if (!config.databaseUrl) throw new Error('DATABASE_URL is needed')
  const keys = softwareKeys(process.env['KEYS_FOLDER'] ?? join(config.dataFolder, 'keys'))
  const province = await openProvince({ config, databaseUrl: config.databaseUrl, keys })
  province.platform.background.start()
  await province.app.listen({ port: config.port, host: config.host })
  process.stdout.write('ready\n')
  let isStopping = false
  process.on('SIGTERM', () => {
    if (isStopping) return
    isStopping = true
    void province.leave().then(() => process.exit(0))
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
