import { test } from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const [father, daughter] = ['229901197601300313', '22990119990808022X']
const own = browsedProvince()
const judge = (page: Shown, name: string) => own.judge(page, `acting-${name}`)

test('a father lets his daughter do one thing for him, on a phone: he proves himself, names the thing and the last day', async () => {
  const page = await own.open(father, '/delegations', { width: 360 })
  await page.getByRole('button', { name: '给出授权' }).click()
  await page.getByText('请选至少一件事').first().waitFor()
  await judge(page, 'give-wrong-360')
  await page.getByRole('combobox', { name: '加一件事' }).fill('护照')
  await page.getByRole('option', { name: /普通护照/ }).first().click()
  await page.getByLabel('被授权人姓名').fill('刘雨欣')
  await page.getByLabel('被授权人身份证号').fill(daughter)
  await page.getByRole('group', { name: '授权到哪一天' }).getByLabel('年').fill('2028-06-30')
  await page.getByRole('button', { name: '给出授权' }).click()
  const dialog = page.getByRole('dialog', { name: '先证明是您本人' })
  await dialog.getByRole('button', { name: '发送验证码' }).click()
  const code = /验证码是 (\d{6})/.exec((await dialog.getByRole('status').first().textContent())!)![1]!
  page.problems.splice(0)
  await judge(page, 'prove-360')
  await dialog.getByLabel('短信验证码').fill(code)
  await dialog.getByRole('button', { name: '核验并继续' }).click()
  await page.getByText('可以替我办事').waitFor()
  page.problems.splice(0)
  await judge(page, 'given-360')
  await page.context().close()
})

test('the daughter chooses to act for him; the portal says so all the time, and what he did not name is refused in plain words', async () => {
  const page = await own.open(daughter, '/my', { width: 1440 })
  await page.getByRole('button', { name: '替家人或单位办事' }).click()
  await page.getByRole('radio', { name: /替 周建民 办/ }).waitFor()
  await judge(page, 'faces')
  await page.getByRole('radio', { name: /替 周建民 办/ }).check()
  await page.getByRole('button', { name: '用这个身份' }).click()
  await page.getByRole('button', { name: /替周建民办/ }).waitFor()
  await page.getByText('您现在替 周建民 办事').waitFor()
  await judge(page, 'worn')
  await page.evaluate(() => localStorage.setItem('xiangyun-place', JSON.stringify({ code: '220102', name: '长春市 南关区' })))
  await page.goto(`${own.address}/apply/new?item=social-security-card`)
  await page.getByText(/授权不包括/).first().waitFor()
  page.problems.splice(0)
  await judge(page, 'not-delegated')
  await page.context().close()
  const phone = await own.open(daughter, '/my', { width: 360, elder: true })
  await phone.getByRole('button', { name: /替周建民办/ }).waitFor()
  await judge(phone, 'worn-elder')
  await phone.context().close()
})

test('the father stops it on his phone, and at once the daughter is herself again', async () => {
  const page = await own.open(father, '/delegations', { width: 360 })
  await page.getByRole('button', { name: /撤回.*刘雨欣/ }).click()
  await page.getByText('也看不到替您办的件').waitFor()
  await judge(page, 'withdraw-360')
  await page.getByRole('button', { name: '撤回授权', exact: true }).click()
  await page.getByText('已结束', { exact: true }).waitFor()
  await page.context().close()
  const hers = await own.open(daughter, '/my', { width: 360 })
  await hers.getByRole('link', { name: /我的：.*刘雨欣/ }).waitFor()
  assert.equal(await hers.getByText('您现在替').count(), 0)
  await hers.context().close()
})
