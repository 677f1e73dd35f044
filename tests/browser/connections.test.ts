import { test } from 'node:test'
import assert from 'node:assert/strict'
import { deflateRawSync } from 'node:zlib'
import * as client from 'openid-client'
import { browsedProvince } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import { openPage } from './harness.ts'

const head = 'department-head.public-security.220102'
const resident = '229901197601300313'
const own = browsedProvince()
const judge = (page: Shown, name: string) => own.judge(page, `connections-${name}`)
let ticket = ''
let id = ''

test('an office registers a system and gets a ticket for its engineer, shown once', async () => {
  const page = await own.open(head, '/staff/connections', { width: 1440 })
  await page.getByText('还没有接入的系统').waitFor()
  await judge(page, 'empty')
  await page.getByRole('button', { name: '登记要接入的系统' }).click()
  const dialog = page.getByRole('dialog', { name: '登记要接入的系统' })
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.getByText('请填写系统的名称').first().waitFor()
  await judge(page, 'open-wrong')
  await dialog.getByLabel('系统名称').fill('户政业务系统')
  await dialog.getByLabel('谁用它，办什么').fill('民警登录以后办理户口登记')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  ticket = (await dialog.locator('code').first().textContent())!
  await judge(page, 'ticket')
  await page.context().close()
})

test('a system of an elder kind is registered with its addresses, on a phone', async () => {
  const page = await own.open(head, '/staff/connections', { width: 360 })
  await page.getByRole('button', { name: '登记要接入的系统' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('系统名称').fill('旧的档案系统')
  await dialog.getByLabel('谁用它，办什么').fill('档案员查阅户籍档案')
  await dialog.getByRole('radio', { name: /SAML 2.0/ }).check()
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.getByText('请填写接收登录结果的地址').first().waitFor()
  await judge(page, 'saml-wrong-360')
  await dialog.getByLabel('实体编号').fill('https://archive.example/saml')
  await dialog.getByLabel('接收登录结果的地址').fill('https://archive.example/acs')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.getByText('等安全管理员批准').waitFor()
  await judge(page, 'saml-open-360')
  await page.context().close()
})

test('the security administrator approves what an engineer has registered, and a resident says yes on a page in plain words', async () => {
  const given = await client.dynamicClientRegistration(new URL(`${own.address}/oidc`), { client_name: '户政', redirect_uris: ['http://localhost:9/callback'], token_endpoint_auth_method: 'none' }, undefined, { initialAccessToken: ticket, execute: [client.allowInsecureRequests] })
  id = given.clientMetadata().client_id
  const page = await own.open('security', '/staff/connections', { width: 1440 })
  await page.getByRole('button', { name: '处理：户政业务系统' }).click()
  const dialog = page.getByRole('dialog', { name: /处理/ })
  await dialog.getByRole('radio', { name: '批准接入' }).check()
  await dialog.getByRole('button', { name: '确定' }).click()
  await dialog.getByText('请写明理由').first().waitFor()
  await judge(page, 'decide-wrong')
  await dialog.getByLabel('理由').fill('符合接入规范')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText('已接入').first().waitFor()
  await judge(page, 'approved')
  await page.context().close()

  const url = client.buildAuthorizationUrl(given, { redirect_uri: 'http://localhost:9/callback', scope: 'openid profile', code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()), code_challenge_method: 'S256', state: 's' })
  const theirs = await openPage(own.browser, url.href, { width: 360 })
  const back = theirs.waitForRequest((request) => request.url().startsWith('http://localhost:9/'))
  await theirs.getByLabel('身份证号或工作账号').fill(resident)
  await theirs.getByLabel('密码').fill('xiangyun-demo')
  await theirs.getByRole('button', { name: '登录', exact: true }).click()
  await theirs.getByRole('heading', { name: '用祥云账号登录“户政业务系统”？' }).waitFor()
  await judge(theirs, 'consent-360')
  await theirs.getByRole('button', { name: '同意并登录' }).click()
  assert.match((await back).url(), /code=/)
  await theirs.context().close()
})

test('an elder system by SAML: the signed response goes on from the browser by itself', async () => {
  const listed = (await own.api.call('security', 'GET', '/connections')).value['connections'] as { id: string; name: string }[]
  const { id: archive } = listed.find((one) => one.name === '旧的档案系统')!
  await own.api.call('security', 'POST', `/connections/${archive}/decision`, { decision: 'approved', reason: '符合接入规范', scopes: ['openid', 'profile'] })
  const asked = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0" IssueInstant="2026-11-23T01:00:00Z"><saml:Issuer>https://archive.example/saml</saml:Issuer></samlp:AuthnRequest>'
  const page = await openPage(own.browser, `${own.address}/saml/sso?SAMLRequest=${encodeURIComponent(deflateRawSync(asked).toString('base64'))}&RelayState=here`, { width: 360 })
  const onward = page.waitForRequest('https://archive.example/acs')
  await page.getByLabel('身份证号或工作账号').fill(resident)
  await page.getByLabel('密码').fill('xiangyun-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '同意并登录' }).click()
  const sent = new URLSearchParams((await onward).postData() ?? '')
  assert.equal(sent.get('RelayState'), 'here')
  assert.match(Buffer.from(sent.get('SAMLResponse') ?? '', 'base64').toString(), /status:Success/)
  await page.context().close()
})

test('the resident finds the system among those that know them, and takes the consent back on a phone', async () => {
  const page = await own.open(resident, '/my/security', { width: 360 })
  await page.getByText('户政业务系统', { exact: true }).waitFor()
  await judge(page, 'own-systems-360')
  await page.getByRole('button', { name: /撤回.*户政业务系统/ }).click()
  await page.getByRole('button', { name: '撤回同意' }).click()
  await page.getByText('户政业务系统', { exact: true }).waitFor({ state: 'detached' })
  await page.context().close()
})

test('suspended: the list says so and why', async () => {
  const page = await own.open('security', '/staff/connections', { width: 360, elder: true })
  await page.getByRole('button', { name: '处理：户政业务系统' }).click()
  const dialog = page.getByRole('dialog', { name: /处理/ })
  await dialog.getByRole('radio', { name: /停用/ }).check()
  await dialog.getByLabel('理由').fill('系统已经下线')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText('系统已经下线').waitFor()
  await judge(page, 'suspended-elder')
  await page.context().close()
  const answer = await fetch(`${own.address}/oidc/auth?client_id=${id}&response_type=code&scope=openid&redirect_uri=http://localhost:9/callback&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`, { redirect: 'manual' })
  assert.equal(answer.status, 400)
})
