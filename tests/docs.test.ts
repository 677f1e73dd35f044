import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { stale } from '#tools/docs.ts'
import { root } from './support/province.ts'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const documents = [...globSync(['*.md', 'docs/*.md', 'docs/decisions/*.md', 'docs/guides/*.md'], { cwd: root })].sort()
const manifest = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>

test('documents made from the manifests are up to date', () => {
  assert.deepEqual(stale(), [], 'run `npm run docs`')
})

test('every file that a document names is there', () => {
  const missing = documents.flatMap((document) => namedIn(document).filter(({ path }) => !existsSync(join(root, path))).map(({ text }) => `${document}: ${text}`))
  assert.deepEqual(missing, [])
})

/** Links and paths in backticks; made while running, or plainly an example, are left out. */
function namedIn(document: string): { text: string; path: string }[] {
  const text = read(document).replace(/```[\s\S]*?```/g, '')
  const links = [...text.matchAll(/!?\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((m) => m[1]!).filter((l) => !/^https?:/.test(l)).map((l) => ({ text: l, path: normalize(join(dirname(document), l)) }))
  const paths = [...text.matchAll(/`((?:kernel|libraries|modules|server|portals|catalogue|tools|tests|sim|bench|docs|examples|\.ci)\/[^`\s]*)`/g)].map((m) => m[1]!)
    .filter((p) => !/[<>*{}…]|NNNN|\/my-|\.\.\./.test(p)).map((p) => ({ text: p, path: p.replace(/\/$/, '') }))
  const pictures = /docs\/screenshots\//
  return [...links, ...paths].filter(({ path }) => !pictures.test(path))
}

test('every command that a document names exists', () => {
  const unknown = documents.flatMap((document) => [...read(document).matchAll(/npm (?:run )?(?:-s )?([a-z]+)/g)].map((m) => ({ document, whole: m[0], name: m[1]! }))
    .filter(({ whole, name }) => (whole.startsWith('npm run') ? !(name in manifest.scripts) : !['start', 'test', 'ci', 'run', 'install'].includes(name))).map(({ whole, document: d }) => `${d}: ${whole}`))
  assert.deepEqual(unknown, [])
  const tests = documents.flatMap((document) => [...read(document).matchAll(/npm test -- ([\w./-]+)/g)].filter((m) => globSync([m[1]!, `${m[1]!}/**/*.test.ts`], { cwd: root }).every((f) => !f.endsWith('.test.ts'))).map((m) => `${document}: ${m[0]}`))
  assert.deepEqual(tests.filter((t) => !t.includes('applications/parking')), [])
  const walks = documents.flatMap((document) => [...read(document).matchAll(/npm run walk -- ([a-z][a-z-]+)/g)].filter((m) => !existsSync(join(root, 'catalogue', 'items', m[1]!)) && !existsSync(join(root, 'examples', 'my-items', 'items', m[1]!))).map((m) => `${document}: ${m[0]}`))
  assert.deepEqual(walks, [])
})

test('every term of the glossary occurs where it says', () => {
  const wrong = read('GLOSSARY.md').split('\n').filter((line) => /^\| .* \| `/.test(line)).flatMap((line) => {
    const [, , identifiers, where] = line.split('|').map((c) => c.trim())
    const place = where!.replaceAll('`', '')
    const text = globSync(['**/*.ts', '**/*.yaml', '**/*.sql'], { cwd: join(root, place) }).map((f) => read(join(place, f))).join('\n')
    return [...identifiers!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!).filter((id) => !new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(text)).map((id) => `${id} in ${place}`)
  })
  assert.deepEqual(wrong, [])
})

test('NOTICE names every package with the licence that it states', () => {
  const notice = read('NOTICE')
  const wrong = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].filter((name) => {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string }
    return !new RegExp(`^  ${name.replace(/[/.]/g, '\\$&')} +${license.replace('.', '\\.')}$`, 'm').test(notice)
  })
  assert.deepEqual(wrong, [])
})

test('the hundred systems are all there, each with what shows it', () => {
  const rows = read('docs/systems.md').split('\n').filter((line) => /^\| \d+ \|/.test(line)).map((line) => line.split('|').map((c) => c.trim()))
  assert.deepEqual(rows.map((r) => Number(r[1])), Array.from({ length: 100 }, (_, i) => i + 1))
  for (const [, number, , state, , , shown] of rows) assert.equal(state === 'not begun', shown === '', `row ${number}`)
})

test('samples of the item guide are valid YAML and JSON', () => {
  const samples = [...read('docs/guides/add-a-service-item.md').matchAll(/```(yaml|json)\n([\s\S]*?)```/g)]
  assert.ok(samples.length > 8)
  for (const [, kind, text] of samples) assert.ok(kind === 'json' ? JSON.parse(text!) : parse(text!))
})

test('samples marked runnable run', async () => {
  const samples = documents.flatMap((document) => [...read(document).matchAll(/<!-- runnable -->\n```ts\n([\s\S]*?)```/g)].map((m) => ({ document, text: m[1]! })))
  mkdirSync(join(root, 'var'), { recursive: true })
  const folder = mkdtempSync(join(root, 'var', 'docs-'))
  try {
    for (const [index, { document, text }] of samples.entries()) {
      const file = join(folder, `sample-${index}.ts`)
      writeFileSync(file, text)
      execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
      assert.ok(statSync(file).isFile(), document)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  assert.ok(samples.length > 0)
})

test('the steps of the OpenSSL guide verify a sealed file', { skip: !hasOpenssl() && 'openssl 3 is not installed' }, async () => {
  const { sealedLicence } = (await import('../libraries/ofd/tests/example.ts')) as { sealedLicence: () => Uint8Array }
  const folder = mkdtempSync(join(tmpdir(), 'xy-parts-'))
  try {
    writeFileSync(join(folder, 'licence.ofd'), sealedLicence())
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'tools/export-parts.ts'), join(folder, 'licence.ofd'), join(folder, 'parts')])
    const commands = [...read('docs/guides/verify-a-licence-with-openssl.md').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((m) => m[1]!.split('\n')).filter((line) => line.startsWith('openssl') && !line.includes('root.pem'))
    assert.ok(commands.length >= 6)
    const said = commands.map((command) => execFileSync('sh', ['-c', command], { cwd: join(folder, 'parts'), encoding: 'utf8' })).join('\n')
    assert.equal(said.match(/Verified OK/g)?.length, 2)
    assert.ok(said.includes(readFileSync(join(folder, 'parts', 'dataHash.txt'), 'utf8').trim()))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function hasOpenssl(): boolean {
  try {
    return /OpenSSL [3-9]/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }))
  } catch {
    return false
  }
}

test('nothing names the tools or paths of a machine, or a package registry', () => {
  const found = documents.filter((d) => /\/work\/|\/root\/|\/home\/\w|registry\.|npmmirror|pypi\.org/i.test(read(d)))
  assert.deepEqual(found, [])
})
