import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { HeldLicence } from '#modules/capabilities/licences/contract.ts'
import { browsedProvince } from '#tests/support/browsing.ts'
import { drive, free, must, person, submittedCase } from '#tests/support/cases.ts'
import { assertAccessible, assertNoSidewaysScroll, screenshot } from './harness.ts'

/** What an inspector does: fetches roots and checker once, gets a licence and its proof, and checks them where nothing can be asked. */

let holder: string
let licence: HeldLicence
const folder = mkdtempSync(join(tmpdir(), 'xiangyun-offline-'))
const at = (name: string) => join(folder, name)
const own = browsedProvince(async ({ api }) => {
  const me = await person(api, 10)
  const view = await drive(api, me, await submittedCase(api, me, free))
  holder = me.identityNumber
  licence = (await must(own.api.call(holder, 'GET', `/licences/${view.result!.licences[0]!}`), 'the licence')).value as unknown as HeldLicence
  await api.settle()
})
after(() => { rmSync(folder, { recursive: true, force: true }) })
const head = () => `department-head.${licence.issuerUnit.replace('@', '.')}`

/** Follows a link that keeps a file, and puts the file into the inspector's folder. */
async function keep(page: Page, link: RegExp, name: string): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
  await download.saveAs(at(name))
}

/** Runs the checker among nothing but what was kept: it is told no address, and its file holds none. */
function check(...given: string[]): { code: number | null, text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify-licence.mjs', ...given], { cwd: folder, encoding: 'utf8', env: { PATH: '' } })
  return { code: status, text: `${stdout}${stderr}` }
}

test('an inspector takes the root and the checker, a holder gives the file and its proof, and both are checked offline', async () => {
  const inspector = await own.open(undefined, '/verify')
  await keep(inspector, /根证书/, 'root.pem')
  await keep(inspector, /核验程序/, 'verify-licence.mjs')
  assert.doesNotMatch(readFileSync(at('verify-licence.mjs'), 'utf8'), /fetch\(|node:(http|https|http2|net|tls|dgram|dns|child_process)|https?:\/\/localhost/, 'the checker has no way to a network')
  const page = await own.open(holder, `/licences/${licence.id}`, { width: 360 })
  await keep(page, /下载 OFD 文件/, 'licence.ofd')
  await keep(page, /下载核验凭据/, 'proof.json')
  await assertAccessible(page, 'a licence with its proof')
  await assertNoSidewaysScroll(page, 'a licence with its proof')
  await screenshot(page, 'offline-holder')

  const answer = check('licence.ofd', 'root.pem', 'proof.json')
  assert.equal(answer.code, 0, answer.text)
  assert.match(answer.text, /^✓ 证照真实有效/)
  assert.match(answer.text, /签发/)
  assert.equal(check('licence.ofd', 'root.pem').code, 1)
  assert.match(check('licence.ofd', 'root.pem').text, /不知道证照现在的状态/)
  assert.equal(check('licence.ofd', 'nothing.pem').code, 2)
  assert.match(check().text, /核验一份电子证照/)

  const bytes = readFileSync(at('licence.ofd'))
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(at('changed.ofd'), bytes)
  assert.equal(check('changed.ofd', 'root.pem', 'proof.json').code, 1)
  await inspector.context().close()
  await page.context().close()
})

test('whoever checks a file on the page can keep its proof; a suspension since then is in the next one, and the log only grew', async () => {
  const page = await own.open(undefined, `/verify?c=${encodeURIComponent(licence.identifier)}`)
  await page.getByText('证照有效').first().waitFor()
  await keep(page, /下载核验凭据/, 'before.json')
  for (const [width, name] of [[1440, 'wide'], [360, 'phone']] as const) {
    await page.setViewportSize({ width, height: 900 })
    await assertAccessible(page, `verified ${name}`)
    await assertNoSidewaysScroll(page, `verified ${name}`)
    await screenshot(page, `offline-verify-${name}`)
  }
  await page.context().close()
  await must(own.api.call(head(), 'POST', `/licences/${licence.id}/suspension`, { reason: '查验期间暂扣' }), 'suspend')
  await own.api.settle()
  const { size } = (JSON.parse(readFileSync(at('before.json'), 'utf8')) as { head: { size: number } }).head
  const after = await must(own.api.call(undefined, 'GET', `/verification/${encodeURIComponent(licence.identifier)}/proof?since=${size}`), 'the next proof')
  writeFileSync(at('after.json'), JSON.stringify(after.value))
  const answer = check('licence.ofd', 'root.pem', 'after.json', '--earlier', 'before.json')
  assert.equal(answer.code, 1)
  assert.match(answer.text, /^✗ 证照是真的，但已被暂扣/)
  assert.match(answer.text, /通过　  日志只增不改/)
  const report = JSON.parse(check('licence.ofd', 'root.pem', 'before.json', '--json').text) as { verdict: string, asOf: string }
  assert.equal(report.verdict, 'valid', 'an older proof speaks of its own moment')
  assert.ok(report.asOf < String(after.value['at']))
})

test('a holder makes a copy for one purpose on a phone; whoever gets it reads on the page what it is for', async () => {
  await must(own.api.call(head(), 'POST', `/licences/${licence.id}/restoration`, { reason: '查验结束' }), 'restore')
  const page = await own.open(holder, `/licences/${licence.id}`, { width: 360 })
  await page.getByRole('button', { name: '生成加注件' }).click()
  await page.getByText('请写给谁').waitFor()
  await screenshot(page, 'copy-mistakes')
  await page.getByLabel('给谁').fill('示例银行南关支行')
  await page.getByLabel('做什么用').fill('开立账户')
  await page.getByRole('radio', { name: '7 天' }).check()
  await page.getByRole('button', { name: '生成加注件' }).click()
  await page.getByText('示例银行南关支行，开立账户').waitFor()
  await assertAccessible(page, 'copies')
  await assertNoSidewaysScroll(page, 'copies')
  await screenshot(page, 'copy-made')
  await keep(page, /下载.*示例银行南关支行/, 'copy.ofd')
  await page.context().close()
  const bank = await own.open(undefined, '/verify')
  await bank.locator('input[type=file]').setInputFiles(at('copy.ofd'))
  await bank.getByText('加注件真实有效').waitFor()
  await bank.getByText('示例银行南关支行').waitFor()
  await assertAccessible(bank, 'a verified copy')
  await screenshot(bank, 'copy-verified')
  await bank.context().close()
})
