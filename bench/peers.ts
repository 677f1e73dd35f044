import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const peersFolder = join(import.meta.dirname, 'peers')

/** An npm package that is measured beside ours: installed when it is first wanted, into a folder of its own. */
export async function npmPeer<Module>(name: string): Promise<Module> {
  const folder = join(peersFolder, 'node_modules', name)
  if (!existsSync(folder)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const ran = spawnSync(npm, ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: peersFolder, stdio: ['ignore', 'inherit', 'inherit'] })
    if (ran.status !== 0 || !existsSync(folder)) throw new Error(`${name} could not be installed into bench/peers`)
  }
  const entry = createRequire(join(peersFolder, 'package.json')).resolve(name)
  return (await import(pathToFileURL(entry).href)) as Module
}
