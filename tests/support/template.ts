import { readConfig } from '@xiangyun/kernel/config'
import { softwareKeys } from '@xiangyun/kernel/keys'
import { openProvince } from '#server/province.ts'
import { root } from './province.ts'

/** The people of the province that tests begin with. */
export const testScale = 1500

/** Fills a database with migrations, catalogue and a small synthetic population; test files clone it. */
export async function fillTemplate(databaseUrl: string, keysFolder: string, dataFolder: string): Promise<void> {
  const config = readConfig({ PROVINCE_SCALE: String(testScale), DATA_FOLDER: dataFolder, LOG_LEVEL: 'error' }, root)
  // The same people on any day: a simulation must replay.
  const clock = { now: () => new Date('2026-03-01T01:00:00Z') }
  const province = await openProvince({ config, databaseUrl, keys: softwareKeys(keysFolder), clock })
  await province.platform.background.settle()
  await province.close()
}
