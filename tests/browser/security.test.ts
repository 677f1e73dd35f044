import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { certificateToPem, generateSm2Key, issueCertificate, issueRootCertificate } from '@xiangyun/gm'
import type { CDPSession } from 'playwright-core'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { newPerson } from '#tests/support/raw.ts'
import { freePort } from '#tests/support/servers.ts'
import { makeKeyFile, softDevice } from '#modules/capabilities/identity/certificates/soft-device.ts'
import { openPage } from './harness.ts'

let resident = ''
const devicePort = await freePort()
const facePort = await freePort()
let institution: ChildProcess | undefined
const own = browsedProvince(async ({ api }) => {
  resident = (await newPerson(api, 751, '示例安全')).identityNumber
  institution = fork(join(import.meta.dirname, '../../modules/capabilities/identity/tests/pretend-face.ts'), [String(facePort), 'a word'], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(institution, 'message')
}, { CERTIFICATE_DEVICE: `http://127.0.0.1:${devicePort}`, FACE_URL: `http://localhost:${facePort}`, FACE_KEY: 'a word' })
after(() => institution?.disconnect())
const judge = (page: Shown, name: string) => own.judge(page, `security-${name}`)

/** A device with a lock, as Chromium pretends it: keeps keys and lets its holder in by finger. */
async function withAuthenticator(page: Shown, { isUserVerified = true } = {}): Promise<CDPSession> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified, automaticPresenceSimulation: true } })
  return device
}

test('a resident sees where they are signed in and how, on a phone and a desk, in elder mode too', async () => {
  for (const [name, look] of Object.entries({ 360: { width: 360 }, 1440: { width: 1440 }, elder: { width: 360, elder: true }, dark: { width: 1440, theme: 'dark' as const } })) {
    const page = await own.open(resident, '/my/security', look)
    await page.getByText('您正在用').waitFor()
    await judge(page, `page-${name}`)
    await page.context().close()
  }
})

test('who shows their face to the institution is strongly proved, and loses nothing of the page by it', async () => {
  const page = await own.open(resident, '/my/profile', { width: 360 })
  await page.getByRole('button', { name: /下载/ }).click()
  await page.getByText('也可以刷脸').waitFor()
  await judge(page, 'face-offered-360')
  await page.getByRole('button', { name: '同意并刷脸' }).click()
  await page.getByRole('button', { name: '我刷完了' }).click()
  await page.getByText('核验机构还没有收到结果').waitFor()
  const [opened] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: /打开核验机构的页面/ }).click()])
  await opened.getByText('核验做完了').waitFor()
  await opened.close()
  await judge(page, 'face-shown-360')
  await page.getByRole('button', { name: '我刷完了' }).click()
  await page.getByRole('button', { name: '我刷完了' }).waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('heading', { name: '再确认一次是您本人' }).count(), 0)
  await page.context().close()
  own.forget(resident)
})

