import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { buildPortals, firstPageBudget, firstPageScript, type Portals } from '../../tools/build-portals.ts'
import type { Session } from '#modules/capabilities/identity/contract.ts'
import { assertAccessible, assertNoSidewaysScroll, looks, openPage, screenshot, servePortal, startBrowser } from './harness.ts'

const person = {
  signedIn: true, name: '王小明', kind: 'person', detail: '2299**********1234', assurance: 'real-name', permissions: [], actsFor: null, actsForPerson: null,
  firms: [{ creditCode: '92220102MA0000010C', name: '长春市南关区松江小馆', via: 'representative', until: null }], unit: null, posts: [], demonstration: true, now: '2026-11-23T01:00:00Z',
} satisfies Session
const official = { ...person, kind: 'official', name: '张华', firms: [], unit: { id: 'market-supervision@220102', name: '南关区市场监督管理局', division: '220102' } }
const nobody = { ...person, signedIn: false, kind: 'anonymous', name: '', firms: [] }
const place = (code: string, name: string, level: string) => ({ code, name, level, parent: null, hasChildren: true })
const divisions = {
  '/api/divisions/220000/children': { division: place('220000', '吉林省', 'province'), path: [], children: [place('220100', '长春市', 'prefecture')] },
  '/api/divisions/220100/children': { division: place('220100', '长春市', 'prefecture'), path: [], children: [place('220102', '南关区', 'county')] },
  '/api/divisions/220102/children': { division: place('220102', '南关区', 'county'), path: [], children: [] },
}

let browser: Browser
let portals: Portals

before(async () => { [portals, browser] = await Promise.all([buildPortals(), startBrowser()]) })
after(async () => { await browser?.close() })

test('a resident’s first page loads at most 60 KB of script', async () => {
  const { bytes, files } = await firstPageScript(portals.citizen)
  assert.ok(bytes <= firstPageBudget, `${bytes} bytes in ${JSON.stringify(files)}`)
})

test('the citizen shell is accessible in every look, at the edges of the portal', async () => {
  const served = await servePortal(portals.citizen, { '/api/session': person, '/api/session/persons': { persons: [] }, ...divisions })
  for (const [name, look] of Object.entries(looks)) {
    const page = await openPage(browser, `${served.url}/no-such-page`, look)
    await page.getByText('王小明').waitFor()
    await screenshot(page, `citizen-shell-${name}`)
    await assertAccessible(page, name)
    await assertNoSidewaysScroll(page, name)
    assert.deepEqual(page.problems, [])
    await page.context().close()
  }
  await served.close()
})

test('a resident chooses a place, a look and for whom to act', async () => {
  const served = await servePortal(portals.citizen, { '/api/session': person, '/api/session/persons': { persons: [] }, ...divisions })
  const page = await openPage(browser, `${served.url}/no-such-page`, { width: 360 })
  await page.getByRole('button', { name: /当前地区/ }).click()
  await page.getByLabel('市（州）').selectOption('长春市')
  await page.getByLabel('县（市、区）').selectOption('南关区')
  await assertAccessible(page, 'place chooser')
  await screenshot(page, 'place-chooser', false)
  await page.getByRole('button', { name: '用这个地区' }).click()
  await page.getByRole('button', { name: /长春市 南关区/ }).waitFor()

  await page.getByRole('button', { name: '长辈版' }).click()
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), '22px')
  await page.getByRole('button', { name: '显示' }).click()
  await page.getByRole('radio', { name: '深色' }).check()
  await assertAccessible(page, 'display settings')
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /办事身份/ }).click()
  await page.getByRole('radio', { name: /松江小馆/ }).waitFor()
  await assertAccessible(page, 'face chooser')
  assert.deepEqual(page.problems, [])
  await page.context().close()
  await served.close()
})

test('the staff shell is accessible, and sends those who are not signed in to sign in', async () => {
  const served = await servePortal(portals.staff, { '/api/session': official }, '/staff/')
  for (const [name, look] of Object.entries(looks)) {
    const page = await openPage(browser, `${served.url}/staff/`, look)
    await page.getByRole('heading', { name: /张华/ }).waitFor()
    await screenshot(page, `staff-shell-${name}`)
    await assertAccessible(page, name)
    await assertNoSidewaysScroll(page, name)
    assert.deepEqual(page.problems, [])
    await page.context().close()
  }
  await served.close()

  const closed = await servePortal(portals.staff, { '/api/session': nobody }, '/staff/')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${closed.url}/staff/queue?lamp=red`)
  await page.waitForURL(/\/sign-in\?return=%2Fstaff%2Fqueue%3Flamp%3Dred$/)
  await context.close()
  await closed.close()
})
