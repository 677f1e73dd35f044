import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as client from 'openid-client'
import type { Api } from '#sim/api.ts'
import { listeningProvince } from '#tests/support/listening.ts'
import type { Listening } from '#tests/support/listening.ts'
import { newPerson } from '#tests/support/raw.ts'
import { sql } from '@xiangyun/kernel/database'
import { deviceWords } from '../security/device.ts'
import { isWeak } from '../passwords.ts'
import { recoveryCode } from '../security/recovery-code.ts'
import { signedInBrowser } from './signed-in-browser.ts'
import type { SignedIn } from './signed-in-browser.ts'

let province: Listening['province']
let clock: Listening['clock']
let api: Api
let address: string
before(async () => {
  ;({ province, api, address, clock } = await listeningProvince())
})
after(() => province.end())

const phone = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'
const enter = (login: string, password = 'xiangyun-demo', agent = phone): Promise<SignedIn> => signedInBrowser(address, login, password, agent)
type Row = Record<string, unknown>
const list = (answer: { value: Row }, name: string) => answer.value[name] as Row[]

describe('where somebody is signed in', () => {
  test('each device is shown with what it is, how and when it came in; which one is this', async () => {
    const who = await newPerson(api, 701, '示例设备')
    const [one, two] = [await enter(who.identityNumber), await enter(who.identityNumber, undefined, 'curl/8.5.0')]
    const seen = list(await one.call('GET', '/account/security'), 'sessions')
    assert.deepEqual(seen.map((row) => [row['device'], row['isThis'], row['how']]).sort(), [['Chrome，安卓手机', true, ['pwd']], ['别的程序', false, ['pwd']]].sort())
    assert.ok(seen.every((row) => String(row['address']).length > 0))
    assert.equal((await two.call('GET', '/session')).value['signedIn'], true)
  })
  test('one of them is ended from another, and its cookie opens nothing any more; a stranger cannot end it', async () => {
    const who = await newPerson(api, 702, '示例退出')
    const [one, two, other] = [await enter(who.identityNumber), await enter(who.identityNumber), await enter((await newPerson(api, 703, '示例外人')).identityNumber)]
    const id = String(list(await one.call('GET', '/account/security'), 'sessions').find((row) => !row['isThis'])!['id'])
    const refused = await other.call('POST', `/account/sessions/${id}/end`, {})
    assert.deepEqual([refused.status, refused.value['code']], [404, 'identity/no-session'])
    assert.equal((await one.call('POST', `/account/sessions/${id}/end`, {})).status, 200)
    assert.equal((await two.call('GET', '/session')).value['signedIn'], false)
    assert.equal((await one.call('GET', '/session')).value['signedIn'], true)
    assert.equal((await one.call('POST', `/account/sessions/${id}/end`, {})).value['code'], 'identity/no-session')
  })
  test('all others end at once, and their browsers are asked for a password again', async () => {
    const who = await newPerson(api, 704, '示例全退')
    const [one, two, three] = [await enter(who.identityNumber), await enter(who.identityNumber), await enter(who.identityNumber)]
    assert.equal((await one.call('POST', '/account/sessions/end-others', {})).value['ended'], 2)
    for (const gone of [two, three]) assert.equal((await gone.call('GET', '/session')).value['signedIn'], false)
    assert.equal((await one.call('GET', '/session')).value['signedIn'], true)
    assert.equal(await two.isAskedForPassword(), true)
  })
  test('the list of attempts tells of right and wrong passwords under one\'s name, and of nobody else\'s', async () => {
    const who = await newPerson(api, 705, '示例记录')
    const one = await enter(who.identityNumber)
    clock.move(1000)
    await assert.rejects(enter(who.identityNumber, 'wrong'))
    const answer = await one.call('GET', '/account/sign-ins')
    assert.deepEqual(list(answer, 'signIns').map((row) => row['outcome']), ['failed', 'in'])
    assert.equal(answer.value['total'], 2)
    for (let tries = 0; tries < 5; tries++, clock.move(1000)) await assert.rejects(enter(who.identityNumber, 'wrong'))
    assert.deepEqual(list(await one.call('GET', '/account/sign-ins'), 'signIns').slice(0, 2).map((row) => row['outcome']), ['locked', 'failed'])
  })
  test('fixed sessions: a token that was brought along is never taken over, and opens nothing', async () => {
    const fixed = 'A'.repeat(43)
    const victim = await signedInBrowser(address, (await newPerson(api, 707, '示例固定')).identityNumber, 'xiangyun-demo', phone, { xy_session: fixed })
    assert.notEqual(victim.token(), fixed)
    const attacker = await fetch(`${address}/api/session`, { headers: { cookie: `xy_session=${fixed}` } })
    assert.equal(((await attacker.json()) as { signedIn: boolean }).signedIn, false)
    assert.equal((await victim.call('GET', '/session')).value['signedIn'], true)
  })
  test('unknown accounts: a number that nobody has gets the same answer as a wrong password, and its password is reckoned as well', async () => {
    const known = await newPerson(api, 708, '示例有无')
    await enter(known.identityNumber)
    const ask = async (login: string) => (await signedInBrowser.browser(address, phone).passwordPage('/sign-in', login, 'wrong')).text.split('<section class="demo"')[0]!.replaceAll(login, '').replace(/page\/[\w-]+/g, '')
    assert.equal(await ask(known.identityNumber), await ask('229901198503070037'))
    assert.equal(await ask('clerk'), await ask('nobody'))
  })
  test('a session in use tells when it was used last', async () => {
    const one = await enter((await newPerson(api, 706, '示例使用')).identityNumber)
    const first = list(await one.call('GET', '/account/security'), 'sessions')[0]!
    clock.move(10 * 60_000)
    await one.call('GET', '/session')
    const later = list(await one.call('GET', '/account/security'), 'sessions')[0]!
    assert.ok(String(later['seen']) > String(first['seen']))
    assert.equal(later['since'], first['since'])
  })
})

