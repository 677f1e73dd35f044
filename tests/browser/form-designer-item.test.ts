import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import assert from 'node:assert/strict'
import { must, person, readyDraft } from '#tests/support/cases.ts'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { root } from '#tests/support/province.ts'

const items = join(root, 'examples', 'my-items')
const own = browsedProvince(async () => {}, { CATALOGUE_PATH: items })
const written = readFileSync(join(items, 'items', 'dog-registration', 'form.json'), 'utf8')

const wanted = { item: 'dog-registration', division: '220102', situations: { kind: 'pet', renting: false } }
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

const entry = (page: Shown, title: string) => page.locator('.entry').filter({ has: page.locator('.what', { hasText: new RegExp(`^${title}$`) }) }).first()
const node = (page: Shown, title: string) => page.getByRole('treeitem', { name: new RegExp(`^${title}`) })
const textOf = (page: Shown) => page.getByRole('textbox', { name: '申请表（JSON）' }).inputValue()

test('the form of an item is built by hand, saved with its draft, published with it, and filled in by a resident', async () => {
  const page = await own.open('manager', '/staff/items/dog-registration')
  await page.getByRole('tab', { name: '表单' }).click()
  await node(page, '狗的名字').click()
  await own.judge(page, 'item-form')
  await node(page, '导盲犬工作证编号').click()
  await entry(page, '一行文字').click()
  await page.locator('.edit input').fill('芯片号')
  await page.locator('.edit input').press('Enter')
  const panel = page.getByRole('complementary', { name: '设置' })
  await panel.getByLabel('必须回答').uncheck()
  await panel.getByLabel('格式', { exact: true }).selectOption({ label: '只能是数字' })
  await panel.getByLabel('正好几位').fill('15')
  await page.getByText(/修改稿已保存 \d\d:\d\d/).waitFor()
  await page.getByRole('tab', { name: '差别' }).click()
  await page.getByText('新增“芯片号”').waitFor()
  await own.judge(page, 'item-form-difference')

  // The same text, and only the new lines of it are new.
  await page.getByRole('tab', { name: '编辑与预览' }).click()
  await page.getByRole('tab', { name: /申请表（JSON）/ }).click()
  const text = await textOf(page)
  const before = written.trim().split('\n')
  assert.deepEqual(text.trim().split('\n').filter((line) => !before.includes(line) && !before.includes(`${line},`) && !before.includes(line.replace(/,$/, ''))), [
    '      "xinPianHao": { "title": "芯片号", "pattern": "^[0-9]{15}$" }', '      { "at": "/xinPianHao", "kind": "text" }',
  ])
  // Edited as text, it is edited in the designer.
  await page.getByRole('textbox', { name: '申请表（JSON）' }).fill(text.replace('"title": "芯片号"', '"title": "犬只芯片号"'))
  await page.getByRole('tab', { name: '表单' }).click()
  await node(page, '犬只芯片号').click()
  await page.locator('button:not([aria-disabled])', { hasText: '发布新版本' }).click()
  await page.getByRole('dialog').getByText('申请表：新增“犬只芯片号”').waitFor()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('第 2 版已发布').waitFor()
  await page.context().close()

  const { value } = await must(own.api.call('manager', 'GET', '/managed-items/dog-registration'), 'read it')
  assert.equal(value['drafted'], false)
  assert.match(String(value['formText']), /犬只芯片号/)

  const me = await person(own.api, 3)
  const dog = { home: { division: '220102001001', detail: '示例路 8 号' }, dogName: '豆豆', breed: '柯基', colour: '黄白', born: '2024-05-01', vaccinatedOn: daysAgo(30), truth: true, signature: me.name }
  const draft = await readyDraft(own.api, me, wanted as never, { ...dog, xinPianHao: '156' })
  const refused = await own.api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {})
  assert.equal(refused.status, 400)
  assert.match(JSON.stringify(refused.value), /犬只芯片号/)

  const citizen = await own.open(me.identityNumber, `/apply/${draft.id}`)
  await citizen.getByRole('button', { name: '继续：填申请表' }).click()
  await citizen.getByRole('heading', { name: '养犬人', level: 2 }).waitFor()
  await citizen.getByRole('button', { name: '继续', exact: true }).click()
  await citizen.getByLabel(/犬只芯片号/).fill('157')
  await citizen.getByRole('button', { name: '继续', exact: true }).click()
  await citizen.getByText('“犬只芯片号”的格式不对').first().waitFor()
  await own.judge(citizen, 'item-form-filled')
  await citizen.context().close()
  const whole = await readyDraft(own.api, me, wanted as never, { ...dog, xinPianHao: '156000000000001' })
  const sent = await must(own.api.call(me.identityNumber, 'POST', `/drafts/${whole.id}/submission`, {}), 'submit')
  const seen = await must(own.api.call(me.identityNumber, 'GET', `/cases/${String(sent.value['case'])}`), 'read the case')
  assert.match(JSON.stringify(seen.value), /156000000000001/)
})

test('an item without a form of its own begins from what the platform makes, or from nothing', async () => {
  const page = await own.open('manager', '/staff/items/veteran-card')
  await page.getByRole('tab', { name: '表单' }).click()
  await page.getByText('这个事项还没有自己的申请表').waitFor()
  await own.judge(page, 'item-form-none')
  await page.getByRole('button', { name: '从事项的材料和当事人生成一份' }).click()
  await node(page, '公民身份号码').waitFor()
  await page.getByText('没有错误').waitFor()
  await page.getByText(/修改稿已保存 \d\d:\d\d/).waitFor()
  const { value } = await must(own.api.call('manager', 'GET', '/managed-items/veteran-card'), 'read it')
  assert.match(String(value['formText']), /^\{\n  "id": "veteran-card",\n  "title": "[^"（]+申请表",\n  "schema": \{/)
  await page.context().close()
})

test('on a smaller desk and on a phone the item’s form stays whole', async () => {
  for (const width of [1024, 360]) {
    const page = await own.open('manager', '/staff/items/food-business-licence', { width })
    await page.getByRole('tab', { name: '表单' }).click()
    await page.getByText('没有错误').waitFor()
    await page.getByRole('treeitem').nth(3).click()
    await own.judge(page, `item-form-${width}`)
    await page.context().close()
  }
})

test('a county looks at the form and tries it, and saves nothing', async () => {
  const page = await own.open('item-manager.government-service.220102', '/staff/items/dog-registration')
  await page.getByRole('tab', { name: '表单' }).click()
  await node(page, '狗的名字').waitFor()
  for (const name of ['保存修改稿', '发布新版本']) assert.equal(await page.getByRole('button', { name }).count(), 0, name)
  await page.context().close()
})
