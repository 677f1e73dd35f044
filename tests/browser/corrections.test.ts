import { test } from 'node:test'
import assert from 'node:assert/strict'
import { samplePdf } from '#sim/sample-files.ts'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { must } from '#tests/support/cases.ts'

const resident = '229901199802140212'
const neighbour = '22990119990808022X'
const police = 'reviewer.public-security.220102'
const school = 'department-head.education.220102'
const form = {
  schema: { type: 'object', required: ['name', 'education', 'view'], properties: { name: { title: '姓名' }, education: { title: '学历' }, nation: { title: '民族' }, view: { title: '您的意见', maxLength: 500 } } },
  ui: [{ section: '您的情况', ask: [{ at: '/name', kind: 'person-name', prefill: 'applicant.name', correctable: false }, { at: '/education', kind: 'text', prefill: 'applicant.education' }, { at: '/nation', kind: 'text', prefill: 'applicant.nation', correctable: false }, { at: '/view', kind: 'long-text' }] }],
}

let key = ''
const own = browsedProvince(async ({ api }) => {
  const added = (await must(api.call('manager', 'POST', '/collections', { title: '居民情况登记' }), 'add')).value as { key: string }
  key = added.key
  const saved = await must(api.call('manager', 'PUT', `/collections/${key}/draft`, { form, audience: 'person', closesOn: null, revision: 1 }), 'save')
  assert.deepEqual(saved.value['problems'], [])
  await must(api.call('manager', 'POST', `/collections/${key}/versions`, { revision: saved.value['revision'], note: '' }), 'publish')
})
const judge = (page: Shown, name: string) => own.judge(page, `corrections-${name}`)

test('a resident says that a known value is wrong: who answers and when is told, mistakes lead to the field, and the form goes on', async () => {
  const page = await own.open(resident, `/forms/${key}`, { width: 360 })
  await page.getByRole('button', { name: /不对？\s*姓名/ }).click()
  const dialog = page.getByRole('dialog', { name: '“姓名”不对' })
  await dialog.getByText('人口库里登记的姓名').waitFor()
  await dialog.getByText(/南关区公安局，10 个工作日内（2026年12月7日（周一）前）答复您/).waitFor()
  await judge(page, 'ask-360')
  await dialog.getByRole('button', { name: '提交更正申请' }).click()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'at-wanted')
  await judge(page, 'ask-wrong-360')
  await page.keyboard.type('陈灏')
  await dialog.getByLabel('为什么不对').fill('登记时写错了字')
  await dialog.getByLabel(/证明/).setInputFiles({ name: '出生证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf) })
  await dialog.getByText('已上传 ·').waitFor()
  await dialog.getByRole('button', { name: '提交更正申请' }).click()
  await page.getByRole('dialog', { name: '更正申请已送到' }).getByText('这张表不用等').waitFor()
  await judge(page, 'sent-360')
  await page.getByRole('button', { name: '接着填表' }).click()
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /不对？/, 'focus is where it was')
  await page.getByRole('button', { name: /不对？\s*姓名/ }).click()
  await page.getByText('这一项您已经申请过更正').waitFor()
  await judge(page, 'again-360')
  await page.context().close()
})

test('what may be typed here is typed here, and putting the register right is offered', async () => {
  const page = await own.open(neighbour, `/forms/${key}`, { width: 1440, elder: true })
  await page.getByRole('button', { name: /不对？\s*学历/ }).click()
  await page.getByLabel('学历').fill('硕士研究生')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await judge(page, 'offered-elder')
  await page.getByRole('button', { name: /申请更正登记/ }).click()
  const dialog = page.getByRole('dialog', { name: '“学历”不对' })
  assert.equal(await dialog.getByLabel('应当是').inputValue(), '硕士研究生')
  await judge(page, 'ask-elder')
  await dialog.getByLabel('为什么不对').fill('去年已经毕业')
  await dialog.getByRole('button', { name: '提交更正申请' }).click()
  await page.getByText('您可以先按正确的内容填').waitFor()
  await page.context().close()
})

test('the office works its queue by keyboard: both values beside each other, the proof, and the answer', async () => {
  for (const width of [1440, 360]) {
    const page = await own.open(police, '/staff/corrections', { width })
    await judge(page, `queue-${width}`)
    await page.getByRole('tab', { name: /已答复/ }).click()
    await page.getByText('还没有答复过').waitFor()
    await judge(page, `queue-empty-${width}`)
    await page.context().close()
  }
  const page = await own.open(police, '/staff/corrections')
  await page.getByRole('link', { name: /^GZ/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '人口库：姓名' }).waitFor()
  for (const words of ['陈浩', '陈灏', '登记时写错了字', '出生证明.pdf']) await page.getByText(words).first().waitFor()
  await page.getByLabel('怎样核实的').focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText('请选择更正还是不予更正').waitFor()
  await judge(page, 'answer-wrong')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.type('已调取户籍底册核对，登记时写错')
  await page.keyboard.press('Control+Enter')
  await page.getByText('申请人会收到消息').waitFor()
  await page.getByText('这件办完了').waitFor()
  await judge(page, 'answered')
  await page.context().close()
  const other = await own.open(school, '/staff/corrections')
  await other.getByRole('link', { name: /^GZ/ }).click()
  await other.getByLabel('不予更正').check()
  await judge(other, 'refusing')
  await other.getByLabel('不予更正的理由').fill('学信网查不到这份学历，请补交毕业证书')
  await other.getByRole('button', { name: '不予更正并告知' }).click()
  await other.getByText('60 日内申请行政复议').waitFor()
  await other.context().close()
})

test('each sees the answer: in the list, in a message, and in the next form', async () => {
  const page = await own.open(resident, '/my', { width: 360 })
  await page.getByRole('link', { name: '我的信息' }).click()
  await page.getByRole('link', { name: '我申请过的更正' }).click()
  await page.getByText('登记已经改过来').waitFor()
  await judge(page, 'mine-360')
  await own.api.settle()
  await page.goto(`${own.address}/my/messages`)
  await page.getByText('登记已更正').first().waitFor()
  await page.goto(`${own.address}/forms/${key}`)
  await page.getByText('陈灏').first().waitFor()
  await page.context().close()
  for (const [name, look] of [['elder', { width: 360, elder: true }], ['dark', { width: 1440, theme: 'dark' }]] as const) {
    const refused = await own.open(neighbour, '/my/corrections', look)
    await refused.getByText('学信网查不到这份学历').waitFor()
    await judge(refused, `mine-refused-${name}`)
    await refused.context().close()
  }
  const nobody = await own.open('229901197601300313', '/my/corrections', { width: 360 })
  await nobody.getByText('您没有申请过更正').waitFor()
  await judge(nobody, 'mine-empty')
  await calm(nobody)
  await nobody.context().close()
})