describe('passwords', () => {
  test('a new one ends the others\' sessions; the old one is asked for, and a wrong old one is written down', async () => {
    const who = await newPerson(api, 711, '示例改密')
    const one = await enter(who.identityNumber)
    const other = await enter(who.identityNumber)
    assert.equal((await one.call('POST', '/account/password', { password: 'Wheat-field9' })).status, 200)
    assert.equal((await other.call('GET', '/session')).value['signedIn'], false)
    await assert.rejects(enter(who.identityNumber), 'the demonstration\'s password opens it no more')
    const again = await enter(who.identityNumber, 'Wheat-field9')
    const wrong = await again.call('POST', '/account/password', { old: 'nothing', password: 'Birch-wood77' })
    assert.deepEqual([wrong.status, wrong.value['code']], [401, 'identity/wrong-password'])
    assert.equal((await again.call('POST', '/account/password', { old: 'Wheat-field9', password: 'Birch-wood77' })).status, 200)
  })
  test('what was found in stolen lists is refused, also with a figure behind it, and what is made of one\'s own name or number', async () => {
    for (const password of ['1qaz2wsx', 'iloveyou1', 'Dragon123', 'letmein2026', 'xiaoming88示例', '19900101abc'.replace('abc', '')]) assert.equal(await isWeak(password, '示例', '229900199001010011'), true, password)
    for (const password of ['Wheat-field9', 'chang chun 4 ji', '北国风光2026千里']) assert.equal(await isWeak(password, '示例', '229900199001010011'), false, password)
  })
  test('who was signed in long ago proves themselves before ways of signing in change', async () => {
    const one = await enter((await newPerson(api, 712, '示例久坐')).identityNumber)
    clock.move(20 * 60_000)
    assert.equal((await one.call('POST', '/account/password', { password: 'Wheat-field9' })).value['code'], 'identity/prove-first')
    assert.equal((await one.call('POST', '/account/passkeys/options', {})).value['code'], 'identity/prove-first')
    const code = (await one.call('POST', '/session/step-up/code', {})).value['demonstrationCode']
    assert.equal((await one.call('POST', '/session/step-up', { code })).value['accepted'], true)
    assert.equal((await one.call('POST', '/account/password', { password: 'Wheat-field9' })).status, 200)
  })
})

