import assert from 'node:assert/strict'
import test from 'node:test'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { entries, nation } from './kind.ts'

testKind(nation, about)

test('there are 56 nations, each with its code of the standard', () => {
  assert.equal(new Set(entries.map((one) => one.label)).size, 56)
  const coded = Object.fromEntries(entries.map((one) => [one.label, one.value]))
  assert.deepEqual([coded['汉族'], coded['朝鲜族'], coded['满族'], coded['锡伯族'], coded['基诺族']], ['01', '10', '11', '38', '56'])
})
