import { test } from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const manager = 'manager'
const form = (title: string, more: readonly object[] = [], properties: object = {}) => ({
  title, schema: { type: 'object', required: ['born'], properties: { born: { title: '出生日期' }, ...properties } },
  ui: [{ section: '情况', ask: [{ at: '/born', kind: 'date' }, ...more] }], rules: [{ must: 'born <= today', say: '出生日期不能晚于今天', at: '/born' }],
})

let key = ''
const own = browsedProvince(async ({ api }) => {
  key = ((await api.call(manager, 'POST', '/collections', { title: '出生登记' })).value as { key: string }).key
  const saved = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: form('出生登记'), audience: 'anyone', closesOn: null, revision: 1 })
  await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: saved.value['revision'], note: '' })
})

const read = async () => (await own.api.call(manager, 'GET', `/collections/${key}`)).value as { revision: number; source: { ui: { ask: { at: string; help?: string }[] }[] }; audience: string; closesOn: string | null }
const node = (page: Shown, title: string) => page.getByRole('treeitem', { name: new RegExp(`^${title}`) })
const setDay = async (page: Shown, day: string) => {
  for (const [at, part] of day.split('-').entries()) await page.getByRole('dialog').getByRole('group', { name: '哪天截止' }).getByRole('textbox').nth(at).fill(part)
}

test('a standing form is tried with the day on which it is filled in', async () => {
  const page = await own.open(manager, `/staff/forms/${key}`)
  await page.getByText('没有错误').waitFor()
  await page.getByRole('tab', { name: '试填' }).click()
  await page.getByRole('button', { name: '填上试填数据' }).click()
  await page.getByText('现在提交，不会被退回').waitFor()
  await page.context().close()
})

test('when somebody else has saved meanwhile, it is told by the form, and both stay at hand', async () => {
  const page = await own.open(manager, `/staff/forms/${key}`)
  await node(page, '出生日期').click()
  const other = form('出生登记', [{ at: '/remark', kind: 'text' }], { remark: { title: '备注' } })
  await own.api.call(manager, 'PUT', `/collections/${key}/draft`, { form: other, audience: 'anyone', closesOn: null, revision: (await read()).revision })
  await page.getByRole('complementary', { name: '设置' }).getByLabel('说明').fill('照户口簿写')
  await page.getByRole('heading', { name: '没有存上：别人也改了这张表' }).waitFor()
  page.problems.length = 0
  await page.getByRole('button', { name: '看别人改了什么' }).click()
  await page.getByText('新增“备注”').waitFor()
  await own.judge(page, 'staff-form-conflict')
  await page.getByRole('button', { name: '用我的覆盖' }).click()
  await page.getByText('已用您的覆盖').waitFor()
  await page.getByText(/^已保存/).waitFor()
  assert.deepEqual((await read()).source.ui[0]!.ask.map((one) => [one.at, one.help]), [['/born', '照户口簿写']])
  await page.getByRole('button', { name: '换成那一份' }).click()
  await node(page, '备注').waitFor()
  await page.getByText(/^已保存/).waitFor()
  assert.deepEqual((await read()).source.ui[0]!.ask.map((one) => one.at), ['/born', '/remark'])
  await page.getByRole('button', { name: '换成那一份' }).click()
  await node(page, '备注').waitFor({ state: 'detached' })
  await page.getByText(/^已保存/).waitFor()
  await page.context().close()
})

test('the last day lies not in the past; without another change it is not called a new version', async () => {
  const { source, revision } = await read()
  assert.equal(source.ui[0]!.ask.length, 1)
  await own.api.call(manager, 'POST', `/collections/${key}/versions`, { revision, note: '' })
  const page = await own.open(manager, `/staff/forms/${key}`)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await setDay(page, '2026-11-20')
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('截止日期已经过了').waitFor()
  await own.judge(page, 'staff-form-past-day')
  await setDay(page, '2026-12-05')
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('截止日期已改，表没有变').waitFor()
  assert.equal((await read()).closesOn, '2026-12-05')
  await page.context().close()
})

test('pausing and ending are asked about first; the count of what came in is that of the list', async () => {
  const page = await own.open(manager, `/staff/forms/${key}`)
  await page.getByRole('tab', { name: /收到的填报/ }).waitFor()
  const { version } = (await own.api.call(undefined, 'GET', `/open-forms/${key}`)).value
  assert.equal((await own.api.call(undefined, 'POST', `/open-forms/${key}/submissions`, { version, answers: { born: '2000-01-02' } })).status, 200)
  await page.getByRole('tab', { name: /收到的填报\s*0/ }).click()
  await page.getByRole('tab', { name: /收到的填报\s*1/ }).waitFor()
  await page.getByRole('button', { name: '结束', exact: true }).click()
  await page.getByRole('heading', { name: '结束填报？' }).waitFor()
  await own.judge(page, 'staff-form-ending')
  await page.getByRole('button', { name: '先不', exact: true }).click()
  await page.getByText('正在收').waitFor()
  await page.getByRole('button', { name: '暂停', exact: true }).click()
  await page.getByRole('button', { name: '暂停填报' }).click()
  await page.getByText('已暂停，填到一半的都留着').waitFor()
  await page.context().close()
})
