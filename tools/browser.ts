import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { sfntOf } from './woff.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(root, 'var', 'browser')

export interface Browser {
  path: string
  args: string[]
  /** Added to the environment it starts in. */
  env: Record<string, string>
}

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** A Chromium with Chinese fonts: the one CHROME_PATH names, an installed one, Debian's, or the npm one. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which is not there`)
    return plain(named)
  }
  const tried: string[] = []
  for (const [name, way] of ways) {
    try {
      const browser = await way()
      if (browser) return browser
      tried.push(`${name}: not possible here`)
    } catch (cause) {
      tried.push(`${name}: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`)
    }
  }
  throw new Error(`no browser for the tests; set CHROME_PATH to a Chromium\n${tried.map((line) => `  ${line}`).join('\n')}`)
}

const ways: [string, () => Promise<Browser | undefined> | Browser | undefined][] = [
  ['an installed Chromium or Chrome', installed],
  ['apt-get install chromium', fromDebian],
  ['npm install @sparticuz/chromium', fromNpm],
]

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const plain = (path: string): Browser => ({ path, args: flags, env: {} })

function installed(): Browser | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places]
  const path = candidates.find((candidate) => existsSync(candidate))
  return path ? plain(path) : undefined
}

function fromDebian(): Browser | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const run = (...args: string[]) => execFileSync('apt-get', args, {
    stdio: 'pipe', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  run('update', '-qq')
  run('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  return installed()
}

/** A Chromium packed for small machines; it, its libraries and a font are unpacked once into the cache. */
async function fromNpm(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const ready = join(cache, 'ready')
  if (!existsSync(join(ready, 'chromium'))) await unpack(ready)
  return {
    path: join(ready, 'chromium'),
    args: [...flags, '--no-zygote'],
    env: {
      LD_LIBRARY_PATH: [join(ready, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(ready, 'fonts', 'fonts.conf'),
    },
  }
}

async function unpack(ready: string) {
  const packages = join(cache, 'npm')
  await mkdir(packages, { recursive: true })
  await writeFile(join(packages, 'package.json'), '{ "private": true }\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '@sparticuz/chromium', '@fontsource/noto-sans-sc'], {
    cwd: packages, stdio: 'pipe', timeout: 300_000,
  })
  const work = `${ready}.${process.pid}`
  await mkdir(join(work, 'fonts'), { recursive: true })
  await unpackChromium(join(packages, 'node_modules', '@sparticuz', 'chromium', 'bin'), work)
  await copyFonts(join(packages, 'node_modules', '@fontsource', 'noto-sans-sc', 'files'), join(work, 'fonts'), join(ready, 'fonts'))
  await rm(ready, { recursive: true, force: true })
  await rename(work, ready)
}

async function unpackChromium(packed: string, work: string) {
  const open = async (path: string) => brotliDecompressSync(await readFile(path))
  await writeFile(join(work, 'chromium'), await open(join(packed, 'chromium.br')), { mode: 0o755 })
  const archives = readdirSync(packed, { recursive: true }).map(String).filter((name) => /(al2023|swiftshader)\.tar\.br$/.test(name))
  for (const name of archives) {
    const archive = join(work, 'archive.tar')
    await writeFile(archive, await open(join(packed, name)))
    execFileSync('tar', ['-xf', archive, '-C', work], { stdio: 'pipe' })
    await rm(archive)
  }
}

/** The two weights the screens use, unwrapped: system fonts are plain SFNT. */
async function copyFonts(from: string, to: string, at: string) {
  const files = readdirSync(from).filter((name) => /(chinese-simplified|latin)-(400|600)-normal\.woff$/.test(name))
  if (!files.length) throw new Error('the font package holds no simplified Chinese')
  for (const file of files) await writeFile(join(to, file.replace(/woff$/, 'ttf')), sfntOf(await readFile(join(from, file))))
  await writeFile(join(to, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${at}</dir><cachedir>${join(cache, 'fonts')}</cachedir></fontconfig>
`)
}
