import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { checkerConfig, portalConfig } from '../portals/vite.config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const kept = join(root, 'var', 'portals')

export interface Portals { citizen: string, staff: string }

/** Builds both portals, or finds them already built from the same sources. */
export async function buildPortals(): Promise<Portals> {
  const place = join(kept, await sourcesHash())
  const portals = { citizen: join(place, 'citizen'), staff: join(place, 'staff') }
  if (existsSync(place)) return portals

  const work = `${place}.${process.pid}`
  await Promise.all([
    build(portalConfig('citizen', '/', join(work, 'citizen'))),
    build(portalConfig('staff', '/staff/', join(work, 'staff'))),
  ])
  await build(checkerConfig(join(work, 'citizen')))
  await settle(work, place)
  await forgetOld(place)
  return portals
}

/** Another process may have finished the same build first; either result is right. */
async function settle(work: string, place: string) {
  try {
    await rename(work, place)
  } catch (cause) {
    if (!existsSync(place)) throw cause
    await rm(work, { recursive: true, force: true })
  }
}

/** Keeps the newest builds: a running server may still serve the one before. */
async function forgetOld(place: string) {
  const names = (await readdir(kept)).filter((name) => /^[0-9a-f]{16}$/.test(name) && join(kept, name) !== place)
  const builds = await Promise.all(names.map(async (name) => ({ path: join(kept, name), at: (await stat(join(kept, name))).mtimeMs })))
  const old = builds.sort((left, right) => right.at - left.at).slice(3)
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })))
}

const sources = ['portals', 'modules', 'kernel/contract', 'libraries/identifiers', 'libraries/feel', 'libraries/forms', 'libraries/gm', 'libraries/ofd', 'libraries/licence-proof', 'libraries/bpmn/xy-moddle.ts', 'package-lock.json']

const isSource = (path: string) => {
  if (/(^|\/)(tests?|node_modules|gallery|migrations)\/|\.test\.ts$/.test(path)) return false
  return !path.startsWith('modules/') || /\/pages\/|\.ts$/.test(path)
}

/** One hash over every file a portal may be made of. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const path of await filesBelow(source)) {
      if (isSource(path)) hash.update(`${path}\0`).update(await readFile(join(root, path)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesBelow(source: string): Promise<string[]> {
  const start = join(root, source)
  if (!existsSync(start)) return []
  if (!(await stat(start)).isDirectory()) return [source]
  const entries = await readdir(start, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

interface Chunk { file: string, src?: string, isEntry?: boolean, imports?: string[] }

export interface FirstPage { bytes: number, files: { file: string, bytes: number }[] }

/** A resident's first page loads no more script than this, gzipped. */
export const firstPageBudget = 60 * 1024

/** Script of the first page: the entry and the home screen with all they import, gzipped. */
export async function firstPageScript(citizen: string): Promise<FirstPage> {
  const manifest = JSON.parse(await readFile(join(citizen, 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const seen = new Set<string>()
  const follow = (key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    manifest[key]?.imports?.forEach(follow)
  }
  Object.keys(manifest).filter((key) => manifest[key]?.isEntry || isHome(key)).forEach(follow)
  const scripts = [...new Set([...seen].map((key) => manifest[key]?.file ?? ''))].filter((file) => file.endsWith('.js'))
  const files = await Promise.all(scripts.map(async (file) => ({ file, bytes: await gzipped(join(citizen, file)) })))
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files }
}

/** The home screen's file is named home-… or Home…, in a module's pages or in the shell. */
const isHome = (key: string) => /(^|\/)(home|Home)[^/]*\.vue$/.test(key)

const gzipped = async (path: string) => gzipSync(await readFile(path), { level: 9 }).length

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const started = Date.now()
  const portals = await buildPortals()
  const { bytes, files } = await firstPageScript(portals.citizen)
  console.log(`portals in ${relative(root, dirname(portals.citizen))}, ${Date.now() - started} ms`)
  console.log(`first page: ${(bytes / 1024).toFixed(1)} KB gz of ${firstPageBudget / 1024} in ${files.length} files`)
  if (bytes > firstPageBudget) {
    console.error('the first page is over its budget', files)
    process.exitCode = 1
  }
}
