import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { problemLine } from '@xiangyun/kernel/definitions'
import { shapeProblems } from '#tools/architecture/check.ts'
import { join } from 'node:path'
import { root } from './support/province.ts'

test('arrows point one way, manifests tell the truth, sizes and manners hold, no identity number outside 2299', () => {
  assert.deepEqual(shapeProblems().map((p) => `${p.file} [${p.rule}] ${p.message}`), [])
})

test('every definition in the catalogue can be read and agrees with itself', () => {
  const roots = [join(root, 'catalogue')]
  assert.deepEqual([...readCatalogue(roots).problems, ...readRegisters(roots).problems].map(problemLine), [])
})
