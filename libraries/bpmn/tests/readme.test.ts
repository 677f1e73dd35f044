import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const block = (language: string, at: number): string => [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))][at]?.[1] ?? ''
const engine = fileURLToPath(new URL('../../../tools/engine.ts', import.meta.url))

/** Runs in a folder of its own, which is removed afterwards. */
function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bpmn-readme-'))
  try {
    return act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function ask(folder: string, lines: readonly unknown[]): unknown[] {
  const input = lines.map((one) => (typeof one === 'string' ? one.trim() : JSON.stringify(one))).join('\n')
  const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', engine, 'bpmn'], { input, encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } })
  assert.equal(ran.status, 0, ran.stderr)
  return ran.stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown)
}

const leave = (): string => /`(<definitions[\s\S]*?<\/definitions>)`/.exec(block('ts', 0))?.[1] ?? ''

test('the example of the README runs from a plain script', () => inFolder((folder) => {
  const file = join(folder, 'example.ts')
  const index = new URL('../index.ts', import.meta.url).href
  writeFileSync(file, block('ts', 0).replace("'@xiangyun/bpmn'", `'${index}'`).replace('task.task', 'task!.task'))
  const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], { encoding: 'utf8' })
  assert.equal(ran.stdout.trim(), 'ended { days: 3, granted: true }', ran.stderr)
}))

test('the line interface answers as the README says', () => inFolder((folder) => {
  writeFileSync(join(folder, 'leave.bpmn'), leave())
  assert.deepEqual(ask(folder, [block('json', 0)]), [JSON.parse(block('json', 1))])
}))

test('the line interface refuses what it cannot do, each line by itself', () => inFolder((folder) => {
  writeFileSync(join(folder, 'leave.bpmn'), leave())
  writeFileSync(join(folder, 'stuck.bpmn'), leave().replace('<userTask id="decide"/>', '<exclusiveGateway id="g"/><userTask id="decide"/><parallelGateway id="j"/>')
    .replace('targetRef="decide"', 'targetRef="g"').replace('sourceRef="decide"', 'sourceRef="j"')
    .replace('</process>', '<sequenceFlow id="f3" sourceRef="g" targetRef="decide"/><sequenceFlow id="f4" sourceRef="g" targetRef="j"/><sequenceFlow id="f5" sourceRef="decide" targetRef="j"/></process>'))
  const answers = ask(folder, [
    'nonsense', { model: 'absent.bpmn' }, { model: 'leave.bpmn', process: 'other' }, { model: 'leave.bpmn', events: [{ complete: 'nothing' }] },
    { model: 'leave.bpmn', events: [{ message: 'nobody' }] }, { model: 'stuck.bpmn' }, { model: 'stuck.bpmn', check: true }, { model: 'leave.bpmn', auto: true },
  ]) as { error?: string; element?: string; sound?: boolean; ended?: boolean }[]
  assert.deepEqual(answers.map((one) => [one.error, one.element]), [
    ['bpmn/bad-request', ''], ['bpmn/no-file', ''], ['bpmn/no-such-process', 'other'], ['bpmn/task-not-open', 'nothing'], ['bpmn/message-not-awaited', 'nobody'], ['bpmn/deadlock', 'j'],
    [undefined, undefined], [undefined, undefined],
  ])
  assert.deepEqual([answers[6]?.sound, answers[7]?.ended], [false, true])
}))
