import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import { accountOf } from '#sim/driver.ts'
import { samplePng } from '#sim/sample-files.ts'
import { browsedProvince, calm, type Shown } from '#tests/support/browsing.ts'
import { drive, must, person, plannedCase, readyDraft, submittedCase, viewOf, withFee } from '#tests/support/cases.ts'

const own = browsedProvince()
const { judge } = own

/** What officials do with a case at its desk, by what they see. */
const onDesk = (role: string, view: CaseView, path = `/staff/cases/${view.id}`) => own.open(accountOf(role, role === 'window-clerk' ? view.windowUnit : view.unit), path)
const settled = async (page: Shown) => { await own.province.platform.background.settle(); await calm(page) }

test('the same agreement is given to several cases at once, where the item allows it', async () => {
  const both = []
  for (const skip of [0, 1]) {
    const { me, id } = await plannedCase(own.api, 'food-business-licence', skip)
    both.push({ me, view: await drive(own.api, me, id, ({ stage }) => stage === 'deciding') })
  }
  const page = await onDesk('decider', both[0]!.view, '/staff/queue')
  for (const { view } of both) await page.getByRole('checkbox', { name: new RegExp(`选中 ${view.applicantName}`) }).first().check()
  await page.getByRole('heading', { name: '一起办 2 件' }).waitFor()
  assert.equal(await page.getByRole('group', { name: '办理意见' }).getByRole('radio').count(), 1, 'what needs a reason is decided one by one')
  await page.getByRole('button', { name: '一起办理 2 件' }).click()
  await page.getByText('请选择办理意见').first().waitFor()
  await page.getByRole('radio', { name: '准予' }).check()
  await judge(page, 'handling-batch')
  await page.getByRole('button', { name: '一起办理 2 件' }).click()
  await page.getByText('已办 2 件').first().waitFor()
  await page.context().close()
  await own.api.settle()
  for (const { me, view } of both) assert.equal((await viewOf(own.api, me, view.id)).outcome, 'granted')
})

test('an inspector states what the step asks for, and the time line says it', async () => {
  const { me, id } = await plannedCase(own.api, 'food-business-licence', 2)
  const view = await drive(own.api, me, id, ({ stage }) => stage === 'site-check')
  const page = await onDesk('inspector', view)
  await page.getByRole('group', { name: '这一步要填的' }).waitFor()
  await page.getByLabel('现场核实的经营面积').fill('很大')
  await page.getByRole('radio', { name: '合格', exact: true }).check()
  await page.getByRole('button', { name: '合格', exact: true }).click()
  await page.getByRole('alert').getByText('“现场核实的经营面积”要填数字').waitFor()
  await judge(page, 'handling-stated')
  await page.getByLabel('现场核实的经营面积').fill('86')
  await page.getByRole('group', { name: '布局与图纸一致' }).getByLabel('是').check()
  await page.getByRole('button', { name: '合格', exact: true }).click()
  await page.getByText('现场核实的经营面积：86 平方米；布局与图纸一致：是').first().waitFor()
  await page.context().close()
})

test('what is missing is told once, given back on the phone, and accepted', async () => {
  const me = await person(own.api, 50)
  const id = await submittedCase(own.api, me, withFee)
  const desk = await onDesk('window-clerk', await viewOf(own.api, me, id))
  await desk.getByRole('radio', { name: '一次告知补正' }).check()
  await desk.getByRole('button', { name: '一次告知补正' }).last().click()
  await desk.getByRole('alert').getByText('请逐项列出要补正的内容').first().waitFor()
  await desk.locator('#notice select').first().selectOption({ label: '材料 · 符合标准的照片' })
  await desk.locator('#notice').getByRole('textbox').first().fill('照片背景不是白色，请重拍')
  await judge(desk, 'handling-notice')
  await desk.getByRole('button', { name: '一次告知补正' }).last().click()
  await desk.getByText(/等申请人/).first().waitFor()

  const phone = await own.open(me.identityNumber, `/my/cases/${id}`, { width: 360 })
  await phone.getByText('照片背景不是白色，请重拍').first().waitFor()
  await phone.getByLabel('符合标准的照片', { exact: true }).setInputFiles({ name: '白底照片.png', mimeType: 'image/png', buffer: Buffer.from(samplePng) })
  await phone.getByText(/已上传 ·/).waitFor()
  await phone.getByRole('button', { name: '补好了，交回窗口' }).click()
  await phone.getByText(/轮到长春市南关区/).first().waitFor()
  await phone.context().close()

  await desk.reload()
  await settled(desk)
  await desk.getByText('白底照片.png').first().waitFor()
  await desk.getByRole('radio', { name: '受理', exact: true }).check()
  await desk.getByRole('button', { name: '受理', exact: true }).click()
  await desk.getByText('受理审查：受理').first().waitFor()
  assert.notEqual((await viewOf(own.api, me, id)).acceptedAt, null)
  await desk.context().close()
})

