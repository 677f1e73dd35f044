import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import {
  assertAccessible, assertNoSidewaysScroll, buildGallery, looks, openPage, screenshot, servePortal, smallTargets, startBrowser, type Served,
} from './harness.ts'

let browser: Browser
let gallery: Served

before(async () => {
  const [dir, started] = await Promise.all([buildGallery(), startBrowser()])
  browser = started
  gallery = await servePortal(dir)
})
after(async () => {
  await browser?.close()
  await gallery?.close()
})

const parts = ['controls', 'shows', 'tables', 'search', 'form', 'form?mode=sections', 'form?mode=counter']

for (const [name, look] of Object.entries(looks)) {
  test(`every component is accessible and fits: ${name}`, async () => {
    for (const part of parts) {
      const page = await openPage(browser, `${gallery.url}/${part}`, look)
      const title = `${part.replace('?mode=', '-')}-${name}`
      await page.waitForTimeout(300)
      await screenshot(page, title)
      await assertAccessible(page, title)
      await assertNoSidewaysScroll(page, title)
      assert.deepEqual(await smallTargets(page, look.elder ? 56 : 44), [], title)
      assert.deepEqual(page.problems, [], title)
      await page.context().close()
    }
  })
}
