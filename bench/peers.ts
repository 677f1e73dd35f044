import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const peersFolder = join(import.meta.dirname, 'peers')

/** Installs the npm packages that are measured beside ours when one of them is not there yet; tells why it could not be done. */
export function installPeers(names: readonly string[]): string | undefined {
  const isThere = () => names.every((name) => existsSync(join(peersFolder, 'node_modules', name)))
  if (isThere()) return undefined
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  spawnSync(npm, ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: peersFolder, stdio: ['ignore', 'inherit', 'inherit'] })
  return isThere() ? undefined : `${names.join(', ')} could not be installed into bench/peers`
}

/** An npm package that is measured beside ours: installed when it is first wanted, into a folder of its own. */
export async function npmPeer<Module>(name: string): Promise<Module> {
  const why = installPeers([name])
  if (why !== undefined) throw new Error(why)
  const entry = createRequire(join(peersFolder, 'package.json')).resolve(name)
  return (await import(pathToFileURL(entry).href)) as Module
}
