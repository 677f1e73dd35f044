import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { accountOf } from '#sim/driver.ts'
import { drive, isProblem, must, person, submittedCase, viewOf } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

type Task = { id: string; action: string; case: { id: string } }
const extensionOf = async (who: string, id: string): Promise<Task | undefined> =>
  ((await must(api.call(who, 'GET', '/queue?action=extend'), 'queue')).value['tasks'] as Task[]).find((task) => task.case.id === id)

test('more time is granted by another person than the one who asked for it', async () => {
  const me = await person(api, 3)
  const view = await drive(api, me, await submittedCase(api, me), ({ stage }) => stage === 'deciding')
  const [asker, head] = [accountOf('decider', view.unit), accountOf('department-head', view.unit)]
  await must(api.call(asker, 'POST', `/cases/${view.id}/extension`, { reason: '需要向外省核实户籍信息' }), 'ask')
  const task = await extensionOf(head, view.id)
  assert.ok(task, 'the head finds it in the queue')
  assert.equal(await extensionOf(asker, view.id), undefined, 'it is not offered to who asked')
  const own = (await must(api.call(asker, 'GET', `/cases/${view.id}`), 'read')).value['tasks'] as { action: string; mine: boolean }[]
  assert.equal(own.find(({ action }) => action === 'extend')?.mine, false)
  const grant = { decision: 'granted', comment: '情况属实，同意延长' }
  isProblem(await api.call(asker, 'POST', `/tasks/${task.id}/completion`, grant), 409, 'cases/own-request')
  isProblem(await api.call(head, 'POST', `/tasks/${task.id}/handover`, { to: asker, reason: '请你处理' }), 409, 'cases/own-request')
  await must(api.call(head, 'POST', `/tasks/${task.id}/completion`, grant), 'grant')
  await api.settle()
  assert.ok((await viewOf(api, me, view.id)).dueOn! > view.dueOn!)
})
