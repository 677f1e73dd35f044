import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { rehearse } from '#sim/rehearsal.ts'
import { root, testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => { throw new Error('a rehearsal moves no clock') } })
})
after(() => province.end())

test('a fresh demonstration gets applications at all points of their way, and its named residents none', async () => {
  const done = await rehearse(api, [join(root, 'catalogue')])
  await api.settle()
  assert.deepEqual(done.problems, [])
  for (const account of ['clerk', 'reviewer', 'approver', 'head']) {
    const queue = await api.call(account, 'GET', '/queue')
    assert.ok(Number(queue.value['total']) > 0, `${account} has something to do`)
  }
  const lamps = (await api.call('supervisor', 'GET', '/supervision/lamps')).value['units'] as { open: number; ended: number }[]
  assert.equal(lamps.reduce((sum, u) => sum + u.open + u.ended, 0), done.cases)
  assert.ok(lamps.some((u) => u.ended > 0))
  const agent = await api.call('229901198306150011', 'GET', '/session')
  assert.deepEqual((agent.value['firms'] as { name: string; via: string }[]).map((f) => [f.name, f.via]), [['长春市南关区松江小馆', 'agent']])
  const mine = await api.call('229901198503070029', 'GET', '/my/cases')
  assert.deepEqual(mine.value['cases'], [])
})
