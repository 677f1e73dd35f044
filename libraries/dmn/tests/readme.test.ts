import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

test('the example of the README runs from a plain script and prints what it says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'dmn-readme-'))
  try {
    const file = join(folder, 'example.ts')
    writeFileSync(file, example.replace("'@xiangyun/dmn'", `'${new URL('../index.ts', import.meta.url).href}'`))
    const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], { encoding: 'utf8' })
    assert.equal(ran.stdout.trim(), /console\.log.*\/\/ (.*)/.exec(example)?.[1], ran.stderr)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
