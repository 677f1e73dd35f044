import { test } from 'node:test'
import assert from 'node:assert/strict'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const resident = '229901199802140212'
const manager = 'manager'
const opinion = { schema: { type: 'object', required: ['view'], properties: { view: { title: '您的意见', maxLength: 500 } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }] }] }

/** A form that anybody may fill in, signed in or not, also at a machine for everybody. */
let open = ''
const own = browsedProvince(async ({ api }) => {
  open = ((await api.call(manager, 'POST', '/collections', { title: '意见征集' })).value as { key: string }).key
  const saved = await api.call(manager, 'PUT', `/collections/${open}/draft`, { form: opinion, audience: 'anyone', closesOn: null, revision: 1 })
  assert.deepEqual(saved.value['problems'], [])
  await api.call(manager, 'POST', `/collections/${open}/versions`, { revision: saved.value['revision'], note: '' })
})

const next = (page: Shown) => page.getByRole('button', { name: '继续' }).click()

test('a machine that anybody may use is large and keeps nothing of anybody', async () => {
  const page = await own.open(undefined, `/forms/${open}?at=kiosk`, { width: 1440 })
  await page.clock.install()
  await page.reload()
  await calm(page)
  await page.getByLabel('您的意见').fill('路灯坏了')
  await own.judge(page, 'form-kiosk')
  assert.ok(await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('textarea')!).fontSize)) >= 22)
  const anew = () => page.waitForEvent('load')
  const [cleared] = [anew(), await page.getByRole('button', { name: '不填了，清空' }).click()]
  await cleared
  assert.equal(await page.getByLabel('您的意见').inputValue(), '')
  await page.getByLabel('您的意见').fill('路灯又坏了')
  await page.clock.runFor(91_000)
  await page.getByRole('heading', { name: '您还在填吗？' }).waitFor()
  const [left] = [anew(), await page.clock.runFor(31_000)]
  await left
  assert.equal(await page.getByLabel('您的意见').inputValue(), '')
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('xiangyun-kept'))), [])
  await page.context().close()
})

test('where a browser can hear, one says the answer and it is written down', async () => {
  const page = await own.open(undefined, `/forms/${open}`, { width: 360, elder: true })
  // No microphone here: the browser's own interface is stood in for, ours is real.
  await page.addInitScript(() => {
    class Hearing extends EventTarget {
      onresult?: (event: object) => void
      onend?: () => void
      start() { setTimeout(() => { this.onresult?.({ results: [[{ transcript: '小区要多种树' }]] }); this.onend?.() }, 50) }
      stop() {}
    }
    Object.assign(globalThis, { SpeechRecognition: Hearing })
  })
  await page.reload()
  await calm(page)
  await page.getByRole('button', { name: '说出来，替我写' }).click()
  await page.waitForFunction(() => document.querySelector('textarea')?.value === '小区要多种树')
  await own.judge(page, 'form-dictated-elder')
  await page.context().close()
})

test('at a machine for everybody the receipt goes away, and whoever had signed in is signed out', async () => {
  const page = await own.open(resident, `/forms/${open}?at=kiosk`, { width: 1440 })
  await page.getByLabel('您的意见').fill('路灯坏了')
  await next(page)
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('heading', { name: '已经提交' }).waitFor()
  await own.judge(page, 'form-kiosk-filed')
  await page.getByRole('button', { name: '办完了，下一位' }).click()
  await page.getByLabel('您的意见').waitFor()
  assert.equal(await page.getByLabel('您的意见').inputValue(), '')
  assert.equal(await page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { signedIn: boolean }).signedIn), false)
  assert.equal(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes('路灯')), false)
  own.forget(resident)
  await page.context().close()
})

test('of somebody who has not signed in only the tab remembers, and nothing once they have handed in', async () => {
  const page = await own.open(undefined, `/forms/${open}`, { width: 360 })
  await page.getByLabel('您的意见').fill('第一次写的')
  await page.getByText(/已留在这台设备上/).waitFor()
  await page.reload()
  await page.getByText('找回了您').waitFor()
  const other = await page.context().newPage()
  await other.goto(`${own.address}/forms/${open}`)
  await other.getByLabel('您的意见').waitFor()
  assert.equal(await other.getByLabel('您的意见').inputValue(), '')
  await next(page)
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('heading', { name: '已经提交' }).waitFor()
  await page.reload()
  assert.equal(await page.getByLabel('您的意见').inputValue(), '')
  await page.context().close()
})
