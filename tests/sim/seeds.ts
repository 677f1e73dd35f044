import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSeed } from '#sim/run.ts'
import type { Ground } from '#sim/run.ts'
import { root, withDatabase } from '../support/province.ts'

const given = process.env['TEST_DATABASE_URL']!

/** Simulations run on clones of the run's template. */
export const ground: Ground = { url: (database) => withDatabase(given, database), template: process.env['TEST_TEMPLATE']!, keysFolder: process.env['TEST_KEYS']!, root }

export function holds(from: number, to: number): void {
  for (let seed = from; seed <= to; seed++) {
    test(`seed ${seed}: thirty days with crashes, and every invariant holds after every step`, async () => {
      const run = await runSeed(ground, seed, 30)
      assert.deepEqual(run.broken, [], `replay with: npm run sim -- --seed ${seed} --days 30`)
      assert.ok(run.cases > 0 && run.steps > 30)
    })
  }
}
