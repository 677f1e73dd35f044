import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PortalFolders } from './portals.ts'

/** Builds the portals in a process of its own, so that the server never carries the bundler's memory. */
export function builtPortals(root: string): Promise<PortalFolders> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'tools', 'portals.ts')], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      const last = Buffer.concat(output).toString('utf8').trim().split('\n').at(-1) ?? ''
      if (code === 0 && last.startsWith('{')) done(JSON.parse(last) as PortalFolders)
      else fail(new Error(`the portals were not built (${code})\n${Buffer.concat(output).toString('utf8').slice(-2000)}`))
    })
  })
}
