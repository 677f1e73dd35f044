import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'
import { builtins as atFirst } from '../builtins/at-first.ts'
import { namesOfLater } from '../builtins/names-of-later.ts'
import { builtins, compile, parse } from '../index.ts'
import { lacksBuiltins } from '../at-hand.ts'

const treeOf = (source: string) => {
  const parsed = parse(source)
  assert.ok(parsed.ok)
  return parsed.value
}

test('every function is there at first or comes later, and none is both', () => {
  assert.deepEqual([...atFirst.keys(), ...namesOfLater].sort(), [...builtins.keys()].sort())
})

test('a server lacks no function', () => {
  assert.deepEqual([...builtins.keys()].filter((name) => lacksBuiltins({ kind: 'call', of: { kind: 'name', name }, args: [] })), [])
  assert.equal(compile(treeOf('starts with("祥云", "祥")'))(), true)
})

/** What a browser does: its few functions first, the others when an expression names one. */
const inBrowser = `
  const { compile } = await import('./compile.ts')
  const { fetchBuiltins, lacksBuiltins } = await import('./at-hand.ts')
  const [few, called, handed] = JSON.parse(process.argv[1])
  const told = [lacksBuiltins(few), lacksBuiltins(called), lacksBuiltins(handed), compile(few)({ rows: [1, 2, 2] })]
  try { compile(called)() } catch (error) { told.push(error.message) }
  await fetchBuiltins()
  console.log(JSON.stringify([...told, lacksBuiltins(called), compile(called)(), compile(handed)({ figures: [2.5] }).map(String)]))`

test('a browser tells which expressions it must fetch functions for, and answers as a server does once they are there', () => {
  const trees = ['count(rows) = 3 and not(list contains(distinct values(rows), 4))', 'matches("吉A12345", "^吉")', 'for f in [floor, ceiling] return f(figures[1])'].map(treeOf)
  const ran = spawnSync(process.execPath, ['--conditions=browser', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', inBrowser, JSON.stringify(trees)], { cwd: new URL('..', import.meta.url), encoding: 'utf8' })
  assert.deepEqual(JSON.parse(ran.stdout || 'null'), [false, true, true, true, '“matches” was called before it was fetched', false, true, ['2', '3']], ran.stderr)
})
