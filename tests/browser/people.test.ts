import { test } from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { must } from '#tests/support/cases.ts'

const county = { system: 'operator.government-service.220102', security: 'security-administrator.government-service.220102' }
const own = browsedProvince()
const judge = (page: Shown, name: string) => own.judge(page, `people-${name}`)

async function chooseUnit(page: Shown, words: string, name: RegExp) {
  const box = page.getByRole('dialog').getByRole('combobox', { name: '单位' })
  await box.fill(words)
  await page.getByRole('option', { name }).first().click()
}

test('a county\'s system administrator takes somebody in, who can do nothing yet', async () => {
  const page = await own.open(county.system, '/staff/people')
  await page.getByRole('link', { name: '张伟' }).waitFor()
  await judge(page, 'list')
  await page.getByRole('button', { name: '办理入职' }).click()
  const dialog = page.getByRole('dialog', { name: '办理入职' })
  await dialog.getByRole('button', { name: '办理入职' }).click()
  await dialog.getByText('请填写姓名').first().waitFor()
  await judge(page, 'join-wrong')
  await dialog.getByLabel('姓名').fill('林晓')
  await dialog.getByLabel('登录账号').fill('linxiao')
  await chooseUnit(page, '长春市南关区市场', /长春市南关区市场监督管理局/)
  await dialog.getByLabel('岗位名称').fill('登记注册岗')
  await dialog.getByRole('button', { name: '办理入职' }).click()
  await page.getByRole('heading', { level: 1, name: '林晓' }).waitFor()
  await page.getByText('在这个岗位上还没有职责').waitFor()
  assert.equal(await page.getByRole('button', { name: '授予职责' }).count(), 0, 'the system administrator gives none')
  await judge(page, 'joined')
  await page.context().close()
})

test('the security administrator gives a duty, on a phone too, and it is said why somebody may what', async () => {
  const page = await own.open(county.security, '/staff/people/linxiao', { width: 360 })
  await page.getByRole('button', { name: '授予职责' }).click()
  const dialog = page.getByRole('dialog', { name: '授予林晓职责' })
  await dialog.getByRole('button', { name: '授予', exact: true }).click()
  await dialog.getByText('请选择角色').last().waitFor()
  await dialog.getByLabel('角色').selectOption({ label: '审查人员' })
  await judge(page, 'give-360')
  await dialog.getByRole('button', { name: '授予', exact: true }).click()
  await page.getByText('审查、核查和决定').waitFor()
  await page.getByText(/“登记注册岗”岗位，管本单位/).first().waitFor()
  await judge(page, 'member-360')
  await page.context().close()
  const again = await own.open(county.security, '/staff/people/linxiao', { width: 1440, elder: true })
  await again.getByRole('button', { name: '授予职责' }).click()
  await again.getByRole('dialog').getByLabel('角色').selectOption({ label: '安全管理员' })
  await again.getByRole('radio', { name: '本级和下级所有单位' }).waitFor()
  await again.getByRole('dialog').getByRole('button', { name: '授予', exact: true }).click()
  await again.getByText('系统、安全、审计管理员要由三个人担任').waitFor()
  again.problems.splice(0)
  await judge(again, 'hands-apart-elder')
  await again.context().close()
})

test('somebody with two posts chooses in which they work, and reads what they may there and from whom', async () => {
  const member = (await must(own.api.call(county.system, 'POST', '/staff/linxiao/posts', { unit: 'public-security@220102', title: '户政审批岗', since: '2026-11-23' }), 'second post')).value as unknown as { posts: { id: string; unit: string }[] }
  const post = member.posts.find((one) => one.unit === 'public-security@220102')!.id
  await must(own.api.call(county.security, 'POST', `/posts/${post}/duties`, { role: 'decider', reach: 'unit', since: '2026-11-23' }), 'duty')
  const page = await own.open('linxiao', '/staff/my-powers')
  await page.getByRole('heading', { name: '我能做什么' }).waitFor()
  await judge(page, 'powers')
  await page.getByRole('button', { name: '换岗位' }).click()
  const dialog = page.getByRole('dialog', { name: '您现在在哪个岗位办公？' })
  await dialog.getByRole('radio', { name: /户政审批岗/ }).check()
  await judge(page, 'choose-post')
  await dialog.getByRole('button', { name: '用这个岗位' }).click()
  await page.locator('.office', { hasText: '南关区公安局' }).waitFor()
  await page.getByRole('link', { name: '外出代办' }).waitFor()
  await page.context().close()
})

test('a duty is taken away with a reason; each quarter those that stay are confirmed', async () => {
  const page = await own.open(county.security, '/staff/people/linxiao')
  await page.getByRole('button', { name: /收回\s*审查人员/ }).click()
  const dialog = page.getByRole('dialog', { name: '收回“审查人员”' })
  await dialog.getByRole('button', { name: '收回', exact: true }).click()
  await dialog.getByText('请写明为什么收回').waitFor()
  await dialog.getByLabel('为什么收回').fill('轮岗')
  await dialog.getByRole('button', { name: '收回', exact: true }).click()
  await page.getByText('在这个岗位上还没有职责').waitFor()
  await page.goto(`${own.address}/staff/duty-reviews`)
  await page.getByRole('heading', { level: 1, name: '权限复核' }).waitFor()
  const rows = page.getByRole('button', { name: /仍然需要/ })
  await rows.first().waitFor()
  await judge(page, 'reviews')
  const [before, first] = [await rows.count(), await rows.first().getAttribute('aria-label')]
  await rows.first().click()
  await page.getByText(/已复核：仍然需要/).waitFor()
  await page.waitForFunction((count) => [...document.querySelectorAll('button')].filter((one) => one.textContent?.includes('仍然需要')).length < count, before)
  assert.notEqual(await rows.first().getAttribute('aria-label'), first)
  await page.setViewportSize({ width: 360, height: 740 })
  await judge(page, 'reviews-360')
  await page.goto(`${own.address}/staff/people`)
  await page.getByRole('link', { name: '林晓' }).first().waitFor()
  await judge(page, 'list-360')
  await page.context().close()
})
