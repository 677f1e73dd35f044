import { test } from 'node:test'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { must } from '#tests/support/cases.ts'

const county = { system: 'operator.government-service.220102', security: 'security-administrator.government-service.220102' }
const own = browsedProvince(async (given) => {
  const { value } = await must(given.api.call(county.system, 'POST', '/staff', { account: 'reviewer-moved', name: '林晓', unit: 'commerce@220102', title: '审批岗', since: '2026-11-23' }), 'join')
  await must(given.api.call(county.security, 'POST', `/posts/${(value['posts'] as { id: string }[])[0]!.id}/duties`, { role: 'reviewer', reach: 'unit', since: '2026-11-23' }), 'give')
})
const judge = (page: Shown, name: string) => own.judge(page, `reorganisations-${name}`)

async function chooseUnit(page: Shown, label: string, words: string, name: RegExp) {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).fill(words)
  await page.getByRole('option', { name }).first().click()
}

test('a system administrator plans a merge and is told what is missing', async () => {
  const page = await own.open(county.system, '/staff/reorganisations')
  await page.getByText('没有机构调整').waitFor()
  await judge(page, 'none')
  await page.getByRole('button', { name: '拟订机构调整' }).click()
  const dialog = page.getByRole('dialog', { name: '拟订机构调整' })
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await dialog.getByText('请选择承接的单位').first().waitFor()
  await judge(page, 'plan-wrong')
  await dialog.getByLabel('名称').fill('南关区机构改革（示例）')
  await dialog.getByLabel('依据').fill('示例文件〔2026〕1号')
  await dialog.getByRole('group', { name: /从哪天起生效/ }).getByLabel('年').fill('2027-01-01')
  await chooseUnit(page, '并入别处的单位', '长春市南关区商务', /长春市南关区商务局/)
  await chooseUnit(page, '承接的单位', '长春市南关区市场', /长春市南关区市场监督管理局/)
  await judge(page, 'plan')
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await page.getByRole('heading', { level: 1, name: '南关区机构改革（示例）' }).waitFor()
  await page.getByText(/到那天，1 人连同 1 项职责转到承接单位/).waitFor()
  await judge(page, 'planned')
  await page.context().close()
})

test('a security administrator reads what comes of it and confirms, on a phone; later it is withdrawn with a reason', async () => {
  const page = await own.open(county.security, '/staff/reorganisations', { width: 360 })
  await judge(page, 'list-360')
  await page.getByRole('link', { name: '南关区机构改革（示例）' }).click()
  await page.getByRole('button', { name: '复核通过' }).click()
  await judge(page, 'confirm-360')
  await page.getByRole('button', { name: '通过，到日执行' }).click()
  await page.getByText('到日执行', { exact: true }).first().waitFor()
  await page.context().close()
  const again = await own.open(county.system, '/staff/reorganisations', { width: 1440, elder: true })
  await judge(again, 'list-elder')
  await again.getByRole('link', { name: '南关区机构改革（示例）' }).click()
  await again.getByRole('button', { name: '撤销这次调整' }).click()
  const dialog = again.getByRole('dialog', { name: '撤销这次机构调整？' })
  await dialog.getByRole('button', { name: '撤销', exact: true }).click()
  await dialog.getByText('请写明为什么撤销').waitFor()
  await dialog.getByLabel('为什么撤销').fill('文件推迟下发')
  await dialog.getByRole('button', { name: '撤销', exact: true }).click()
  await again.getByText('文件推迟下发').waitFor()
  await judge(again, 'withdrawn-elder')
  await again.context().close()
})
