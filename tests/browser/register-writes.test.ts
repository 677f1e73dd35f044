import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import type { Api } from '#sim/api.ts'
import { castFor, giveRecords, withCast } from '#sim/casting.ts'
import { accountOf, driveCase, submitApplication, walkCase } from '#sim/driver.ts'
import { walkCases } from '#sim/walk-item.ts'
import { browsedProvince } from '#tests/support/browsing.ts'
import { county, must } from '#tests/support/cases.ts'
import { root } from '#tests/support/province.ts'

let api: Api
const own = browsedProvince(async (made) => { api = made.api })

/** A page as somebody sees it, judged by axe and its width. */
async function seen(who: string, path: string, width: number, name: string): Promise<Page> {
  const page = await own.open(who, path, { width })
  await own.judge(page, `registers-${name}-${width}`)
  return page
}

const taskOfDesk = async (unit: string, id: string) => ((await must(api.call(accountOf('decider', unit), 'GET', `/cases/${id}`), 'read')).value['tasks'] as { id: string; action: string }[]).find(({ action }) => action === 'decide')!
const plan = () => walkCases([join(root, 'catalogue')], 'second-hand-house-transfer')[0]!
const today = '2026-11-23'

test('applicant and office read what a result wrote, in plain words and without values', async () => {
  const casting = await castFor(api, plan(), 3)
  const filled = withCast(plan(), casting, today)
  await giveRecords(api, filled, casting)
  const { case: id, view } = await walkCase(api, 'second-hand-house-transfer', county, casting.applicant, filled, casting.cast)
  for (const [who, path, width] of [[casting.applicant.identityNumber, `/my/cases/${id}`, 360], [accountOf('decider', view!.unit), `/staff/cases/${id}`, 1440]] as const) {
    const page = await seen(who, path, width, 'written')
    const words = await page.locator('main').innerText()
    assert.match(words, /已回写：不动产登记库（转为历史：状态）/)
    assert.match(words, /已回写：不动产登记库（新增记录：不动产权证号、不动产单元号、权利人身份号码、权利人/)
    await page.context().close()
  }
})

test('a result that waits says so to both; the office sees why, has it tried again, and it goes on', async () => {
  const casting = await castFor(api, plan(), 9)
  const filled = withCast(plan(), casting, today)
  await giveRecords(api, filled, casting)
  const { register, values } = filled.given![0]!
  const sealing = (sealedOff: boolean) => must(api.call('operator', 'POST', '/demonstration/records', { register, of: casting.cast[1]!.identityNumber, values: { ...values, sealedOff } }), 'the register')
  const id = String((await submitApplication(api, 'second-hand-house-transfer', county, casting.applicant, filled, casting.cast, 'browser-held-0001')).value['case'])
  await sealing(true)
  await assert.rejects(driveCase(api, id, casting.applicant, filled, casting.cast, () => {}), /stands still in issuing/)
  const view = (await api.call(casting.applicant.identityNumber, 'GET', `/cases/${id}`)).value as unknown as CaseView

  const mine = await seen(casting.applicant.identityNumber, `/my/cases/${id}`, 360, 'held')
  await mine.getByText('结果还没有登记到不动产登记库').waitFor()
  assert.equal(await mine.getByText('被查封').count(), 0, 'the reason is the office\'s')
  const desk = await seen(accountOf('decider', view.unit), `/staff/cases/${id}`, 1440, 'held')
  await desk.getByText('登簿前再次核对，原不动产权证不在卖方名下，或者已被查封、抵押', { exact: true }).waitFor()
  await desk.getByRole('button', { name: '再次制发并回写' }).click()
  await desk.getByText('已再次制发').waitFor()
  await desk.getByRole('button', { name: '收回决定，重新决定' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '收回决定', exact: true }).click()
  await desk.getByText('请写明理由，至少 4 个字').first().waitFor()
  await desk.getByLabel('为什么收回').fill('房屋被查封，先退回重新决定')
  await desk.getByRole('dialog').getByRole('button', { name: '收回决定', exact: true }).click()
  await desk.getByText('房屋被查封，先退回重新决定').first().waitFor()
  await must(api.call(accountOf('decider', view.unit), 'POST', `/tasks/${(await taskOfDesk(view.unit, id)).id}/completion`, { decision: 'granted', comment: '再次核对后准予' }), 'decide anew')
  await api.settle()
  await sealing(false)
  await api.settle()
  await desk.reload()
  await desk.getByText('已回写：不动产登记库（转为历史：状态）').waitFor()
})

test('the item\'s manager sees beforehand what a result will write', async () => {
  const page = await seen('manager', '/staff/items/marriage-registration', 1440, 'preview')
  await page.getByRole('heading', { name: '准予后写回登记库' }).waitFor()
  const words = await page.locator('main').innerText()
  assert.match(words, /婚姻登记库（新增记录：一方身份号码、一方姓名/)
  assert.match(words, /婚姻登记库（转为历史：状态），可能有几条，视情形/)
  assert.match(words, /人口库（变更：婚姻状况）/)
})