test('a passkey is added by the device\'s lock, signs in without a password, raises the assurance, and is removed', async () => {
  const page = await own.open(resident, '/my/security', { width: 360 })
  const device = await withAuthenticator(page)
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  const dialog = page.getByRole('dialog', { name: '添加通行密钥' })
  await dialog.getByRole('button', { name: '添加', exact: true }).click()
  await dialog.getByText('请起个名字').first().waitFor()
  await judge(page, 'passkey-wrong')
  await dialog.getByLabel('给它起个名字').fill('我的手机')
  await dialog.getByRole('button', { name: '添加', exact: true }).click()
  await page.getByText('我的手机').waitFor()
  await page.getByText('通行密钥已添加').waitFor()
  await judge(page, 'passkey-added')

  await page.goto(`${own.address}/sign-in?return=/my/security`)
  await page.getByRole('button', { name: /用通行密钥登录/ }).click()
  await page.getByRole('heading', { name: '登录与安全' }).waitFor()
  await page.getByText(/用通行密钥登录　最近使用/).first().waitFor()
  const session = await page.evaluate(async () => (await (await fetch('/api/session')).json()) as { assurance: string })
  assert.equal(session.assurance, 'strong')

  await page.getByRole('button', { name: /删除.*我的手机/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click()
  await page.getByText('通行密钥已删除').waitFor()
  await page.goto(`${own.address}/sign-in`)
  await page.getByRole('button', { name: /用通行密钥登录/ }).click()
  await page.getByText('这个通行密钥没有通过核对').waitFor()
  await device.detach()
  await page.context().close()
})

test('a device whose lock was not opened adds no passkey', async () => {
  const page = await own.open(resident, '/my/security', { width: 1440 })
  await withAuthenticator(page, { isUserVerified: false })
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByRole('dialog').getByLabel('给它起个名字').fill('别人的电脑')
  await page.getByRole('dialog').getByRole('button', { name: '添加', exact: true }).click()
  await page.getByText('设备没有建成通行密钥').waitFor()
  await page.context().close()
})

test('the sign-in page offers the passkey where the device can, and a password to everybody', async () => {
  for (const [name, look] of Object.entries({ 360: { width: 360 }, 1440: { width: 1440 }, elder: { width: 360, elder: true } })) {
    const page = await openPage(own.browser, `${own.address}/sign-in`, look)
    await page.getByLabel('密码').waitFor()
    await judge(page, `sign-in-${name}`)
    await page.context().close()
  }
})

test('a clerk hands out a code at the counter, and the resident comes in by it and sets a password', async () => {
  const page = await own.open('window-clerk.government-service.220102', '/staff/recoveries', { width: 1440 })
  await page.getByRole('button', { name: '发登录码' }).click()
  await page.getByText('请选择看过的证件').first().waitFor()
  await judge(page, 'recovery-wrong')
  await page.getByLabel('身份号码').fill(resident)
  await page.getByLabel('姓名').fill('示例安全')
  await page.getByLabel('看过的证件').selectOption('居民身份证')
  await page.getByRole('button', { name: '发登录码' }).click()
  const code = /([A-Z2-9]{5}-[A-Z2-9]{5})/.exec((await page.getByRole('heading', { name: /登录码：/ }).textContent())!)![1]!
  await judge(page, 'recovery-given')
  await page.context().close()

  const theirs = await openPage(own.browser, `${own.address}/sign-in?return=/my/security`, { width: 360 })
  await theirs.getByLabel('身份证号或工作账号').fill(resident)
  await theirs.getByLabel('密码').fill(code)
  await theirs.getByRole('button', { name: '登录', exact: true }).click()
  await theirs.getByRole('heading', { name: '登录与安全' }).waitFor()
  await theirs.getByRole('button', { name: /设置密码/ }).click()
  await theirs.getByLabel('新密码', { exact: true }).fill('iloveyou1')
  await theirs.getByLabel('再输入一次新密码').fill('iloveyou1')
  await theirs.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await theirs.getByText('也不是很多人用过的密码').first().waitFor()
  theirs.problems.splice(0)
  await judge(theirs, 'password-weak')
  await theirs.getByLabel('新密码', { exact: true }).fill('Wheat-field9')
  await theirs.getByLabel('再输入一次新密码').fill('Wheat-field9')
  await theirs.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await theirs.getByRole('button', { name: '修改密码' }).waitFor()
  await theirs.context().close()
})

test('an official has the same page in the staff portal', async () => {
  const page = await own.open('clerk', '/staff/security', { width: 1440 })
  await page.getByText('您正在用').waitFor()
  assert.equal(await page.getByRole('heading', { name: '密码', exact: true }).count(), 0)
  await judge(page, 'staff')
  await page.context().close()
})

let device: Server | undefined
after(() => device?.close())

test('an official registers the certificate of their device and signs in by it; a wrong number, and no device, are told in plain words', async () => {
  const [rootKey, key] = [generateSm2Key(), generateSm2Key()]
  const from = { notBefore: new Date('2020-01-01'), notAfter: new Date('2050-01-01') }
  const root = issueRootCertificate({ serial: Buffer.of(1), key: rootKey, ...from, subject: { organisation: '试验证书机构', commonName: '试验证书机构' } })
  const folder = join(own.province.platform.environment.config.dataFolder, 'certificates')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'root.pem'), certificateToPem(root))
  const page = await own.open('clerk', '/staff/security', { width: 1440 })
  const { name } = await page.evaluate(async () => (await (await fetch('/api/session')).json()) as { name: string })
  const certificate = issueCertificate({ serial: Buffer.of(7, 7), publicKey: key.publicKey, issuer: root, issuerKey: rootKey, ...from, subject: { commonName: name } })
  await page.locator('#certificate-file').setInputFiles({ name: '别人.cer', mimeType: 'application/x-x509-ca-cert', buffer: Buffer.from('no certificate') })
  await page.getByText('这个文件不是 SM2 数字证书').first().waitFor()
  page.problems.length = 0
  await page.locator('#certificate-file').setInputFiles({ name: '证书.cer', mimeType: 'application/x-x509-ca-cert', buffer: Buffer.from(certificateToPem(certificate)) })
  await page.getByText('试验证书机构签发').waitFor()
  await judge(page, 'certificate-added')

  await page.goto(`${own.address}/sign-in?return=/staff/security`)
  await page.getByLabel('证书口令').fill('000000')
  await page.getByRole('button', { name: '用数字证书登录' }).click()
  await page.getByText('没有找到证书设备').waitFor()
  device = softDevice(makeKeyFile(certificate, key, '246810'), own.address).listen(devicePort, '127.0.0.1')
  await page.getByRole('button', { name: '用数字证书登录' }).click()
  await page.getByText('口令不对，还可以试 5 次').waitFor()
  page.problems.length = 0
  await judge(page, 'certificate-sign-in')
  await page.getByLabel('证书口令').fill('246810')
  await page.getByRole('button', { name: '用数字证书登录' }).click()
  await page.getByRole('heading', { name: '登录与安全' }).waitFor()
  await page.getByText(/用数字证书登录　最近使用/).first().waitFor()
  const session = await page.evaluate(async () => (await (await fetch('/api/session')).json()) as { assurance: string })
  assert.equal(session.assurance, 'strong')
  await page.getByRole('button', { name: /停用.*证书/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click()
  await page.getByText('证书已停用').waitFor()
  await page.context().close()
})
