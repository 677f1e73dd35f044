import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { readConfig } from '@xiangyun/kernel/config'
import { startEmbedded } from '@xiangyun/kernel/database'
import { openProvince } from '#server/province.ts'
import { innerApi, signIn } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { castFor, withCast } from '#sim/casting.ts'
import { submitApplication, walkCase } from '#sim/driver.ts'
import { walkCases } from '#sim/walk-item.ts'
import { findBrowser } from './browser.ts'
import { buildPortals } from './build-portals.ts'

/** Makes the pictures of the README: a small province with some cases, its main screens at 1440 × 900 into docs/screenshots. */
const root = join(import.meta.dirname, '..')
const out = join(root, 'docs', 'screenshots')
const owner = '229901198503070029'
const item = 'food-business-licence'
const drawnProcess = 'permit-with-site-check'

const freePort = (): Promise<number> => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address() as { port: number }; probe.close(() => done(port)) })
})

const folder = mkdtempSync(join(tmpdir(), 'xy-pictures-'))
const port = await freePort()
const config = readConfig({ ...process.env, PORT: String(port), ADDRESS: `http://localhost:${port}`, DATA_FOLDER: folder, PROVINCE_SCALE: '1500', LOG_LEVEL: 'error' }, root)
const server = await startEmbedded({ folder: join(folder, 'postgres'), durable: false })
const portals = buildPortals()
const province = await openProvince({ config, databaseUrl: server.url(), portals })
province.platform.background.start()
await portals
await province.app.listen({ port, host: 'localhost' })
const api = innerApi(province.app, province.platform.environment, { settle: () => province.platform.background.settle(), pass: () => {} })

mkdirSync(out, { recursive: true })
const { path, args, env } = await findBrowser()
const browser = await chromium.launch({ executablePath: path, args, env: { ...process.env as Record<string, string>, ...env } })
try {
  const made = await makeCases(api)
  await pictures(browser, config.address, made)
} finally {
  await browser.close()
  await province.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

type Made = { readonly running: string; readonly licence: string; readonly file: Buffer; readonly draft: string }

/** One finished case of the restaurant's owner, one under way, a draft, and others' in the queue. */
async function makeCases(api: Api): Promise<Made> {
  const plans = walkCases([join(root, 'catalogue')], item)
  const session = await api.call(owner, 'GET', '/session')
  const firm = (session.value['firms'] as { creditCode: string }[])[0]!.creditCode
  const casting = await castFor(api, plans[0]!, 5)
  const applicant = { identityNumber: owner, name: '王静', firm }
  const cast = [{ identityNumber: owner, name: '王静' }, ...casting.cast.slice(1)]
  const plan = withCast(plans[0]!, { ...casting, cast }, '2026-11-22')
  const done = await walkCase(api, item, '220102', applicant, plan, cast)
  const running = await submitApplication(api, item, '220102', applicant, plan, cast, 'pictures-running')
  for (let skip = 8; skip < 16; skip++) {
    const other = await castFor(api, plans[0]!, skip)
    const sent = await submitApplication(api, item, '220102', other.applicant, withCast(plans[0]!, other, '2026-11-22'), other.cast, `pictures-${skip}`)
    if (sent.status === 200) await accept(api, sent.value['case'] as string)
  }
  await accept(api, running.value['case'] as string)
  const draft = await api.call(owner, 'POST', '/drafts', { item, division: '220102', situations: plan.situations })
  const file = await api.call(owner, 'GET', `/licences/${done.licence!}/file`)
  return { running: running.value['case'] as string, licence: done.licence!, file: file.bytes, draft: draft.value['id'] as string }
}

async function accept(api: Api, id: string): Promise<void> {
  const clerk = 'window-clerk.government-service.220102'
  const view = await api.call(clerk, 'GET', `/cases/${id}`)
  const task = (view.value['tasks'] as { id: string }[])[0]
  if (task) await api.call(clerk, 'POST', `/tasks/${task.id}/completion`, { decision: 'accepted', comment: '材料齐全' })
}

async function pictures(browser: Browser, address: string, made: Made): Promise<void> {
  const resident = await visitor(browser, address, owner)
  await resident.goto(`${address}/`)
  await shot(resident, 'home')
  await resident.goto(`${address}/items/${item}`)
  await shot(resident, 'item')
  await resident.evaluate(async (firm) => { await fetch('/api/session/face', { method: 'POST', headers: { 'content-type': 'application/json', 'x-xiangyun': '1' }, body: JSON.stringify({ firm }) }) }, (await firmOf(resident)))
  await resident.goto(`${address}/apply/${made.draft}`)
  await resident.getByRole('button', { name: /下一步|继续/ }).first().click()
  await resident.getByText('经营者名称').first().waitFor()
  await shot(resident, 'form')
  await resident.goto(`${address}/my/cases/${made.running}`)
  await shot(resident, 'my-case')
  await resident.goto(`${address}/licences/${made.licence}`)
  await shot(resident, 'my-licences')
  const verifier = await visitor(browser, address)
  await verifier.goto(`${address}/verify`)
  await verifier.setInputFiles('input[type=file]', { name: '食品经营许可证.ofd', mimeType: 'application/ofd', buffer: made.file })
  await verifier.getByText('真实有效').first().waitFor()
  await shot(verifier, 'verifier')
  await staff(browser, address, 'clerk', '/counter', 'counter', async (page) => {
    await page.getByLabel('身份号码').fill(owner)
    await page.getByLabel('姓名').fill('王静')
    await page.getByRole('button', { name: '核对身份' }).click()
    await page.waitForTimeout(1500)
  })
  await staff(browser, address, 'reviewer', '/queue', 'queue')
  await staff(browser, address, 'manager', `/items/${item}`, 'item-manager')
  await staff(browser, address, 'auditor', '/audit', 'auditor')
  await staff(browser, address, 'manager', `/processes/${drawnProcess}`, 'process-designer', async (page) => {
    await page.getByRole('tab', { name: '设计' }).click()
    await page.locator('[data-element-id="review"]').first().click()
  })
  await staff(browser, address, 'process-operator', `/processes/${drawnProcess}/running`, 'process-running', async (page) => { await page.locator('[data-element-id="review"]').first().waitFor() })
}

/** The first firm that the signed-in resident may act for. */
function firmOf(page: Page): Promise<string> {
  return page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { firms: { creditCode: string }[] }).firms[0]!.creditCode)
}

async function staff(browser: Browser, address: string, who: string, at: string, name: string, first: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  const page = await visitor(browser, address, who)
  await page.goto(`${address}/staff${at}`)
  await first(page)
  await shot(page, name)
}

async function visitor(browser: Browser, address: string, who?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  if (who) {
    const [name, value] = (await signIn(address, who)).split('=') as [string, string]
    await context.addCookies([{ name, value, url: address }])
  }
  return context.newPage()
}

async function shot(page: Page, name: string): Promise<void> {
  await page.locator('main').waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(out, `${name}.png`) })
  process.stdout.write(`${name}\n`)
}
