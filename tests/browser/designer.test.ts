import test from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const own = browsedProvince()

const drawingShown = async (page: Shown) => {
  await page.locator('.djs-container .djs-shape').first().waitFor()
  await calm(page)
}

test('a manager finds the processes, their versions and who uses them', async () => {
  const page = await own.open('manager', '/staff/processes')
  await own.judge(page, 'designer-list')
  await page.getByRole('link', { name: '许可（含现场核查）', exact: true }).click()
  await page.getByText('历次版本').waitFor()
  await own.judge(page, 'designer-versions')
  await page.getByRole('tab', { name: '设计' }).click()
  await drawingShown(page)
  await own.judge(page, 'designer-design')
  await page.locator('[data-element-id="review"]').first().click()
  await page.getByRole('heading', { name: '人工任务' }).waitFor()
  await own.judge(page, 'designer-element')
  await page.getByRole('tab', { name: '试走' }).click()
  await page.getByRole('button', { name: '开始试走' }).click()
  await page.getByText('现在停在').waitFor()
  await page.getByRole('button', { name: '受理审查：受理' }).click()
  await page.getByText('走过的步骤').waitFor()
  await own.judge(page, 'designer-walk')
  await page.context().close()
})
