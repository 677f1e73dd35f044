import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { localDate } from '@xiangyun/kernel/time'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { accountOf } from '#sim/driver.ts'
import { drive, must, plannedCase } from '../support/cases.ts'
import { root, testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

const item = 'tree-felling-licence'
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: () => province.platform.background.settle(), pass: () => {} })
})
after(async () => { await province.end() })

test('an office takes up the steps that its process offers in the order it thinks right, and only it may', async () => {
  const probe = await plannedCase(api, item)
  await api.settle()
  const { key } = ((await must(api.call('manager', 'GET', '/process-instances'), 'list')).value['instances'] as { key: string }[])[0]!
  const task = (id: string, name: string) => `<bpmn:userTask id="${id}" name="${name}" xy:people="reviewer" xy:action="done" />`
  const xml = readFileSync(join(root, 'catalogue', 'processes', `${key}.bpmn`), 'utf8').replace(/<bpmn:userTask id="review"[^>]*\/>/, `<bpmn:adHocSubProcess id="review" name="查核">${task('files', '查档案')}${task('neighbours', '问四邻')}</bpmn:adHocSubProcess>`)
  const today = localDate(province.platform.environment.clock.now())
  await must(api.call('manager', 'POST', `/processes/${key}/versions`, { xml, effectiveFrom: today, note: '审查改为按需查核' }), 'publish')
  const { me, id } = await plannedCase(api, item, 5)
  const view = await drive(api, me, id, (now) => now.stage !== 'submitted')
  const reviewer = accountOf('reviewer', view.unit)
  const seen = async (who: string) => (await must(api.call(who, 'GET', `/cases/${id}`), 'read')).value as unknown as CaseView
  assert.deepEqual((await seen(reviewer)).offers.map((one) => one.name), ['查档案', '问四邻'])
  assert.deepEqual((await seen(me.identityNumber)).offers, [])
  const choose = (who: string, choice: string) => api.call(who, 'POST', `/cases/${id}/activities`, { choice })
  const second = (await seen(reviewer)).offers[1]!.choice
  assert.equal((await choose(accountOf('reviewer', 'market-supervision@220102'), second)).value.code, 'cases/no-case')
  assert.equal((await choose(reviewer, 'review.99')).value.code, 'processes/not-possible')
  for (const name of ['问四邻', '查档案']) {
    await must(choose(reviewer, (await seen(reviewer)).offers.find((one) => one.name === name)!.choice), 'choose')
    const open = (await seen(reviewer)).tasks.find((one) => one.name === name)!
    await must(api.call(reviewer, 'POST', `/tasks/${open.id}/completion`, { decision: 'done' }), 'done')
  }
  assert.equal((await drive(api, me, id)).outcome, 'granted')
  assert.equal((await drive(api, probe.me, probe.id)).outcome, 'granted')
})
