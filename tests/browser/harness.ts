import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { portalConfig } from '../../portals/vite.config.ts'
import { findBrowser } from '../../tools/browser.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pictures = join(root, 'var', 'screenshots')
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function startBrowser(): Promise<Browser> {
  const { path, args, env } = await findBrowser()
  return chromium.launch({ executablePath: path, args, env: { ...process.env as Record<string, string>, ...env } })
}

export interface Look { width: number, height?: number, theme?: 'light' | 'dark', elder?: boolean, contrast?: boolean }

/** The looks every screen is judged by. */
export const looks: Record<string, Look> = {
  'phone': { width: 360 },
  'phone-dark': { width: 360, theme: 'dark' },
  'phone-elder': { width: 360, elder: true },
  'desk': { width: 1440 },
  'desk-dark': { width: 1440, theme: 'dark' },
  'desk-elder': { width: 1440, elder: true },
  'desk-elder-dark': { width: 1440, elder: true, theme: 'dark' },
  'desk-contrast': { width: 1440, contrast: true },
}

/** A fresh visitor's page in one look; what the page logs as an error is kept on `page.problems`. */
export async function openPage(browser: Browser, url: string, look: Look): Promise<Page & { problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height ?? (look.width < 600 ? 740 : 900) },
    colorScheme: look.theme ?? 'light', reducedMotion: 'reduce', locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
  })
  const choice = { theme: look.theme ?? 'system', elder: look.elder ?? false, contrast: look.contrast ?? false }
  await context.addInitScript((kept) => { localStorage.setItem('xiangyun-look', kept) }, JSON.stringify(choice))
  context.setDefaultTimeout(10_000)
  const page = Object.assign(await context.newPage(), { problems: [] as string[] })
  page.on('pageerror', (error) => page.problems.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') page.problems.push(message.text()) })
  await page.goto(url)
  await page.locator('main').waitFor()
  await page.locator('main :is(h1, h2, form, table)').last().waitFor()
  return page
}

declare global { interface Window { axe: typeof axe } }

/** Runs axe with the WCAG 2.2 AA and best-practice rules; every finding is a line that names rule and place. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }))
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.target.join(' ')}\n  ${node.failureSummary ?? ''}`))
}

export async function assertAccessible(page: Page, name: string) {
  const problems = await accessibilityProblems(page)
  assert.deepEqual(problems, [], `${name} is not accessible:\n${problems.join('\n')}`)
}

/** Nothing sticks out sideways: the page is never wider than the window. */
export async function assertNoSidewaysScroll(page: Page, name: string) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(over <= 0, `${name} is ${over} px wider than the window`)
}

/** Everything to press is at least as large as the look promises; words inside text lines are free. */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => [...document.querySelectorAll<HTMLElement>('button, select, input:not([type=checkbox]):not([type=radio]), .choice, a.button, summary')]
    .filter((element) => element.checkVisibility() && !element.closest('.unseen') && element.getBoundingClientRect().height < size - 0.5 && !element.matches('.sorter'))
    .map((element) => `${element.tagName} “${element.textContent.trim().slice(0, 20)}” ${Math.round(element.getBoundingClientRect().height)} px`), least)
}

/** Kept under var/screenshots when PICTURES is set, for people to look at. */
export async function screenshot(page: Page, name: string, whole = true): Promise<void> {
  if (!process.env.PICTURES) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole })
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json',
}

export interface Served { url: string, close: () => Promise<void> }

/** Serves a built portal as the server does: history fallback, the real content policy, and answers for /api. */
export async function servePortal(dir: string, api: Record<string, unknown> = {}, base = '/'): Promise<Served> {
  const server = createServer((request, reply) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (path.startsWith('/api/')) {
      const answer = api[`${request.method} ${path}`] ?? api[path]
      reply.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(answer ?? { title: '没有找到', status: 404, code: 'kernel/not-found' }))
      return
    }
    const file = extname(path) ? path.replace(base, '/') : '/index.html'
    readFile(join(dir, file)).then((bytes) => {
      reply.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy })
      reply.end(bytes)
    }, () => reply.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => closed(server) }
}

const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'"

const closed = (server: Server) => new Promise<void>((resolve) => {
  server.close(() => resolve())
  server.closeAllConnections()
})

/** Builds the gallery of components and answers where it stands. */
export async function buildGallery(): Promise<string> {
  const dir = join(root, 'var', 'gallery')
  await build(portalConfig('design/gallery', '/', dir))
  return dir
}
