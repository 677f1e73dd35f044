import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSeed } from '#sim/run.ts'
import { ground, holds } from './seeds.ts'

holds(11, 20)

test('a seed replays exactly', async () => {
  const [first, second] = [await runSeed(ground, 7, 5), await runSeed(ground, 7, 5)]
  assert.equal(first.fingerprint, second.fingerprint)
})
