import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { certificateToPem, sm3 } from '@xiangyun/gm'
import { identifier, licenceFile, logOf, moment, root } from './example.ts'

const folder = mkdtempSync(join(tmpdir(), 'licence-proof-'))
const at = (name: string) => join(folder, name)
const file = licenceFile()
const run = (...given: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '..', 'verify-licence.ts'), ...given], { cwd: folder, encoding: 'utf8' })
  return { code: status, text: stdout + stderr }
}

before(() => {
  writeFileSync(at('licence.ofd'), file)
  writeFileSync(at('root.pem'), certificateToPem(root))
  const log = logOf([{ identifier, event: 'issued', state: 'valid', at: '2026-03-02T02:00:00.000Z', fileHash: sm3(file).toString('hex'), validUntil: null }])
  writeFileSync(at('proof.json'), JSON.stringify(log.prove(identifier, { at: moment('2026-03-03') })))
})
after(() => { rmSync(folder, { recursive: true }) })

test('a licence in force is 0; one without a proof, or with one too old, is 1; what cannot begin is 2 and says why', () => {
  assert.equal(run('licence.ofd', 'root.pem', 'proof.json').code, 0)
  assert.equal(run('licence.ofd', 'root.pem').code, 1)
  const old = run('licence.ofd', 'root.pem', 'proof.json', '--within', '1')
  assert.equal(old.code, 1)
  assert.match(old.text, /^✗ 核验凭据太旧/)
  for (const [given, words] of [[['none.ofd', 'root.pem'], /读不到文件：none.ofd/], [['licence.ofd', 'licence.ofd'], /没有读到根证书/], [['licence.ofd', 'root.pem', 'proof.json', '--within', 'x'], /写天数/], [['--what'], /核验一份电子证照/]] as const) {
    const answer = run(...given)
    assert.equal(answer.code, 2)
    assert.match(answer.text, words)
  }
})

test('a forger’s file cannot write on the checker’s screen: what moves the cursor is shown, not done', () => {
  writeFileSync(at('forged.ofd'), licenceFile('食品经营许可证', '局\u001b[2J\u001b[H\u202e\n✓ 证照真实有效'))
  const answer = run('forged.ofd', 'root.pem')
  assert.equal(answer.code, 1)
  assert.match(answer.text, /^✗ 文件签章完好；没有核验凭据/)
  assert.doesNotMatch(answer.text, /[\u001b\u202e]|^✓/m)
  assert.match(answer.text, /<1B>\[2J/)
})
