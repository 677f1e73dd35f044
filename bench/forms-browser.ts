import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { emitValidator } from '@xiangyun/forms'
import type { Ask, Form, JsonSchema } from '@xiangyun/forms'
import { findBrowser } from '#tools/browser.ts'
import { portalConfig } from '../portals/vite.config.ts'
import { formOf, largeForm, smallForm } from './large-form.ts'
import type { FormToMeasure } from './large-form.ts'
import { weighForm } from './form-weight.ts'
import { bounded, compared, median, notRun, quantile } from './measure.ts'
import type { Measured } from './measure.ts'
import { installPeers, peersFolder } from './peers.ts'

type Page = 'ours' | 'form-js' | 'formio'
type Size = 'large' | 'middle' | 'small'
/** Each at the largest form with which its page becomes ready: form-js 2.0.0 does not within a minute at 350 questions. */
const peers = [['form-js', 'middle', '200 questions with 60 conditions'], ['formio', 'large', '700 questions with 200 conditions']] as const
const looks: readonly (readonly [Page, Size])[] = [['ours', 'large'], ['formio', 'large'], ['ours', 'middle'], ['form-js', 'middle'], ['ours', 'small']]
type Times = { readonly first: number; readonly choose: readonly number[]; readonly type: readonly number[] }

const CHANGES = 15

/** The form in Chromium: first paint and changes, in turn with other libraries on an equal form; and what a browser loads for it. */
export async function browserForms(rounds: number): Promise<Measured[]> {
  const why = installPeers(['@bpmn-io/form-js-viewer', '@formio/js'])
  const pages: readonly Page[] = why === undefined ? ['ours', 'form-js', 'formio'] : ['ours']
  const folder = mkdtempSync(join(tmpdir(), 'xy-forms-'))
  await buildPages(folder, pages)
  const served = await serve(folder)
  const { path, args, env } = await findBrowser()
  const browser = await chromium.launch({ executablePath: path, args, env: { ...(process.env as Record<string, string>), ...env } })
  try {
    const rows: Record<string, Times[]> = {}
    for (let round = -1; round < rounds; round++) {
      for (const [page, size] of looks.filter(([one]) => pages.includes(one))) {
        const times = await look(browser, served.url, page, size)
        if (round >= 0) (rows[`${page} ${size}`] ??= []).push(times)
      }
    }
    const own = (size: Size) => rows[`ours ${size}`]!
    return [
      ...ownResults(own('large'), own('small'), rounds),
      ...peers.map(([peer, size, words]) => (why === undefined ? against(`${peer}, ${words}`, own(size), rows[`${peer} ${size}`]!) : notRun(`a choice: ${peer} / ours`, why, '≥ 1'))), await loaded(),
    ]
  } finally {
    await browser.close()
    served.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function ownResults(large: readonly Times[], small: readonly Times[], rounds: number): Measured[] {
  const choose = large.flatMap((one) => one.choose)
  const type = large.flatMap((one) => one.type)
  return [
    bounded(`700 questions, 200 conditions: a choice that shows and hides others, to the next paint, median (p95 ${quantile(choose, 0.95).toFixed(1)} ms)`, 'ms', median(choose), { most: 16, rounds }),
    bounded(`the same: a sign typed, to the next paint, median (p95 ${quantile(type, 0.95).toFixed(1)} ms)`, 'ms', median(type), { most: 16, rounds }),
    compared('first paint of 700 questions / of 10', 'ms', large.map((one, n) => ({ ours: one.first, reference: small[n]!.first })), { most: 2 }),
  ]
}

const against = (peer: string, own: readonly Times[], other: readonly Times[]): Measured =>
  compared(`a choice that shows and hides others: ${peer} / ours`, 'ms', own.map((one, n) => ({ ours: median(other[n]!.choose), reference: median(one.choose) })), { least: 1 })

/** A fresh page, as it is met the first time: opened, then changed again and again. */
async function look(browser: Browser, url: string, page: Page, size: Size): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const tab = await context.newPage()
    tab.on('pageerror', (error) => process.stderr.write(`${page}: ${error.message}\n`))
    await tab.goto(`${url}/${page}.html?size=${size}&page=${page}`)
    await tab.waitForFunction(() => (globalThis as unknown as { measured?: unknown }).measured !== undefined, undefined, { timeout: 60_000 })
    await tab.waitForTimeout(1_500)
    return await tab.evaluate(async (changes) => {
      const { measured } = globalThis as unknown as { measured: { firstPaint: number; choose: (value: string) => Promise<number>; type: (text: string) => Promise<number> } }
      const [choose, type]: number[][] = [[], []]
      for (let n = 0; n < changes; n++) {
        choose!.push(await measured.choose(n % 2 === 0 ? '丙' : '甲'))
        type!.push(await measured.type(`第 ${n} 次`))
      }
      return { first: measured.firstPaint, choose: choose!, type: type! }
    }, size === 'small' ? 0 : CHANGES)
  } finally {
    await context.close()
  }
}

