import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const father = '229901197601300313'
const own = browsedProvince()
const judge = (page: Shown, name: string) => own.judge(page, `user-centre-${name}`)

test('somebody looks up what the registers say about them, on a phone, sees numbers only when they ask, and says that one is wrong', async () => {
  const page = await own.open(father, '/my', { width: 360 })
  await page.getByRole('link', { name: '我的信息' }).click()
  await page.getByRole('heading', { name: /人口库：/ }).waitFor()
  assert.equal(await page.getByText(father).count(), 0)
  await judge(page, 'profile-360')
  await page.getByRole('button', { name: '显示证件号码' }).click()
  await page.getByText(father).waitFor()
  await page.getByRole('button', { name: /不对？.*学历/ }).click()
  const dialog = page.getByRole('dialog', { name: '“学历”不对' })
  await dialog.getByLabel('应当是').fill('大学本科（补登）')
  await dialog.getByLabel('为什么不对').fill('去年已经毕业')
  await judge(page, 'wrong-360')
  await dialog.getByRole('button', { name: '提交更正申请' }).click()
  await page.getByText(/前会答复您/).waitFor()
  await judge(page, 'asked-360')
  await page.context().close()
})

test('takes a copy of everything home after proving who they are', async () => {
  const page = await own.open(father, '/my/profile', { width: 1440 })
  await page.getByRole('button', { name: '下载压缩包' }).click()
  const dialog = page.getByRole('dialog', { name: '先证明是您本人' })
  await dialog.getByRole('button', { name: '发送验证码' }).click()
  const code = /验证码是 (\d{6})/.exec((await dialog.getByRole('status').first().textContent())!)![1]!
  await dialog.getByLabel('短信验证码').fill(code)
  const [copy] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '核验并继续' }).click()])
  assert.match(copy.suggestedFilename(), /^个人信息副本-.+\.zip$/)
  const files = unzipSync(readFileSync(await copy.path()))
  assert.match(strFromU8(files['请先读.txt']!), /请妥善保管/)
  await judge(page, 'copy')
  await page.context().close()
  const elder = await own.open(father, '/my/profile', { width: 360, elder: true })
  await elder.getByRole('heading', { name: /人口库：/ }).waitFor()
  await judge(elder, 'profile-elder')
  await elder.context().close()
})

test('chooses which messages come, and follows an item from its guide', async () => {
  const page = await own.open(father, '/items/passport', { width: 1440 })
  await page.getByRole('button', { name: '关注，指南改了告诉我' }).click()
  await page.getByRole('button', { name: '已关注，点击取消' }).waitFor()
  await judge(page, 'followed')
  await page.getByRole('link', { name: '消息订阅' }).click()
  await page.getByRole('button', { name: /不再接收.*办件进度/ }).click()
  await page.getByRole('button', { name: /^接收.*办件进度/ }).waitFor()
  await page.getByRole('textbox', { name: '邮箱' }).fill('liu@example.com')
  await page.getByRole('button', { name: '发送验证码' }).click()
  const code = /验证码是 (\d{6})/.exec((await page.getByText(/验证码是 \d{6}/).textContent())!)![1]!
  await page.getByLabel('邮件里的验证码').fill(code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: '确认邮箱' }).click()
  await page.getByText('验证码不对').first().waitFor()
  await judge(page, 'mail-wrong')
  await page.getByLabel('邮件里的验证码').fill(code)
  await page.getByRole('button', { name: '确认邮箱' }).click()
  await page.getByText('l***@example.com').or(page.getByText('liu***@example.com')).first().waitFor()
  await judge(page, 'subscriptions')
  await page.context().close()
  const phone = await own.open(father, '/my/subscriptions', { width: 360 })
  await phone.getByRole('button', { name: /取消关注/ }).waitFor()
  await judge(phone, 'subscriptions-360')
  await phone.getByRole('button', { name: /取消关注/ }).click()
  await phone.getByText('还没有关注事项').waitFor()
  await phone.context().close()
})
