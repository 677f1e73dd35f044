import { after, before } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import type { Form } from '@xiangyun/forms'
import { assertAccessible, assertNoSidewaysScroll, buildGallery, openPage, screenshot, servePortal, smallTargets, startBrowser, type Served } from './harness.ts'

export type Shown = Page & { problems: string[] }

/** What the province's list would say below a division. */
const places = (code: string) => ({ division: { code, name: '南岭街道', level: 'town' }, path: [], children: [{ code: `${code}001`, name: '南岭社区' }] })

/** The designer in the gallery, for all tests of a file. */
export function designerPages(): (width?: number, query?: string, look?: object) => Promise<Shown> {
  let browser: Browser
  let gallery: Served

  before(async () => {
    const [dir, started] = await Promise.all([buildGallery(), startBrowser()])
    browser = started
    gallery = await servePortal(dir, Object.fromEntries(['220000', '220100', '220102', '220102001', '220102001001'].map((code) => [`GET /api/divisions/${code}/children`, places(code)])))
  })
  after(async () => {
    await browser?.close()
    await gallery?.close()
  })

  return async (width = 1440, query = '', look: object = {}): Promise<Shown> => {
    const page = await openPage(browser, `${gallery.url}/designer${query}`, { width, ...look })
    await page.getByRole('tree').waitFor({ state: 'attached' })
    return page
  }
}

export async function judge(page: Shown, name: string): Promise<void> {
  // A window in the page is never idle to those who wait for it.
  if (await page.locator('iframe').count() === 0) await page.waitForLoadState('networkidle')
  await screenshot(page, `form-designer-${name}`)
  await assertAccessible(page, name)
  await assertNoSidewaysScroll(page, name)
  assert.deepEqual(await smallTargets(page, 44), [], name)
  assert.deepEqual(page.problems, [], name)
}
export const kept = async (page: Page): Promise<Form> => JSON.parse(await page.locator('#kept').innerText()) as Form
export const node = (page: Page, title: string) => page.getByRole('treeitem', { name: new RegExp(`^${title}`) })
export const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).click()
export const entry = (page: Page, title: string) => page.locator('.entry').filter({ has: page.locator('.what', { hasText: new RegExp(`^${title}$`) }), hasNotText: '不预填' }).first()
export const naming = (page: Page) => page.locator('.edit input')
export const focusedName = (page: Page) => page.evaluate(() => (document.activeElement?.textContent ?? '').trim().slice(0, 40))
/** An answer's name comes a moment after its title. */
export const settled = (page: Page) => page.waitForFunction(() => !/"at":"\/question\d/.test(document.querySelector('#kept')?.textContent ?? ''))
