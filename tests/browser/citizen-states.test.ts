import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { buildPortals, type Portals } from '../../tools/build-portals.ts'
import type { Session } from '#modules/capabilities/identity/contract.ts'
import { assertAccessible, assertNoSidewaysScroll, openPage, screenshot, servePortal, startBrowser } from './harness.ts'

const person = {
  signedIn: true, name: '周建民', kind: 'person', detail: '2299**********0313', assurance: 'real-name', permissions: ['cases:apply'], actsFor: null, actsForPerson: null, firms: [], unit: null, posts: [], demonstration: true, now: '2026-11-23T01:00:00Z',
} satisfies Session
const id = '01a20157-eca9-7030-852b-7052d81b4df9'
const order = { id, payCode: '22010226000000000017', title: '居民身份证工本费', basis: '发改价格〔2003〕2322号', amount: 20, state: 'due', payer: '周建民', receipt: null, paidAt: null, case: id }
const form = { id: 'x', order: ['/reason'], rules: [], schema: { type: 'object', properties: { reason: { type: 'string' } } }, sections: [{ title: '原因', asks: [{ at: '/reason', path: ['reason'], kind: 'text', title: '原因', required: true }] }] }
const guide = {
  id: 'marriage', version: 1, name: '内地居民结婚登记', summary: '', type: '行政确认', kind: '即办件', sample: true, for: ['person'], basicCode: '000511001000', implementationCode: '', codeCertainty: 'C', division: '220102', divisionName: '长春市南关区',
  office: { name: '南关区民政局', place: '二楼', hours: '工作日 9:00–16:30', telephone: '0431-00000109（示例）', claimed: false }, statutory: '当场', promise: '当场', promiseWorkdays: 0, visits: 1, visitReason: '双方本人到场', online: 'II',
  fee: { charged: false, name: null, standard: null, basis: null }, conditions: [], materials: [], situations: [], steps: [], result: { name: '结婚证', valid: null, licence: true }, appeal: { review: '60 天', lawsuit: '6 个月' }, basis: [], afterwards: [], faq: [], mistakes: [],
  assurance: 'strong', firmNeeded: false, certainty: {}, effectiveFrom: '2025-05-10',
}
const view = {
  id, number: '11220102TTARQ7QA8N400013100300020261122000001', item: 'marriage', itemName: '内地居民结婚登记', applicantName: '陈浩', division: '220102', unitName: '南关区民政局', stage: 'signing', stageName: '待签署', outcome: null, outcomeName: null, turn: '轮到您', lamp: 'yellow',
  dueOn: '2026-11-24', promiseOn: '2026-11-23', workdaysLeft: 0, channel: 'web', submittedAt: '2026-11-22T01:00:00Z', endedAt: null, itemVersion: 1, unit: 'civil-affairs@220102', windowUnit: 'x', acceptedAt: '2026-11-22T02:00:00Z', telephone: '0431-00000109（示例）',
  timeline: [{ at: '2026-11-22T01:00:00Z', kind: 'submitted', who: '申请人', text: '提交申请' }],
  tasks: [{ id, name: '本人签署声明', action: 'sign', people: 'party', unit: 'x', dueOn: '2026-11-24', openedAt: '2026-11-22T02:00:00Z', mine: true, batch: false, givenTo: null, decisions: [{ value: 'signed', label: '签署', reasoned: false }, { value: 'declined', label: '不签署', reasoned: true }], asks: [] }],
  ask: null, result: null, fee: null, pauses: [], situations: {}, answers: { reason: '自愿' }, materials: [], facts: {}, grounds: [], assessment: null, names: {}, written: [], held: null, canWithdraw: false, canRate: false, mine: false,
}
const items = { total: 0, items: [], themes: [] }
const answers = {
  '/api/session': person, '/api/items': items, '/api/often': { items: [] }, '/api/my/messages': { messages: [], unread: 0 }, '/api/drafts': { drafts: [] }, '/api/my/cases': { cases: [], total: 0 }, '/api/my/licences': { licences: [] },
  [`/api/payments/${id}`]: order, [`POST /api/payments/${id}/payment`]: { ...order, state: 'paid', receipt: 'P20261123000001', paidAt: '2026-11-23T01:05:00Z' },
  [`/api/cases/${id}`]: view, [`/api/cases/${id}/forms`]: { forms: [] }, '/api/items/marriage': guide, '/api/items/marriage/versions/1/form': form, [`POST /api/tasks/${id}/completion`]: { case: id, stage: 'issuing', outcome: null },
  'POST /api/session/step-up/code': { sentTo: '199****0008', minutes: 5, demonstrationCode: '246810' }, 'POST /api/session/step-up': { assurance: 'strong', accepted: true }, 'GET /api/session/step-up/ways': { face: false },
}