test('more time is asked for with its reason, granted by the head, and told to the applicant', async () => {
  const me = await person(own.api, 60)
  const view = await drive(own.api, me, await submittedCase(own.api, me, withFee), ({ stage }) => stage === 'deciding')
  const page = await onDesk('decider', view)
  const before = view.dueOn
  await page.getByRole('button', { name: '申请延长时限' }).click()
  await page.getByRole('button', { name: '提请批准' }).click()
  await page.getByText('请写明理由，至少 4 个字').first().waitFor()
  await page.getByLabel('理由').last().fill('需要向外省核实户籍信息')
  await judge(page, 'handling-extension')
  await page.getByRole('button', { name: '提请批准' }).click()
  await page.getByText('已提请负责人批准延期').first().waitFor()
  assert.equal(await page.getByRole('radio', { name: '同意延期', exact: true }).count(), 0, 'who asks does not approve')
  await page.context().close()

  const head = await onDesk('department-head', view)
  await head.getByRole('radio', { name: '同意延期', exact: true }).check()
  await head.getByLabel('理由').first().fill('情况属实，同意延长')
  await head.getByRole('button', { name: '同意延期', exact: true }).click()
  await head.getByText(/同意延期/).first().waitFor()
  await head.context().close()
  await own.api.settle()
  const after = await viewOf(own.api, me, view.id)
  assert.ok(after.dueOn! > before!, `${before} → ${after.dueOn}`)
  assert.ok(after.timeline.some(({ text }) => text.includes('情况属实，同意延长')), 'the applicant reads why')
})

test('an objection at a public notice is taken down and heard before the decision', async () => {
  const { me, id } = await plannedCase(own.api, 'minimum-living-allowance', 0, '220102001')
  const view = await drive(own.api, me, id, ({ stage }) => stage === 'public-notice')
  const page = await onDesk('reviewer', view)
  await page.getByRole('button', { name: '登记公示异议' }).click()
  await page.getByRole('button', { name: '登记异议', exact: true }).click()
  await page.getByText('请写明谁对什么有异议').first().waitFor()
  await page.getByLabel('谁对什么有异议').fill('同村村民反映其家中有一辆未申报的货车')
  await judge(page, 'handling-objection')
  await page.getByRole('button', { name: '登记异议', exact: true }).click()
  await page.getByText('已登记，办件转入异议审查').first().waitFor()
  await page.context().close()
  await own.api.settle()
  const heard = await viewOf(own.api, me, id)
  assert.equal(heard.stage, 'consulting')
  const ended = await drive(own.api, me, id)
  assert.ok(ended.outcome)
})

test('at the counter a person signs, is accepted, pays the fee, and takes a slip with a code along', async () => {
  const me = await person(own.api, 70)
  const begun = await readyDraft(own.api, me, withFee)
  const { answers, version } = (await must(own.api.call(me.identityNumber, 'GET', `/drafts/${begun.id}`), 'read the draft')).value as { answers: Record<string, unknown>, version: number }
  await must(own.api.call(me.identityNumber, 'PUT', `/drafts/${begun.id}`, { situations: withFee.situations, answers: { ...answers, signature: undefined }, version }), 'leave the signature out')
  const page = await own.open('clerk', '/staff/counter')
  await page.keyboard.insertText(`${me.identityNumber} ${me.name}`)
  await page.getByText('与人口库一致').waitFor()
  await page.getByRole('button', { name: /网上开始/ }).click()
  await page.locator('.guided .state').getByText('申请表还有 1 处没填好：签名').waitFor()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('alert').getByText('签名').first().waitFor()
  await page.getByRole('textbox', { name: '签名' }).fill(me.name)
  await page.locator('.guided .state').getByText('齐了，可以提交').waitFor()
  await judge(page, 'handling-counter')
  await page.getByRole('textbox', { name: '签名' }).press('Control+Enter')
  await page.getByRole('heading', { name: '已收件' }).waitFor()
  await page.getByRole('button', { name: '当场受理' }).click()
  await page.getByRole('button', { name: '当场受理' }).waitFor({ state: 'detached' })

  const { cases } = (await must(own.api.call(me.identityNumber, 'GET', '/my/cases'), 'my cases')).value as { cases: { id: string, number: string }[] }
  const { id, number } = cases[0]!
  await drive(own.api, me, id, ({ stage }) => stage === 'payment')
  await page.goto(`${own.address}/staff/counter`)
  await page.getByLabel(/办件编号/).fill(number)
  await page.getByRole('button', { name: '打开办件' }).click()
  await page.getByText('应缴').first().waitFor()
  await judge(page, 'handling-fee')
  await page.getByRole('button', { name: /^收费/ }).click()
  await page.getByText(/已收 ¥/).first().waitFor()
  await own.api.settle()
  assert.equal((await viewOf(own.api, me, id)).fee?.paid, true)

  await page.getByRole('link', { name: /打印受理单/ }).click()
  await page.getByRole('img', { name: '查进度的二维码' }).waitFor()
  assert.deepEqual(await page.locator('dd').filter({ hasText: /\d{4}-\d{2}-\d{2}/ }).allTextContents(), [], 'dates are said as people do')
  await judge(page, 'handling-slip')
  await page.context().close()
})

test('the first page shows what people here apply for most, and what is usual after it', async () => {
  const { items } = (await must(own.api.call(undefined, 'GET', '/often?division=220102'), 'often')).value as { items: { id: string, name: string }[] }
  assert.deepEqual(items.slice(0, 2).map(({ id }) => id).sort(), ['food-business-licence', 'passport'])
  const page = await own.open(undefined, '/', { width: 360 })
  const tiles = page.getByRole('region', { name: '常办的事' }).getByRole('heading', { level: 3 })
  await tiles.first().waitFor()
  const shown = await tiles.allTextContents()
  assert.equal(shown.length, 6)
  assert.deepEqual(shown.slice(0, items.length), items.map(({ name }) => name))
  assert.ok(shown.includes('居民身份证换领'), 'what is usual fills the rest')
  await judge(page, 'handling-first-page')
  await page.context().close()
})
