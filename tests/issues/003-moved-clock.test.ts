import assert from 'node:assert/strict'
import { test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import { openProvince } from '#server/province.ts'
import { movableClock } from '@xiangyun/kernel/time'
import { testProvince } from '../support/province.ts'

/** A demonstration moved forward and started again was back in its past: deadlines that had fired lay ahead once more. */
test('a province that was moved forward is still there after it was started again', async () => {
  const first = await testProvince({ clock: movableClock() })
  try {
    const { environment } = first.platform
    const api = innerApi(first.app, environment, { settle: first.platform.background.settle, pass: () => {} })
    const moved = await api.call('operator', 'POST', '/demonstration/clock', { days: 40 })
    assert.equal(moved.status, 200)
    const again = await openProvince({ config: environment.config, databaseUrl: first.databaseUrl, keys: environment.keys, clock: movableClock() })
    try {
      assert.ok(again.platform.environment.clock.now().getTime() >= Date.parse(moved.value['now'] as string))
    } finally {
      await again.close()
    }
  } finally {
    await first.end()
  }
})
