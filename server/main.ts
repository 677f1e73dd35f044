import { join } from 'node:path'
import { readConfig } from '@xiangyun/kernel/config'
import { markGenerated, startEmbedded } from '@xiangyun/kernel/database'
import { builtPortals } from './built-portals.ts'
import { greet } from './greeting.ts'
import { openProvince } from './province.ts'
import { rehearseOnce } from './rehearsal.ts'

/** Starts the province: database, platform, background work, server; drains and stops on a signal. */
async function main(): Promise<void> {
  const began = Date.now()
  const root = join(import.meta.dirname, '..')
  const config = readConfig(process.env, root)
  markGenerated(config.dataFolder)
  const portals = builtPortals(root)
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ folder: join(config.dataFolder, 'postgres'), durable: true })
  const province = await openProvince({ config, databaseUrl: config.databaseUrl ?? embedded!.url(), portals })
  province.platform.background.start()
  await province.app.listen({ port: config.port, host: config.host })
  await portals
  process.stdout.write(greet(config, Date.now() - began))
  await rehearseOnce(province.platform.environment)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await province.leave()
    await embedded?.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
