import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import type { Api } from '#sim/api.ts'
import { accountOf } from '#sim/driver.ts'
import { browsedProvince, calm, type Browsing, type Shown } from '#tests/support/browsing.ts'
import { drive, must, person, submittedCase } from '#tests/support/cases.ts'
import { openPage, type Look } from './harness.ts'

type Unit = Record<'open' | 'green' | 'yellow' | 'red' | 'paused' | 'ended' | 'late', number> & { unit: string, unitName: string }
type Person = Awaited<ReturnType<typeof person>>

const looks: Record<string, Look> = { 'desk': { width: 1440 }, 'desk-dark': { width: 1440, theme: 'dark' }, 'phone': { width: 360 }, 'phone-dark': { width: 360, theme: 'dark' } }
const day = 86_400_000

let head: string
let resident: Person
let granted: CaseView

const own = browsedProvince(makeCases)
const { open } = own
const judge = (page: Shown, name: string) => own.judge(page, `supervision-${name}`)

/** Two ended cases with bad ratings, the older of them late to be answered; a case past its lawful day, one within it, one not yet begun. */
async function makeCases({ api }: Browsing) {
  const cast = await Promise.all([10, 20, 30, 40].map((skip) => person(api, skip)))
  const [old, mine, slow, quick] = cast as [Person, Person, Person, Person]
  const first = await drive(api, old, await submittedCase(api, old))
  await rate(api, old, first.id, 1, '窗口让我跑了三趟，每次说的材料都不一样。')
  await drive(api, slow, await submittedCase(api, slow), ({ stage }) => stage === 'deciding')
  await api.pass(60 * day)
  resident = mine
  granted = await drive(api, mine, await submittedCase(api, mine))
  await rate(api, mine, granted.id, 2, '等得太久，电话也没人接。')
  await drive(api, quick, await submittedCase(api, quick), ({ stage }) => stage === 'deciding')
  await submittedCase(api, old)
  await api.settle()
  head = accountOf('department-head', granted.unit)
}
const rate = (api: Api, who: Person, id: string, grade: number, words: string) => must(api.call(who.identityNumber, 'POST', `/cases/${id}/rating`, { grade, words }), 'rate')

const readUnits = async (who: string) => (await must(own.api.call(who, 'GET', '/supervision/lamps'), 'lamps')).value['units'] as Unit[]

const screens: [string, () => string, string][] = [
  ['units', () => 'supervisor', '/staff/supervision'], ['cases', () => 'supervisor', '/staff/supervision/cases?open=true'], ['warnings', () => 'supervisor', '/staff/supervision/warnings'], ['no-warnings', () => 'head', '/staff/supervision/warnings'], ['cases-head', () => head, '/staff/supervision/cases?open=false'],
  ['none', () => 'head', '/staff/supervision'], ['rectifications', () => head, '/staff/rectifications'], ['rectifications-all', () => 'supervisor', '/staff/rectifications'],
  ['no-rectifications', () => 'head', '/staff/rectifications'], ['outbox', () => 'operator', '/staff/outbox'],
]
for (const [look, size] of Object.entries(looks)) {
  test(`the supervisor's, the offices' and the operator's screens are accessible and fit: ${look}`, async () => {
    for (const [name, who, path] of screens) {
      const page = await open(who(), path, size)
      await judge(page, `${name}-${look}`)
      await page.context().close()
    }
  })
}

