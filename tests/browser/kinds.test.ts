import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { formKinds } from '#kinds/kinds.ts'
import { portalConfig } from '../../portals/vite.config.ts'
import { assertAccessible, assertNoSidewaysScroll, openPage, screenshot, servePortal, smallTargets, startBrowser, type Look, type Served } from './harness.ts'
import { press, reach } from './keyboard.ts'

const names = Object.keys(formKinds)
let browser: Browser
let served: Served

before(async () => {
  const dir = join(import.meta.dirname, '..', '..', 'var', 'kinds-page')
  const [started] = await Promise.all([startBrowser(), build(portalConfig('design/gallery', '/', dir))])
  browser = started
  served = await servePortal(dir)
})
after(async () => {
  await browser?.close()
  await served?.close()
})

type Shown = Page & { problems: string[] }

const open = (look: Look): Promise<Shown> => openPage(browser, `${served.url}/kinds`, look)

/** Goes to a kind within the page, as a click on its tile does. */
async function show(page: Page, name: string): Promise<void> {
  await page.evaluate((query) => { history.pushState({}, '', `/kinds?kind=${query}`); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }, name)
  await page.locator('dl.facts code', { hasText: new RegExp(`^${name}$`) }).waitFor()
  await page.locator('.state').first().waitFor()
  await page.waitForFunction(() => !/正在打开“|正在查/.test(document.querySelector('main')?.textContent ?? ''))
}

const looks: Record<string, Look> = { 'phone': { width: 360 }, 'desk': { width: 1440 }, 'phone-elder-dark': { width: 360, elder: true, theme: 'dark' } }

for (const [look, how] of Object.entries(looks)) {
  test(`every kind is accessible in every state and fits: ${look}`, async () => {
    const page = await open(how)
    await screenshot(page, `kinds-${look}`)
    await assertAccessible(page, `kinds ${look}`)
    for (const name of names) {
      await show(page, name)
      const title = `kind-${name}-${look}`
      await screenshot(page, title)
      await assertAccessible(page, title)
      await assertNoSidewaysScroll(page, title)
      assert.deepEqual(await smallTargets(page, how.elder ? 56 : 44), [], title)
    }
    assert.deepEqual(page.problems, [])
    await page.context().close()
  })
}
