import assert from 'node:assert/strict'
import test from 'node:test'
import { builtins } from '../index.ts'
import { dates } from './functions/dates.ts'
import { lists } from './functions/lists.ts'
import { numbers } from './functions/numbers.ts'
import { ranges } from './functions/ranges.ts'
import { strings } from './functions/strings.ts'
import { sayAll, textOf } from './sayings.ts'

const all = [strings, numbers, lists, dates, ranges].flat()

sayAll(all)

test('every function has a sentence and examples of its own', () => {
  const said = new Set(all.map(([subject]) => subject))
  assert.deepEqual([...builtins.keys()].filter((name) => !said.has(name)), [])
})

test('a function called with too many arguments, or with a name that it does not know, is null', () => {
  for (const [name, { signatures }] of builtins) {
    const isOpen = signatures.some((params) => params.at(-1)?.rest)
    if (!isOpen) assert.equal(textOf(`${name}(${Array.from({ length: 9 }, () => '1').join(', ')})`), 'null', name)
    assert.equal(textOf(`${name}(no such parameter: 1)`), 'null', name)
  }
})

test('today and now are what the caller gives', () => {
  const context = { today: '2026-11-22', now: '2026-11-22T09:00:00+08:00' }
  assert.equal(textOf('today()', context), '2026-11-22')
  assert.equal(textOf('now() instance of date and time', context), 'true')
})
