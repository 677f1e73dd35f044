import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { innerApi } from '#sim/api.ts'
import { castFor, withCast } from '#sim/casting.ts'
import { accountOf, submitApplication } from '#sim/driver.ts'
import { walkCases } from '#sim/walk-item.ts'
import { join } from 'node:path'
import { movable } from '../support/clock.ts'
import { root, testProvince } from '../support/province.ts'

/** Found by simulation, seed 18: a lamp that was yellow already when its promised day came was never set to red. */
test('a case that nobody decides turns yellow, then red, with no event of its own in between', async () => {
  const clock = movable()
  const province = await testProvince({ clock })
  const { environment, background } = province.platform
  const api = innerApi(province.app, environment, { settle: background.settle, pass: clock.move })
  const lamps: string[] = []
  try {
    const plan = walkCases([join(root, 'catalogue')], 'individual-business-registration')[0]!
    const casting = await castFor(api, plan, 3)
    const sent = await submitApplication(api, 'individual-business-registration', '220102', casting.applicant, withCast(plan, casting, '2026-11-23'), casting.cast, 'issue-001-lamp')
    const id = sent.value['case'] as string
    const clerk = accountOf('window-clerk', 'government-service@220102')
    const view = await api.call(clerk, 'GET', `/cases/${id}`)
    await api.call(clerk, 'POST', `/tasks/${(view.value['tasks'] as { id: string }[])[0]!.id}/completion`, { decision: 'accepted', comment: '材料齐全' })
    for (let day = 0; day < 12; day++) {
      await api.pass(86_400_000)
      lamps.push((await environment.database.one<{ lamp: string }>(sql`select lamp from cases."case" where id = ${id}`))!.lamp)
    }
  } finally {
    await province.end()
  }
  assert.equal(lamps.at(-1), 'red', lamps.join(' '))
  assert.ok(lamps.indexOf('red') > 0 && lamps.slice(0, lamps.indexOf('red')).every((l) => l !== 'red'))
})
