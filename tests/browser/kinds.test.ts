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

async function open(look: Look): Promise<Shown> {
  const page = await openPage(browser, `${served.url}/kinds`, look)
  await page.getByRole('heading', { name: '填报控件' }).waitFor()
  return page
}

/** Goes to a kind within the page, as a click on its tile does. */
async function show(page: Page, name: string): Promise<void> {
  await page.evaluate((query) => { history.pushState({}, '', `/kinds?kind=${query}`); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }, name)
  await page.locator('dl.facts code', { hasText: new RegExp(`^${name}$`) }).waitFor()
  await page.locator('.face').first().waitFor()
  // Rare fields come by themselves: every face has its name, its field and, below it, what was answered.
  await page.waitForFunction(() => [...document.querySelectorAll('.face')].every((face) => face.children.length > (face.querySelector('.read') ? 2 : 1))
    && !/正在打开“|正在查/.test(document.querySelector('main')?.textContent ?? ''))
}

const looks: Record<string, Look> = { 'phone': { width: 360 }, 'desk': { width: 1440 }, 'phone-elder-dark': { width: 360, elder: true, theme: 'dark' } }

for (const [look, how] of Object.entries(looks)) {
  test(`every kind is accessible in every state and fits: ${look}`, async () => {
    const half = Math.ceil(names.length / 2)
    await Promise.all([names.slice(0, half), names.slice(half)].map((some) => judge(some, look, how)))
  })
}

async function judge(some: readonly string[], look: string, how: Look): Promise<void> {
  const page = await open(how)
  await screenshot(page, `kinds-${look}`)
  await assertAccessible(page, `kinds ${look}`)
  for (const name of some) {
    await show(page, name)
    const title = `kind-${name}-${look}`
    await screenshot(page, title)
    await assertAccessible(page, title)
    await assertNoSidewaysScroll(page, title)
    assert.deepEqual(await smallTargets(page, how.elder ? 56 : 44), [], title)
  }
  assert.deepEqual(page.problems, [])
  await page.context().close()
}

