import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounded } from '../index.ts'

const file = new URL('./tasks.ts', import.meta.url).href

test('what is asked for is done elsewhere, and its value comes back', async () => {
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => bounded(file, 'doubled', [n]))), [2, 4, 6].map((value) => ({ ok: true, value })))
})

test('what never ends is ended, nobody else waits for it, and what comes after is done', async () => {
  let ticks = 0
  const ticking = setInterval(() => { ticks++ }, 10)
  const [endless, after] = await Promise.all([bounded(file, 'endless', [], 400), bounded(file, 'doubled', [4])])
  clearInterval(ticking)
  assert.deepEqual([!endless.ok && endless.reason, after], ['time', { ok: true, value: 8 }])
  assert.ok(ticks > 10, 'the process went on meanwhile')
})

test('what takes too much memory is ended, and the process lives', async () => {
  const huge = await bounded(file, 'huge', [], 20_000)
  assert.equal(!huge.ok && huge.reason, 'memory')
  assert.deepEqual(await bounded(file, 'doubled', [5]), { ok: true, value: 10 })
})

test('what fails says why', async () => {
  assert.deepEqual(await bounded(file, 'broken', []), { ok: false, reason: 'failed', message: 'no' })
})
