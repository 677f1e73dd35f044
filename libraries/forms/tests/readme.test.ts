import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

test('the examples of the README run one after another in a plain script and print what they say', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((found) => found[1]!).join('\n')
  const said = [...examples.matchAll(/^console\.log\(.*\) *\/\/ (.*)$/gm)].map((found) => found[1]!)
  assert.ok(said.length >= 12)
  const folder = mkdtempSync(join(tmpdir(), 'forms-readme-'))
  try {
    const file = join(folder, 'example.ts')
    const wide = `import { inspect } from 'node:util'\ninspect.defaultOptions.breakLength = Infinity\ninspect.defaultOptions.compact = 9\n`
    writeFileSync(file, wide + examples.replaceAll("'@xiangyun/forms'", `'${new URL('../index.ts', import.meta.url).href}'`))
    const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], { encoding: 'utf8' })
    assert.deepEqual(ran.stdout.trim().split('\n'), said, ran.stderr)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