/** The face of a kind by its name on the page: 空着（选填） is where one fills. */
const face = (page: Page, name = '空着（选填）') => page.locator('.face').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name.replace(/[（）]/g, '.')}$`) }) }).first()
const answer = async (page: Page, name?: string) => JSON.parse(await face(page, name).locator('code').innerText()) as unknown
const keys = async (page: Page, ...all: string[]) => { for (const key of all) await page.keyboard.press(key) }

test('the page finds a kind by what it asks for, and a definition can be copied', async () => {
  const page = await open({ width: 1440 })
  await page.getByLabel('找控件').fill('有效期')
  await page.getByText(/找到 [1-3] 种/).waitFor()
  await page.getByRole('link', { name: '有效期' }).press('Enter')
  await page.getByRole('heading', { name: '有效期', exact: true }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '有效期')
  await page.getByText('这道题的定义').click()
  assert.match(await page.locator('pre').innerText(), /"kind": "validity"/)
  await page.context().close()
})

test('things are put in order by keyboard: by buttons and by arrows, and the focus goes along', async () => {
  const page = await open({ width: 360 })
  await show(page, 'ranking')
  const here = face(page)
  await reach(page, here.getByRole('button', { name: '上移 停车位' }))
  await keys(page, 'Enter')
  assert.deepEqual(await answer(page), ['road', 'park', 'lift', 'light'])
  await keys(page, 'Enter')
  assert.deepEqual(await answer(page), ['park', 'road', 'lift', 'light'])
  assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /第 1：停车位/)
  await keys(page, 'ArrowDown', 'ArrowDown')
  assert.deepEqual(await answer(page), ['road', 'lift', 'park', 'light'])
  assert.match(await here.getByRole('status').innerText(), /停车位，现在第 3/)
  await page.context().close()
})

test('a place is marked by keyboard: typed, or by moving the drawing under its cross', async () => {
  const page = await open({ width: 360 })
  await show(page, 'map-point')
  const here = face(page)
  await here.locator('path.ring').first().waitFor()
  await reach(page, here.getByLabel('经度'))
  await page.keyboard.type('125.3245')
  await keys(page, 'Tab')
  await page.keyboard.type('43.8868')
  assert.deepEqual(await answer(page), { longitude: 125.3245, latitude: 43.8868 })
  await reach(page, here.getByRole('button', { name: '放大' }))
  await keys(page, 'Enter')
  await reach(page, here.getByRole('button', { name: '东', exact: true }))
  await keys(page, 'Enter')
  await reach(page, here.getByRole('button', { name: '用十字处的位置' }))
  await keys(page, 'Enter')
  const { longitude } = await answer(page) as { longitude: number }
  assert.ok(longitude > 125.4 && longitude < 128, String(longitude))
  await page.context().close()
})

test('land is marked by keyboard; its area is told, and a side can be bent and taken back', async () => {
  const page = await open({ width: 1440 })
  await show(page, 'boundary')
  const here = face(page)
  for (const [longitude, latitude] of [['125.32', '43.88'], ['125.33', '43.88'], ['125.33', '43.89']]) {
    await reach(page, here.getByRole('button', { name: '加一个点，填经纬度' }))
    await keys(page, 'Enter')
    await page.keyboard.type(longitude!)
    await keys(page, 'Tab')
    await page.keyboard.type(latitude!)
  }
  assert.match(await here.locator('output').innerText(), /3 个点，约 44\.\d+ 公顷/)
  await press(page, /插入\s*在第 1 点后/)
  assert.equal((await answer(page) as unknown[]).length, 4)
  assert.deepEqual((await answer(page) as unknown[])[1], { longitude: 125.325, latitude: 43.88 })
  await press(page, /移除\s*第 2 点/)
  assert.equal((await answer(page) as unknown[]).length, 3)
  await page.context().close()
})

test('a signature is drawn with a pen, taken back stroke by stroke, or typed', async () => {
  const page = await open({ width: 360 })
  await show(page, 'signature-drawn')
  const here = face(page)
  const pad = here.locator('svg.pad')
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox())!
  for (const line of [[0.2, 0.3, 0.8, 0.3], [0.5, 0.2, 0.5, 0.9]] as const) {
    await page.mouse.move(box.x + box.width * line[0], box.y + box.height * line[1])
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * line[2], box.y + box.height * line[3], { steps: 20 })
    await page.mouse.up()
  }
  const { strokes } = await answer(page) as { strokes: number[][] }
  assert.equal(strokes.length, 2)
  assert.ok(strokes.every((one) => one.length <= 12), 'straight strokes are kept small')
  await press(page, '撤回一笔')
  assert.equal((await answer(page) as { strokes: unknown[] }).strokes.length, 1)
  await reach(page, here.getByLabel('不方便手写？输入姓名代替'))
  await page.keyboard.type('王小明')
  assert.deepEqual(await answer(page), { typed: '王小明' })
  await page.context().close()
})

test('a table is filled by keyboard: Enter adds a row, arrows go between rows, totals follow', async () => {
  const page = await open({ width: 1440 })
  await show(page, 'table')
  const here = face(page)
  await reach(page, here.getByRole('button', { name: '加一行' }))
  await keys(page, 'Enter')
  await page.keyboard.type('冷藏柜')
  await keys(page, 'ArrowRight')
  await page.keyboard.type('2')
  await keys(page, 'ArrowRight')
  await page.keyboard.type('6400.5')
  await keys(page, 'Enter')
  await page.keyboard.type('1200')
  await keys(page, 'ArrowUp')
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), '6400.5')
  assert.deepEqual(await answer(page), [{ name: '冷藏柜', number: 2, amount: 6400.5 }, { amount: 1200 }])
  assert.match(await here.locator('tfoot').innerText(), /¥7,600\.50/)
  await page.context().close()
})

test('levels of a dictionary are chosen one below the other, and what is half chosen says so', async () => {
  const page = await open({ width: 360 })
  await show(page, 'cascade')
  const here = face(page)
  await reach(page, here.getByLabel('第 1 级'))
  await keys(page, 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await here.getByText('还要接着选下一级').waitFor()
  await reach(page, here.getByLabel('第 2 级'))
  await keys(page, 'ArrowDown', 'ArrowDown')
  await here.getByLabel('第 3 级').waitFor()
  await reach(page, here.getByLabel('第 3 级'))
  await keys(page, 'ArrowDown')
  await here.getByText('已选到最后一级：住宿和餐饮业 › 餐饮业 › 正餐服务').waitFor()
  assert.deepEqual((await answer(page) as { code: string }[]).map((one) => one.code), ['H', '62', '621'])
  await page.context().close()
})

test('a licence is chosen from what the state holds; waiting and failing are said, and one can try again', async () => {
  const page = await open({ width: 360 })
  await show(page, 'licence-held')
  const mood = (name: string) => page.getByRole('radio', { name, exact: true })
  assert.ok(await face(page).getByRole('radio').nth(1).isDisabled())
  assert.match(await face(page).innerText(), /不能用：2025年3月1日已注销/)
  await reach(page, face(page).getByRole('radio').first())
  await keys(page, 'Space')
  assert.equal((await answer(page) as { id: string }).id, 'l1')
  await mood('一直在查').check()
  await face(page).getByText('正在查您名下的证照…').waitFor()
  await assertAccessible(page, 'licences, waiting')
  await screenshot(page, 'kind-licence-held-waiting')
  await mood('查不了').check()
  await face(page).getByText('没有查到您名下的证照：登记系统暂时没有回应，请稍后再试').waitFor()
  await assertAccessible(page, 'licences, failing')
  await assertNoSidewaysScroll(page, 'licences, failing')
  await screenshot(page, 'kind-licence-held-failing')
  await reach(page, face(page).getByRole('button', { name: '再试一次' }))
  await keys(page, 'Enter')
  await face(page).getByRole('alert').waitFor()
  await page.context().close()
})

test('one of very many is found by a few signs; a source that fails can be asked again', async () => {
  const page = await open({ width: 360 })
  await show(page, 'dictionary')
  const box = face(page).getByRole('combobox')
  await reach(page, box)
  await page.keyboard.type('国')
  await face(page).getByRole('option', { name: /中国/ }).waitFor()
  await assertAccessible(page, 'dictionary, open')
  await keys(page, 'ArrowDown', 'ArrowDown', 'Enter')
  assert.deepEqual(await answer(page), { code: '410', name: '韩国' })
  assert.equal(await box.inputValue(), '韩国')
  await page.getByRole('radio', { name: '查不了' }).check()
  await reach(page, face(page).getByRole('combobox'))
  await page.keyboard.type('中')
  await face(page).getByRole('button', { name: '再试一次' }).waitFor()
  await page.context().close()
})

test('where a register does not answer or does not know, one writes by hand', async () => {
  const page = await open({ width: 360 })
  await show(page, 'family-person')
  await reach(page, face(page).getByRole('radio').first())
  await keys(page, 'Space', 'ArrowUp')
  await reach(page, face(page).getByLabel('姓名'))
  await page.keyboard.type('王小刚')
  await reach(page, face(page).getByLabel('与您的关系'))
  await keys(page, 'ArrowDown', 'ArrowDown')
  assert.deepEqual(await answer(page), { name: '王小刚', relation: '儿子' })
  await assertAccessible(page, 'family, by hand')
  await show(page, 'official')
  await page.getByRole('radio', { name: '查不了' }).check()
  await reach(page, face(page).getByRole('combobox'))
  await page.keyboard.type('应急')
  await face(page).getByLabel('单位（手工填写）').waitFor()
  await reach(page, face(page).getByLabel('单位（手工填写）'))
  await page.keyboard.type('南关区应急管理局')
  assert.deepEqual(await answer(page), { unitName: '南关区应急管理局' })
  await assertAccessible(page, 'official, by hand')
  await page.context().close()
})

test('a letter of commitment is ticked after it was read to its end', async () => {
  const page = await open({ width: 360 })
  await show(page, 'commitment-letter')
  const here = face(page)
  const tick = here.getByRole('checkbox')
  await reach(page, tick)
  await keys(page, 'Space')
  assert.equal(await tick.isChecked(), false)
  await here.getByText(/请先把承诺书看到末尾/).waitFor()
  await reach(page, here.getByRole('group', { name: '告知承诺书全文' }))
  await keys(page, 'End')
  await here.getByText('已看到末尾，可以勾选了').waitFor()
  await reach(page, tick)
  await keys(page, 'Space')
  assert.equal(await answer(page), true)
  await page.context().close()
})

test('a photo is judged before it is sent', async () => {
  const page = await open({ width: 360 })
  await show(page, 'photo')
  const here = face(page)
  const picture = async (width: number, height: number) => Buffer.from(await page.evaluate(async ([across, down]) => {
    const sheet = Object.assign(document.createElement('canvas'), { width: across, height: down })
    const brush = sheet.getContext('2d')!
    for (let at = 0; at < 3000; at++) { brush.fillStyle = `hsl(${at * 37 % 360} 60% 50%)`; brush.fillRect(at * 71 % across!, at * 53 % down!, 9, 9) }
    const blob = await new Promise<Blob>((resolve) => sheet.toBlob((one) => resolve(one!), 'image/png'))
    return [...new Uint8Array(await blob.arrayBuffer())]
  }, [width, height]))
  await here.locator('input[type=file]').setInputFiles({ name: '小.png', mimeType: 'image/png', buffer: await picture(120, 160) })
  await here.getByText(/120 × 160 像素，不够清楚，至少要 295 × 413/).first().waitFor()
  await here.getByRole('button', { name: /不传这个/ }).click()
  await here.locator('input[type=file]').setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: await picture(358, 441) })
  await here.getByAltText('照片.png，预览').waitFor()
  const [kept] = await answer(page) as { width: number, height: number }[]
  assert.deepEqual([kept?.width, kept?.height], [358, 441])
  await page.context().close()
})

/** Pastes as a spreadsheet or a message hands it over. */
const paste = (page: Page, text: string) => page.evaluate((words) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', words)
  const box = document.activeElement as HTMLInputElement
  if (box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))) document.execCommand('insertText', false, words)
}, text)
const isIn = (page: Page) => page.evaluate(() => document.activeElement?.tagName)

test('lines of a sheet fill cells and add rows, say how many, and are taken back by one button', async () => {
  const page = await open({ width: 1440 })
  await show(page, 'table')
  const here = face(page)
  await reach(page, here.getByRole('button', { name: '加一行' }))
  await keys(page, 'Enter')
  await paste(page, '冷藏柜\t2\t￥6,400.50\n消毒柜\t1\t1200\n')
  assert.deepEqual(await answer(page), [{ name: '冷藏柜', number: 2, amount: 6400.5 }, { name: '消毒柜', number: 1, amount: 1200 }])
  await here.getByText('粘贴了 2 行').waitFor()
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), '冷藏柜')
  await here.getByRole('group', { name: /第 2 行$/ }).first().waitFor()
  await assertAccessible(page, 'table, pasted')
  await reach(page, here.getByRole('button', { name: '撤销粘贴' }))
  await keys(page, 'Enter')
  assert.deepEqual(await answer(page), [{}])
  assert.notEqual(await isIn(page), 'BODY')
  await reach(page, here.getByRole('button', { name: /移除/ }))
  await keys(page, 'Enter')
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /加一行/)
  await show(page, 'rows')
  await reach(page, face(page).getByRole('button', { name: /添加/ }))
  await keys(page, 'Enter')
  await paste(page, '王小明\t厨师\n李红\t采购\n赵刚\t收银\n孙丽\t洗消')
  assert.equal((await answer(page) as unknown[]).length, 3)
  await face(page).getByText('粘贴了 3 行；另有 1 行没放下，最多 3 行').waitFor()
  await face(page).getByRole('group', { name: '从业人员 第 2 行' }).waitFor()
  await page.context().close()
})

test('a filled amount is written anew by keyboard, and a long text pasted stays whole', async () => {
  const page = await open({ width: 1440 })
  await show(page, 'money')
  const box = face(page).getByRole('textbox')
  await reach(page, box)
  await page.keyboard.type('1234.5')
  await keys(page, 'Tab', 'Shift+Tab')
  assert.equal(await box.inputValue(), '1234.5')
  await page.keyboard.type('99')
  assert.equal(await answer(page), 99)
  await show(page, 'text')
  await reach(page, face(page).getByRole('textbox'))
  await paste(page, '字'.repeat(500))
  assert.equal((await answer(page) as string).length, 500)
  await face(page).getByText('超出 300 个字，最多 200 个字').waitFor()
  await page.context().close()
})

test('a date is taken as it was pasted, and a day that is none says so', async () => {
  const page = await open({ width: 360 })
  await show(page, 'date')
  const box = face(page).getByLabel('年')
  for (const [text, day] of [['民国113年3月5日', '2024-03-05'], ['二〇二六年三月五日', '2026-03-05'], ['2026.3.5', '2026-03-05'], ['20260305', '2026-03-05'], ['2026年2月30日', '2026-02-30']] as const) {
    await reach(page, box)
    await box.fill('')
    await paste(page, text)
    await face(page).locator('code', { hasText: `"${day}"` }).waitFor()
  }
  await face(page).getByText('没有这一天，2026年2月最多 28 天').waitFor()
  await page.context().close()
})

test('a date pasted before its words can be read is read when they can', async () => {
  const page = await open({ width: 360 })
  let release = () => {}
  const held = new Promise<void>((done) => { release = done })
  await page.route('**/read-day*', async (route) => { await held; await route.continue() })
  await show(page, 'date')
  await reach(page, face(page).getByLabel('年'))
  await paste(page, '民国113年3月5日')
  await face(page).locator('code', { hasText: '1133' }).waitFor()
  release()
  await face(page).locator('code', { hasText: '"2024-03-05"' }).waitFor()
  await page.context().close()
})

test('one more into an empty box is one', async () => {
  const page = await open({ width: 360 })
  await show(page, 'count')
  await reach(page, face(page).getByRole('button', { name: /多一/ }))
  await keys(page, 'Enter')
  assert.equal(await answer(page), 1)
  await page.context().close()
})
