import { after, before } from 'node:test'
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { innerApi, signIn } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { assertAccessible, assertNoSidewaysScroll, openPage, screenshot, startBrowser, type Look } from '../browser/harness.ts'
import { buildPortals, type Portals } from '../../tools/build-portals.ts'
import { movable } from './clock.ts'
import { testProvince } from './province.ts'
import type { TestProvince } from './province.ts'
import { freePort } from './servers.ts'

/** A page whose logged errors are kept. */
export type Shown = Page & { problems: string[] }

export interface Browsing {
  browser: Browser
  portals: Portals
  province: TestProvince
  api: Api
  address: string
  /** A screen of the portals as one person sees it, come to rest; nobody signed in without a name. */
  open: (who: string | undefined, path: string, look?: Look) => Promise<Shown>
  /** Signs in anew the next time: they have signed out. */
  forget: (who: string) => void
  /** Accessible, not wider than the window, nothing logged; pictured when asked for. */
  judge: (page: Shown, name: string) => Promise<void>
}

/** A province that listens, its portals and a browser, for all tests of a file; filled by `make` before the first. */
export function browsedProvince(make: (own: Browsing) => Promise<void> = async () => {}, environment: Record<string, string> = {}): Browsing {
  const cookies = new Map<string, string>()
  const own = { open: opener(), judge, forget: (who: string) => void cookies.delete(who) } as Browsing
  before(async () => {
    const port = await freePort()
    own.address = `http://localhost:${port}`
    const clock = movable()
    const building = buildPortals()
    own.browser = await startBrowser()
    own.province = await testProvince({ environment: { PORT: String(port), ADDRESS: own.address, ...environment }, portals: building, clock })
    own.portals = await building
    await own.province.app.listen({ port, host: 'localhost' })
    own.api = innerApi(own.province.app, own.province.platform.environment, {
      settle: () => own.province.platform.background.settle(),
      pass: clock.move,
    })
    await make(own)
  })
  after(async () => {
    await own.browser?.close()
    await own.province?.end()
  })
  return own

  function opener(): Browsing['open'] {
    return async (who, path, look = { width: 1440 }) => {
      const page = await openPage(own.browser, `${own.address}/help`, look)
      if (who) {
        const cookie = cookies.get(who) ?? await signIn(own.address, who)
        cookies.set(who, cookie)
        const [name, value] = cookie.split('=') as [string, string]
        await page.context().addCookies([{ name, value, url: own.address }])
      }
      await page.goto(`${own.address}${path}`)
      await page.locator('main :is(h1, h2)').first().waitFor({ state: 'attached' })
      await calm(page)
      page.problems.length = 0
      return page
    }
  }
}

/** Everything asked for has come. */
export async function calm(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('main .wait').waitFor({ state: 'detached' })
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'))
}

async function judge(page: Shown, name: string): Promise<void> {
  await calm(page)
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await screenshot(page, name)
  await assertAccessible(page, name)
  await assertNoSidewaysScroll(page, name)
  assert.deepEqual(page.problems, [], name)
}
