import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import {
  assertAccessible, assertNoSidewaysScroll, buildGallery, looks, openPage, screenshot, servePortal, smallTargets, startBrowser, type Served,
} from './harness.ts'

let browser: Browser
let gallery: Served

before(async () => {
  const [dir, started] = await Promise.all([buildGallery(), startBrowser()])
  browser = started
  gallery = await servePortal(dir)
})
after(async () => {
  await browser?.close()
  await gallery?.close()
})

const parts = ['controls', 'shows', 'tables', 'search', 'form', 'form?mode=sections', 'form?mode=counter']

for (const [name, look] of Object.entries(looks)) {
  test(`every component is accessible and fits: ${name}`, async () => {
    for (const part of name === 'desk-elder-dark' || name === 'desk-contrast' ? parts.slice(0, 2) : parts) {
      const page = await openPage(browser, `${gallery.url}/${part}`, look)
      const title = `${part.replace('?mode=', '-')}-${name}`
      await page.waitForLoadState('networkidle')
      await screenshot(page, title)
      await assertAccessible(page, title)
      await assertNoSidewaysScroll(page, title)
      assert.deepEqual(await smallTargets(page, look.elder ? 56 : 44), [], title)
      assert.deepEqual(page.problems, [], title)
      await page.context().close()
    }
  })
}

test('a form is filled by keyboard, says what is wrong and where, and is read back before the end', async () => {
  const page = await openPage(browser, `${gallery.url}/form`, { width: 360 })
  await page.getByRole('button', { name: /不对？\s*单位名称/ }).click()
  assert.match(await page.locator('main').innerText(), /请联系南关区市场监督管理局/)

  const carryOn = page.getByRole('button', { name: '继续' })
  await carryOn.click()
  await carryOn.click()
  await page.getByRole('alert').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert')
  await assertAccessible(page, 'form with mistakes')
  await page.getByRole('link', { name: /场所面积/ }).press('Enter')
  await page.keyboard.type('86.5')
  await page.getByLabel('市（州）').selectOption('长春市')
  await page.getByLabel('县（市、区）').selectOption('南关区')
  await page.getByLabel('乡镇（街道）').selectOption('南岭街道')
  await page.getByLabel('村（社区）').selectOption('平阳社区')
  await page.getByLabel('街路、门牌号').fill('人民大街1号')
  await page.getByLabel(/投资金额/).fill('107000.53')
  assert.match(await page.locator('output').first().innerText(), /壹拾万柒仟元伍角叁分/)
  await carryOn.click()

  await page.getByRole('radio', { name: '餐饮服务经营者' }).check()
  await carryOn.click()
  await page.getByRole('button', { name: '添加从业人员' }).click()
  assert.equal(await page.evaluate(() => document.activeElement?.closest('li')?.querySelector('h3')?.textContent), '从业人员 2')
  await page.getByRole('button', { name: /移除\s*从业人员 2/ }).click()
  await carryOn.click()

  await page.locator('#at-layout').setInputFiles({ name: '平面图.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') })
  assert.match(await page.locator('main').innerText(), /这类文件不能用/)
  await page.locator('#at-layout').setInputFiles({ name: '平面图.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await page.getByRole('checkbox', { name: /我已阅读并承诺/ }).check()
  await page.getByLabel('签名').fill('王小明')
  await carryOn.click()

  await page.getByRole('heading', { name: '核对您填的内容' }).waitFor()
  await assertAccessible(page, 'review')
  await screenshot(page, 'review-phone')
  const whole = await page.locator('main').innerText()
  for (const words of ['长春市南关区南岭街道平阳社区人民大街1号', '¥10.00', '¥107,000.53', '2299**********1234', '平面图.pdf', '86.5 平方米']) assert.ok(whole.includes(words), words)
  await page.getByText(/已保存 \d\d:\d\d/).waitFor()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('heading', { name: '申请已提交' }).waitFor()
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('at the counter Enter goes on and Ctrl + Enter submits', async () => {
  const page = await openPage(browser, `${gallery.url}/form?mode=counter`, { width: 1440 })
  await page.waitForLoadState('networkidle')
  await page.getByLabel('场所面积').focus()
  await page.keyboard.press('Enter')
  assert.match(await page.evaluate(() => document.activeElement?.id ?? ''), /capital/)
  const go = async () => { await page.keyboard.press('Enter'); return page.evaluate(() => `${document.activeElement?.id} ${document.activeElement?.textContent.trim()}`) }
  assert.match(await go(), /^at-openDate /)
  assert.match(await go(), /^at-openDate-month /)
  assert.match(await go(), /^at-openDate-day /)
  assert.match(await go(), /^at-business /)
  await page.keyboard.press('ArrowDown')
  assert.match(await go(), /^at-projects /, 'the next question, not the next choice')
  assert.match(await go(), /^at-online /)
  assert.match(await go(), /^at-staff-0-name /)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').waitFor()
  const told = await page.getByRole('alert').getByRole('link').allTextContents()
  const order = ['经营场所地址', '场所面积', '平面图', '承诺', '签名'].map((words) => told.findIndex((one) => one.includes(words)))
  assert.deepEqual(order, [...order].sort((one, other) => one - other), told.join())
  assert.ok(order.every((at) => at >= 0), told.join())
  await page.context().close()
})

test('the focus stays where one works: a known answer put right, the last row removed', async () => {
  const page = await openPage(browser, `${gallery.url}/form?mode=sections`, { width: 1440 })
  await page.getByRole('button', { name: /不对？\s*联系手机/ }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'at-phone')
  await page.getByLabel('身份证号').fill('1')
  await page.getByRole('button', { name: '添加从业人员' }).click()
  await page.getByRole('group', { name: '从业人员 第 2 行' }).waitFor()
  await page.getByRole('button', { name: '去核对' }).click()
  await page.getByRole('alert').getByText(/“从业人员”第 1 行：/).waitFor()
  assert.equal(await page.getByRole('group', { name: '从业人员 第 2 行' }).count(), 0, 'an empty row is none')
  await page.getByRole('button', { name: /移除\s*从业人员 1/ }).press('Enter')
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /添加从业人员/)
  await page.context().close()
})

test('the search box is worked by keyboard', async () => {
  const page = await openPage(browser, `${gallery.url}/search`, { width: 1440 })
  const box = page.getByRole('combobox', { name: '您想办什么？' })
  await box.fill('食品')
  await page.getByRole('option', { name: /食品经营许可 / }).waitFor()
  await assertAccessible(page, 'search with hits')
  await screenshot(page, 'search-hits')
  await box.press('ArrowDown')
  await box.press('ArrowDown')
  await box.press('Enter')
  await page.getByText('选了：食品生产许可').waitFor()
  await page.context().close()
})

test('a dialog keeps the focus and gives it back', async () => {
  const page = await openPage(browser, `${gallery.url}/shows`, { width: 1440 })
  await page.getByRole('button', { name: '撤回申请' }).click()
  await page.getByRole('dialog', { name: '撤回这件申请？' }).waitFor()
  await assertAccessible(page, 'dialog')
  await screenshot(page, 'dialog', false)
  await page.keyboard.press('Escape')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), '撤回申请')
  await page.getByRole('button', { name: '提示一下' }).click()
  await page.getByText('已保存').waitFor()
  await page.context().close()
})
