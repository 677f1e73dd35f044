import assert from 'node:assert/strict'
import test from 'node:test'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { photo } from './kind.ts'
import { photoRule, refusalOf, ruleWords } from './rule.ts'
import { photoShape } from './shape.ts'

testKind(photo, about)

test('the browser refuses what the server would refuse, and says by how much', () => {
  const rule = photoRule(photoShape({ leastWidth: 295, leastHeight: 413, leastSize: 5120, mostSize: 512_000 }))
  assert.equal(ruleWords(rule), '至少 295 × 413 像素，5 KB 到 500 KB')
  assert.equal(refusalOf({ width: 295, height: 413, size: 5120 }, rule), undefined)
  assert.match(refusalOf({ width: 294, height: 413, size: 6000 }, rule) ?? '', /294 × 413.*295 × 413/)
  assert.match(refusalOf({ width: 400, height: 500, size: 4000 }, rule) ?? '', /太小/)
  assert.match(refusalOf({ width: 400, height: 500, size: 600_000 }, rule) ?? '', /太大/)
})