let browser: Browser
let portals: Portals
let served: { url: string; close: () => Promise<void> }
before(async () => {
  [portals, browser] = await Promise.all([buildPortals(), startBrowser()])
  served = await servePortal(portals.citizen, answers)
})
after(async () => {
  await browser?.close()
  await served?.close()
})

async function judge(page: Page, name: string) {
  await screenshot(page, `citizen-state-${name}`)
  await assertAccessible(page, name)
  await assertNoSidewaysScroll(page, name)
}

for (const width of [360, 1440]) {
  test(`nothing yet is said with what to do next, at ${width}`, async () => {
    const page = await openPage(browser, `${served.url}/my`, { width })
    await page.getByText('您还没有办件').waitFor()
    await judge(page, `no-cases-${width}`)
    await page.goto(`${served.url}/items?text=zzz`)
    await page.getByText('“zzz”没有找到，现在还不能网上办').waitFor()
    await judge(page, `nothing-found-${width}`)
    await page.context().close()
  })

  test(`a fee is paid at the marked demonstration bank, at ${width}`, async () => {
    const page = await openPage(browser, `${served.url}/pay/${id}`, { width })
    await page.getByText('演示', { exact: true }).waitFor()
    await judge(page, `fee-due-${width}`)
    await page.getByRole('button', { name: '缴 ¥20.00' }).click()
    await page.getByRole('heading', { name: '已经缴清' }).waitFor()
    await judge(page, `fee-paid-${width}`)
    assert.deepEqual(page.problems, [])
    await page.context().close()
  })

  test(`a party signs, or says why not, at ${width}`, async () => {
    const page = await openPage(browser, `${served.url}/my/cases/${id}`, { width })
    await page.getByRole('heading', { name: '请您处理：本人签署声明' }).waitFor()
    await judge(page, `signing-${width}`)
    await page.getByRole('button', { name: '不签署' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '不签署' }).click()
    await page.getByText('请说明原因，至少 4 个字').waitFor()
    await judge(page, `declining-${width}`)
    await page.keyboard.press('Escape')
    const told = page.waitForRequest((request) => request.url().endsWith('/completion') && request.postData()?.includes('"signed"') === true)
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await told
    assert.deepEqual(page.problems, [])
    await page.context().close()
  })
}

test('a surer proof is asked for when the item wants it, and the application goes on', async () => {
  const page = await openPage(browser, `${served.url}/help`, { width: 360 })
  let isProved = false
  await page.route('**/api/session/step-up', async (route) => { isProved = true; await route.fallback() })
  await page.route('**/api/drafts', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    if (!isProved) return route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ status: 403, code: 'kernel/step-up-needed', title: '这项操作需要更高等级的身份核验' }) })
    return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ status: 409, code: 'cases/no-office', title: '这个地方不办理这个事项' }) })
  })
  await page.goto(`${served.url}/apply/new?item=marriage`)
  await page.getByRole('heading', { name: '再确认一次是您本人' }).waitFor()
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByLabel('短信验证码').fill('246810')
  await judge(page, 'step-up')
  await page.getByRole('button', { name: '核验并继续' }).click()
  await page.getByText('这个地方不办这件事，请换一个地区再试。').waitFor()
  await judge(page, 'no-office')
  await page.context().close()
})

test('a failing server is said with another try, which works', async () => {
  const page = await openPage(browser, `${served.url}/help`, { width: 360 })
  let isBroken = true
  await page.route('**/api/my/cases*', (route) => (isBroken ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503, code: 'kernel/busy', title: '系统正忙，请稍后再试', trace: 't-1' }) }) : route.fallback()))
  await page.goto(`${served.url}/my`)
  await page.getByText('系统正忙，请稍后再试').waitFor()
  await page.getByText('问题编号：t-1').waitFor()
  await judge(page, 'busy')
  isBroken = false
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByText('您还没有办件').waitFor()
  await page.context().close()
})

test('without a network the page says so and keeps what is there', async () => {
  const page = await openPage(browser, `${served.url}/pay/${id}`, { width: 360 })
  await page.getByRole('button', { name: '缴 ¥20.00' }).waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '缴 ¥20.00' }).click()
  await page.getByText('连不上服务器').waitFor()
  await judge(page, 'offline')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '缴 ¥20.00' }).click()
  await page.getByRole('heading', { name: '已经缴清' }).waitFor()
  await page.context().close()
})