describe('a counter helps', () => {
  const clerk = 'window-clerk.government-service.220102'
  test('a code opens a locked account once, and a new password is set without the old one', async () => {
    const who = await newPerson(api, 721, '示例忘记')
    for (let tries = 0; tries < 5; tries++) await assert.rejects(enter(who.identityNumber, 'wrong'))
    const wrong = await api.call(clerk, 'POST', '/account-recoveries', { identityNumber: who.identityNumber, name: '别人', document: '居民身份证' })
    assert.equal(wrong.value.code, 'identity/not-matched')
    const given = await api.call(clerk, 'POST', '/account-recoveries', { identityNumber: who.identityNumber, name: who.name, document: '居民身份证' })
    assert.match(String(given.value['code']), /^[A-Z2-9]{5}-[A-Z2-9]{5}$/)
    const one = await enter(who.identityNumber, String(given.value['code']).toLowerCase())
    assert.equal((await one.call('GET', '/account/security')).value['isRecovered'], true)
    assert.equal((await one.call('POST', '/account/password', { password: 'Wheat-field9' })).status, 200)
    await assert.rejects(enter(who.identityNumber, String(given.value['code'])), 'used once')
    await enter(who.identityNumber, 'Wheat-field9')
    assert.ok(list(await one.call('GET', '/account/sign-ins'), 'signIns').some((row) => (row['how'] as string[]).includes('recovery')))
  })
  test('a code runs out after half an hour', async () => {
    const who = await newPerson(api, 722, '示例过期')
    const given = await api.call(clerk, 'POST', '/account-recoveries', { identityNumber: who.identityNumber, name: who.name, document: '户口簿' })
    clock.move(31 * 60_000)
    await assert.rejects(enter(who.identityNumber, String(given.value['code'])))
  })
  test('what was lost opens nothing any more: passkeys and certificates are stopped, every session ends, and others keep theirs', async () => {
    const { database, keys } = province.platform.environment
    const [who, other] = [await newPerson(api, 723, '示例丢失'), await newPerson(api, 724, '示例无关')]
    const [one, two, theirs] = [await enter(who.identityNumber), await enter(who.identityNumber), await enter(other.identityNumber)]
    for (const { identityNumber } of [who, other]) {
      const login = keys.index('subject', identityNumber)
      await database.run(sql`insert into identity.passkey (id, login, kind, name, public_key, counter, transports, synced, created_at) values (${`key-${login}`}, ${login}, 'person', '旧手机', ${Buffer.of(1)}, 0, ${[]}, false, ${clock.now()})`)
      await database.run(sql`insert into identity.certificate (id, login, kind, der, added_at) values (${`certificate-${login}`}, ${login}, 'person', ${Buffer.of(1)}, ${clock.now()})`)
    }
    const given = await api.call(clerk, 'POST', '/account-recoveries', { identityNumber: who.identityNumber, name: who.name, document: '居民身份证', lost: true })
    assert.deepEqual(given.value['stopped'], { passkeys: 1, certificates: 1, sessions: 2 })
    for (const gone of [one, two]) assert.equal((await gone.call('GET', '/account/security')).status, 401)
    assert.equal((await theirs.call('GET', '/account/security')).status, 200)
    const left = await database.rows<{ login: string }>(sql`select login from identity.passkey where name = '旧手机' union all select login from identity.certificate where id like 'certificate-%'`)
    assert.deepEqual(left.map(({ login }) => login), Array(2).fill(keys.index('subject', other.identityNumber)))
    await enter(who.identityNumber, String(given.value['code']))
    const plain = await api.call(clerk, 'POST', '/account-recoveries', { identityNumber: other.identityNumber, name: other.name, document: '居民身份证' })
    assert.equal(plain.value['stopped'], null)
    assert.equal((await theirs.call('GET', '/account/security')).status, 200)
  })
  test('an administrator raising own rights by another\'s account: who could not take away all duties of an official lets them in by no code, nor themselves', async () => {
    const reason = '丢了手机，本人已到场核实'
    const ask = (by: string, account: string) => api.call(by, 'POST', '/staff-recoveries', { account, reason })
    assert.equal((await ask('unit-administrator', 'decider.market-supervision.220102')).value.code, 'identity/no-member')
    assert.equal((await ask('unit-administrator', 'department-head.market-supervision.220102')).value.code, 'identity/no-member')
    assert.equal((await ask('unit-administrator', 'unit-administrator')).value.code, 'identity/own-account')
    assert.equal((await ask('security', 'auditor')).value.code, 'identity/no-member', 'the three stand apart')
    assert.equal((await ask('security', 'operator')).value.code, 'identity/no-member')
    const helped = await ask('security', 'decider.market-supervision.220102')
    assert.equal(helped.status, 200)
    assert.equal((await api.call('unit-administrator', 'POST', '/staff-recoveries', { account: 'decider.market-supervision.220102', reason, lost: true })).value.code, 'identity/no-member', 'nor stops what they sign in with')
    await enter('decider.market-supervision.220102', String(helped.value['code']))
  })
})

