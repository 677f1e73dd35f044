import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { formKinds } from '../kinds.ts'

const folder = join(import.meta.dirname, '..')

test('every folder is a kind of the list, and every kind has its folder with field, words and tests', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory() && one.name !== 'tests').map((one) => one.name).sort()
  assert.deepEqual(Object.keys(formKinds).sort(), folders)
  for (const name of folders) for (const file of ['kind.ts', 'about.ts', 'Field.vue', 'kind.test.ts']) assert.ok(existsSync(join(folder, name, file)), `${name}/${file}`)
})
