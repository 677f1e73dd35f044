import { test } from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { must, person } from '#tests/support/cases.ts'

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

test('an agent for three firms acts for one at a time: in what that one named, and no more once it is withdrawn', async () => {
  const owners = await Promise.all([5, 7, 9].map((skip) => person(own.api, skip, { firm: 'valid' })))
  const agent = await person(own.api, 61)
  const given = await Promise.all(owners.map(async (owner, at) => String((await must(own.api.call(owner.identityNumber, 'POST', '/delegations', { firm: owner.firm, agent: agent.identityNumber, agentName: agent.name, until: '2029-12-31', ...(at === 1 ? { items: ['food-business-licence'] } : {}) }), 'authorise')).value['id'])))
  const nameOf = async (at: number) => ((await must(own.api.call(owners[at]!.identityNumber, 'GET', '/session'), 'session')).value['firms'] as { creditCode: string; name: string }[]).find((firm) => firm.creditCode === owners[at]!.firm)!.name
  const names = [await nameOf(0), await nameOf(1), await nameOf(2)]

  const page = await own.open(agent.identityNumber, '/my', { width: 360 })
  const choose = async (button: RegExp, name: string) => {
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('radio', { name }).check()
    await page.getByRole('button', { name: '用这个身份' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.getByRole('button', { name: '替家人或单位办事' }).click()
  for (const name of names) await page.getByRole('radio', { name }).waitFor()
  await judge(page, 'three-firms-360')
  await page.keyboard.press('Escape')

  await choose(/替家人或单位办事/, names[1]!)
  await page.getByText(names[1]!).first().waitFor()
  assert.equal(((await (await page.request.get(`${own.address}/api/session`)).json()) as { actsFor: { creditCode: string } }).actsFor.creditCode, owners[1]!.firm)
  await must(own.api.call(owners[1]!.identityNumber, 'POST', `/delegations/${given[1]}/withdrawal`, {}), 'withdraw')
  await page.reload()
  await page.getByRole('button', { name: '替家人或单位办事' }).click()
  for (const name of [names[0]!, names[2]!]) await page.getByRole('radio', { name }).waitFor()
  assert.equal(await page.getByRole('radio', { name: names[1]! }).count(), 0, 'the second is theirs no more')
  await judge(page, 'two-firms-left-360')
  await page.keyboard.press('Escape')

  await page.goto(`${own.address}/delegations`)
  await page.getByRole('button', { name: new RegExp(`不再代办.*${names[2]}`) }).click()
  await page.getByText('以后要再办，须由对方重新授权').waitFor()
  await judge(page, 'lay-down-360')
  await page.getByRole('button', { name: '不再代办', exact: true }).click()
  await page.getByText('您不再代办了').waitFor()
  await judge(page, 'laid-down-360')
  const left = ((await (await page.request.get(`${own.address}/api/session`)).json()) as { firms: { name: string }[] }).firms
  assert.deepEqual(left.map((firm) => firm.name), [names[0]])
  await page.context().close()
})