describe('systems that know somebody', () => {
  test('a code is only what can be one; a device is told in words', () => {
    assert.equal(recoveryCode('bcdfg-hjk23'), 'BCDFGHJK23')
    assert.equal(recoveryCode('xiangyun-demo'), undefined)
    assert.equal(recoveryCode('bcdfg-hjk2o'), undefined)
    assert.equal(deviceWords('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.44 NetType/WIFI Language/zh_CN'), '微信，苹果手机')
    assert.equal(deviceWords(''), '没有说明的设备')
    assert.ok(deviceWords('<script>'.repeat(100)).length <= 80)
  })
  test('a second step: a system that asks for a strong sign-in gets the code\'s way told in acr and amr, and a wrong code lets nobody in', async () => {
    const who = await newPerson(api, 731, '示例二步')
    const one = signedInBrowser.browser(address, phone)
    const config = new client.Configuration({ issuer: `${address}/oidc`, authorization_endpoint: `${address}/oidc/auth` }, 'xiangyun-portal')
    client.allowInsecureRequests(config)
    const url = client.buildAuthorizationUrl(config, { redirect_uri: `${address}/sign-in/callback`, scope: 'openid profile', response_type: 'code', acr_values: 'strong', prompt: 'login', code_challenge: await client.calculatePKCECodeChallenge('v'.repeat(43)), code_challenge_method: 'S256', state: 's' })
    const asked = await one.passwordPage(url.href, who.identityNumber, 'xiangyun-demo')
    const code = /验证码是 <strong class="code">(\d{6})/.exec(asked.text)![1]!
    assert.match((await one.post(`/sign-in/page/${asked.uid}/second`, { code: code === '000000' ? '111111' : '000000' })).text, /验证码不对/)
    const sent = await one.post(`/sign-in/page/${asked.uid}/second`, { code })
    assert.equal(sent.status, 303)
    const grant = await one.codeAt(sent.location)
    const answer = await fetch(`${address}/oidc/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id: 'xiangyun-portal', code: grant, redirect_uri: `${address}/sign-in/callback`, code_verifier: 'v'.repeat(43) }) })
    const claims = JSON.parse(Buffer.from(((await answer.json()) as { id_token: string }).id_token.split('.')[1]!, 'base64url').toString()) as Row
    assert.equal(claims['acr'], 'strong')
    assert.deepEqual(claims['amr'], ['pwd', 'sms', 'otp', 'mfa'])
  })
})