test('each figure is the API’s and opens as many cases', async () => {
  const units = await readUnits('supervisor')
  for (const key of ['open', 'red', 'green', 'ended'] as const) assert.ok(units.some((unit) => unit[key] > 0), key)
  const page = await open('supervisor', '/staff')
  await page.getByRole('navigation', { name: '工作导航' }).getByRole('link', { name: '电子监察' }).click()
  await page.getByRole('table').waitFor()
  const titles = { red: '超期', yellow: '临期', green: '正常', paused: '暂停计时', open: '在办', ended: '已办结', late: '超期办结' } as const
  for (const [key, title] of Object.entries(titles) as [keyof typeof titles, string][]) {
    const total = page.getByRole('list', { name: '合计' }).getByRole('link').filter({ has: page.getByText(title, { exact: true }) })
    assert.equal(await total.locator('.count').textContent(), String(units.reduce((sum, unit) => sum + unit[key], 0)), title)
    for (const unit of units) await page.getByRole('link', { name: `${unit[key]} 件${title}，${unit.unitName}`, exact: true }).waitFor()
  }
  const [unit] = units as [Unit]
  for (const [key, title] of Object.entries(titles) as [keyof typeof titles, string][]) {
    await page.getByRole('link', { name: `${unit[key]} 件${title}，${unit.unitName}`, exact: true }).press('Enter')
    await page.getByRole('heading', { name: '监察办件' }).waitFor()
    await page.locator('caption', { hasText: `${unit.unitName}：` }).waitFor()
    await calm(page)
    assert.equal(await page.locator('tbody tr').count(), unit[key], title)
    assert.equal(await page.locator('tbody a').count(), 0, 'the supervisor may not open cases')
    await page.goBack()
    await page.getByRole('heading', { name: '电子监察' }).waitFor()
    await calm(page)
  }
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('an official who may read cases opens one from the list, which is narrowed by hand', async () => {
  const page = await open(head, '/staff/supervision/cases?lamp=red&open=true')
  await page.getByLabel('时限', { exact: true }).selectOption('')
  await page.getByLabel('办没办完').selectOption('已办结')
  await page.waitForURL(/open=false/)
  await page.locator('caption', { hasText: '已办结 2 件' }).waitFor()
  await page.getByRole('link', { name: granted.number }).click()
  await page.waitForURL(new RegExp(`/staff/cases/${granted.id}$`))
  await page.getByText(granted.number).first().waitFor()
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('every warning that went out stands in the list; who may read cases opens one', async () => {
  const issued = (await must(own.api.call('supervisor', 'GET', '/supervision/issued-warnings'), 'warnings')).value['warnings'] as { number: string, kind: string }[]
  assert.ok(issued.some(({ kind }) => kind === 'red'))
  const page = await open('supervisor', '/staff/supervision')
  await page.getByRole('link', { name: `已发出预警 ${issued.length} 次` }).click()
  await page.getByRole('heading', { name: '预警清单' }).waitFor()
  await calm(page)
  assert.equal(await page.locator('tbody tr').count(), issued.length)
  assert.equal(await page.locator('tbody a').count(), 0, 'the supervisor may not open cases')
  await page.getByLabel('为什么').selectOption('red')
  await page.waitForURL(/kind=red/)
  await page.locator('caption', { hasText: `预警 ${issued.filter(({ kind }) => kind === 'red').length} 条` }).waitFor()
  assert.deepEqual(page.problems, [])
  await page.context().close()

  const mine = await open(head, '/staff/supervision/warnings?kind=red')
  await mine.locator('tbody').getByRole('link').first().click()
  await mine.waitForURL(/\/staff\/cases\//)
  await mine.context().close()
})

test('the office answers a bad rating by keyboard; the late one is marked; too short an answer is told', async () => {
  const page = await open(head, '/staff/rectifications')
  await page.getByRole('heading', { name: '待答复 2 件，其中 1 件超过期限' }).waitFor()
  assert.equal(await page.getByText(/已超过答复期限/).count(), 1)
  const answer = page.getByRole('button', { name: new RegExp(granted.number) })
  await answer.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('已改')
  await page.keyboard.press('Control+Enter')
  await page.getByText('请至少写 10 个字').waitFor()
  await judge(page, 'mistake')
  await page.keyboard.insertText('，电话已增加一名值守人员，并已向您当面道歉。')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '已答复 1 件' }).waitFor()
  await page.getByRole('heading', { name: '待答复 1 件' }).waitFor()
  await judge(page, 'answered')
  const rating = (await must(own.api.call(resident.identityNumber, 'GET', `/cases/${granted.id}/rating`), 'my rating')).value
  assert.equal((rating['rectification'] as { state: string, reply: string }).reply, '已改，电话已增加一名值守人员，并已向您当面道歉。')
  await page.context().close()

  const other = await open('supervisor', '/staff/rectifications')
  await other.getByText(/^由.+答复。$/).waitFor()
  assert.equal(await other.getByRole('button', { name: /答复/ }).count(), 0, 'the supervisor answers for no other office')
  await other.context().close()
})

test('the outbox shows what would go out, newest first; screens stay closed to others', async () => {
  const page = await open('operator', '/staff/outbox')
  const sent = (await must(own.api.call('operator', 'GET', '/outbox'), 'outbox')).value['messages'] as { text: string }[]
  assert.deepEqual(await page.locator('tbody .text').allTextContents(), sent.slice(0, 20).map(({ text }) => text))
  await page.goto(`${own.address}/staff/supervision`)
  await page.getByRole('heading', { name: '您还没有这个页面的权限' }).waitFor()
  await page.context().close()
})

test('a failing server is told, and another try helps', async () => {
  const page = await open('supervisor', '/staff')
  await page.route('**/api/supervision/lamps', (route) => route.fulfill({ status: 503, json: { title: '正忙', detail: '请稍后再试。', status: 503, code: 'kernel/busy' } }))
  await page.goto(`${own.address}/staff/supervision`)
  await page.getByRole('alert').getByText('正忙').waitFor()
  await page.unroute('**/api/supervision/lamps')
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('table').waitFor()
  await page.context().close()
})

test('a resident finds the messages from the personal centre, with how many are new', async () => {
  const page = await open(resident.identityNumber, '/', { width: 360 })
  const { unread } = (await must(own.api.call(resident.identityNumber, 'GET', '/my/messages'), 'messages')).value as { unread: number }
  assert.ok(unread > 0)
  await page.getByRole('link', { name: `您有 ${unread} 条新消息` }).waitFor()
  await page.getByRole('link', { name: new RegExp(`我的：`) }).click()
  await page.getByRole('heading', { name: '我的办件', level: 1 }).waitFor()
  const link = page.getByRole('navigation', { name: '我的', exact: true }).getByRole('link', { name: /我的消息/ })
  await link.getByText(`${unread} 条未读`).waitFor()
  await judge(page, 'centre')
  await link.click()
  await page.getByRole('heading', { name: '我的消息', level: 1 }).waitFor()
  assert.deepEqual(await page.locator('.message p').filter({ hasText: /\d{4}-\d{2}-\d{2}/ }).allTextContents(), [], 'dates are said as people do')
  await page.getByText(`${unread} 条新消息`).waitFor()
  await page.getByRole('link', { name: '我的办件' }).first().click()
  await page.getByRole('heading', { name: '我的办件', level: 1 }).waitFor()
  await calm(page)
  assert.equal(await page.locator('.unread').count(), 0)
  await page.context().close()
})

test('a resident reads messages, and opens the case', async () => {
  for (const [look, size] of Object.entries(looks)) {
    const page = await open(resident.identityNumber, '/my/messages', size)
    await page.getByText('没有新消息').waitFor()
    assert.match(await page.title(), /^我的消息/)
    await judge(page, `messages-${look}`)
    await page.context().close()
  }
  const mine = (await must(own.api.call(resident.identityNumber, 'GET', '/my/messages'), 'messages')).value
  assert.equal(mine['unread'], 0)
  const page = await open(resident.identityNumber, '/my/messages')
  assert.equal(await page.locator('.message').count(), (mine['messages'] as unknown[]).length)
  await page.getByRole('link', { name: '已办结：准予' }).click()
  await page.waitForURL(`${own.address}/my/cases/${granted.id}`)
  await page.context().close()

  const nobody = await openPage(own.browser, `${own.address}/my/messages`, { width: 360 })
  await nobody.waitForURL(/sign-in/)
  await nobody.context().close()
})