async function buildPages(folder: string, pages: readonly Page[]): Promise<void> {
  const own = portalConfig('citizen', './', folder)
  const root = join(import.meta.dirname, 'pages', 'forms')
  await build({ ...own, root, build: { ...own.build, target: 'es2022', rolldownOptions: { ...own.build?.rolldownOptions, input: Object.fromEntries(pages.map((page) => [page, join(root, `${page}.html`)])) } } })
}

/** What a browser must load to show and judge a form beyond the framework: the renderer with its engine and common fields, compressed. */
async function loaded(): Promise<Measured> {
  const { form, vue } = await weighForm()
  return bounded(`renderer and engine that a form loads beside Vue (${vue.toFixed(1)} KB), compressed`, 'KB', form, { most: 60, rounds: 1 })
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json' }

async function serve(folder: string): Promise<{ url: string; close: () => void }> {
  const forms: Record<Size, FormToMeasure> = { large: largeForm(), middle: formOf(200, 60), small: smallForm() }
  const server = createServer((request, reply) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const measured = forms[(url.searchParams.get('size') ?? 'large') as Size]
    const send = (type: string, body: string | Buffer) => reply.writeHead(200, { 'content-type': TYPES[type]!, 'cache-control': 'no-store' }).end(body)
    if (url.pathname === '/form.json') return send('.json', JSON.stringify(givenTo(url.searchParams.get('page') as Page, measured)))
    if (url.pathname === '/validator.js') return send('.js', emitValidator(measured.published))
    if (url.pathname === '/formio.js') return send('.js', readFileSync(join(peersFolder, 'node_modules', '@formio', 'js', 'dist', 'formio.form.min.js')))
    const file = join(folder, url.pathname)
    return existsSync(file) ? send(extname(file), readFileSync(file)) : reply.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.closeAllConnections(); server.close() } }
}

/** The same questions and conditions in each library's own words. */
function givenTo(page: Page, { form, published, answers, facts }: FormToMeasure) {
  const asks = form.ui.flatMap((section) => section.ask)
  const depending = asks.find((ask) => /^q\d+ = "甲"$/.test(ask.when ?? ''))
  const on = depending?.when?.split(' ')[0] ?? 'q3'
  const shown = depending?.at?.slice(1) ?? 'q4'
  const typed = 'q0'
  const titleOf = (name: string) => String((form.schema['properties'] as Record<string, JsonSchema>)[name]!['title'])
  const common = { facts, answers, depends: { on, shown, title: titleOf(shown), onTitle: titleOf(on) }, typed, typedTitle: titleOf(typed) }
  if (page === 'ours') return { ...common, form: published }
  return { ...common, form: page === 'form-js' ? inFormJs(form, asks) : inFormio(form, asks) }
}

const schemaOf = (form: Form, ask: Ask): JsonSchema => (form.schema['properties'] as Record<string, JsonSchema>)[ask.at!.slice(1)]!
const options = (schema: JsonSchema) => ((schema['enum'] ?? []) as string[]).map((value) => ({ label: value, value }))
const isRequired = (form: Form, ask: Ask) => (form.schema['required'] as string[]).includes(ask.at!.slice(1))

function inFormJs(form: Form, asks: readonly Ask[]) {
  return {
    type: 'default', schemaVersion: 16,
    components: asks.map((ask) => {
      const schema = schemaOf(form, ask)
      const type = schema['enum'] ? 'radio' : schema['type'] === 'boolean' ? 'checkbox' : schema['type'] === 'number' ? 'number' : schema['format'] === 'date' ? 'datetime' : 'textfield'
      return {
        type, key: ask.at!.slice(1), id: ask.at!.slice(1), label: String(schema['title']), ...(type === 'radio' ? { values: options(schema) } : {}), ...(type === 'datetime' ? { subtype: 'date', dateLabel: String(schema['title']) } : {}),
        validate: isRequired(form, ask) ? { required: true } : {}, ...(ask.when ? { conditional: { hide: `=not(${ask.when})` } } : {}),
      }
    }),
  }
}

function inFormio(form: Form, asks: readonly Ask[]) {
  return {
    display: 'form',
    components: asks.map((ask) => {
      const schema = schemaOf(form, ask)
      const type = schema['enum'] ? 'radio' : schema['type'] === 'boolean' ? 'checkbox' : schema['type'] === 'number' ? 'number' : 'textfield'
      return {
        type, key: ask.at!.slice(1), label: String(schema['title']), input: true, ...(type === 'radio' ? { values: options(schema) } : {}), validate: isRequired(form, ask) ? { required: true } : {},
        ...(ask.when ? { customConditional: `show = ${inScript(ask.when)};` } : {}),
      }
    }),
  }
}

const inScript = (feel: string): string => feel
  .replace(/(q\d+) in \(([^)]*)\)/g, '[$2].includes($1)').replace(/ = /g, ' === ').replace(/ != /g, ' !== ').replace(/ and /g, ' && ').replace(/ or /g, ' || ')
  .replace(/\bq\d+\b/g, (name) => `data.${name}`).replace(/\bscope\b/g, 'data.scope')
