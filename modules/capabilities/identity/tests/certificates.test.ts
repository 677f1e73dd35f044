import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { certificateToPem, generateSm2Key, issueCertificate, issueRevocationList, issueRootCertificate, signSm2 } from '@xiangyun/gm'
import type { Certificate, CertificateRequest, Sm2PrivateKey } from '@xiangyun/gm'
import { listeningProvince } from '#tests/support/listening.ts'
import type { Listening } from '#tests/support/listening.ts'
import { newPerson } from '#tests/support/raw.ts'
import { makeKeyFile, softDevice } from '../certificates/soft-device.ts'
import { signedInBrowser } from './signed-in-browser.ts'
import type { SignedIn } from './signed-in-browser.ts'

const DAY = 86_400_000
const [rootKey, otherKey] = [generateSm2Key(), generateSm2Key()]
const rootOf = (key: Sm2PrivateKey, commonName: string) => issueRootCertificate({ serial: Buffer.of(1), key, notBefore: new Date('2020-01-01'), notAfter: new Date('2050-01-01'), subject: { country: 'CN', organisation: commonName, commonName } })
const [root, other] = [rootOf(rootKey, '试验证书机构'), rootOf(otherKey, '别处的机构')]

let own: Listening
before(async () => {
  own = await listeningProvince()
  const folder = join(own.province.platform.environment.config.dataFolder, 'certificates')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'root.pem'), certificateToPem(root))
})
after(() => own.province.end())

type Held = { readonly certificate: Certificate; readonly key: Sm2PrivateKey }
function certificateOf(name: string, more: Partial<CertificateRequest> & { issuer?: Certificate; issuerKey?: Sm2PrivateKey; keyUses?: readonly ('digitalSignature' | 'keyEncipherment')[] } = {}): Held {
  const key = generateSm2Key()
  const now = new Date(own.clock.now()).getTime()
  return { key, certificate: issueCertificate({ serial: randomBytes(8), publicKey: key.publicKey, issuer: root, issuerKey: rootKey, notBefore: new Date(now - DAY), notAfter: new Date(now + 300 * DAY), subject: { country: 'CN', commonName: name }, ...more }) }
}
const agent = 'test'
const enter = (login: string) => signedInBrowser(own.address, login, 'xiangyun-demo', agent)
async function register(who: SignedIn, bytes: Uint8Array | string): Promise<{ status: number; value: Record<string, unknown> }> {
  const answer = await fetch(`${own.address}/api/account/certificates`, { method: 'POST', headers: { 'cookie': `xy_session=${who.token()}`, 'x-xiangyun': '1', 'content-type': 'application/octet-stream', 'idempotency-key': crypto.randomUUID() }, body: bytes as BodyInit })
  return { status: answer.status, value: (await answer.json()) as Record<string, unknown> }
}
/** A sign-in page of somebody's browser, and what it asks a device to sign. */
async function page() {
  const browser = signedInBrowser.browser(own.address, agent)
  const opened = await browser.follow(await browser.go('/sign-in'))
  const uid = /\/sign-in\/page\/([\w-]+)/.exec(opened.text)![1]!
  const { text } = JSON.parse((await browser.go(`/sign-in/page/${uid}/certificate/text`, {})).text) as { text: string }
  const answer = async (certificate: Certificate, signature: Uint8Array) => {
    const sent = await browser.go(`/sign-in/page/${uid}/certificate`, { certificate: certificate.der.toString('base64'), signature: Buffer.from(signature).toString('base64') })
    if (!sent.location) return sent.status
    const back = await browser.follow(sent)
    await browser.go(back.location)
    const session = await fetch(`${own.address}/api/session`, { headers: { cookie: browser.cookie() } })
    return (await session.json()) as { signedIn: boolean; name: string; assurance: string }
  }
  return { text, shown: opened.text, answer }
}
const signs = async (held: Held) => {
  const { text, answer } = await page()
  return answer.call(undefined, held.certificate, signSm2(held.key, Buffer.from(text)))
}

describe('a certificate is registered', () => {
  test('by its holder, in their own name, from an authority that the province trusts; text or binary, once', async () => {
    const [me, another] = [await newPerson(own.api, 801, '证书持有'), await newPerson(own.api, 802, '别的名字')]
    const held = certificateOf(me.name)
    const [mine, theirs] = [await enter(me.identityNumber), await enter(another.identityNumber)]
    assert.deepEqual([(await register(theirs, held.certificate.der)).value['code'], (await register(mine, certificateOf(me.name, { issuer: other, issuerKey: otherKey }).certificate.der)).value['code']], ['identity/not-your-certificate', 'identity/certificate-not-trusted'])
    assert.equal((await register(mine, certificateOf(me.name, { notAfter: new Date(new Date(own.clock.now()).getTime() - 1000) }).certificate.der)).value['code'], 'identity/certificate-not-trusted')
    assert.equal((await register(mine, certificateOf(me.name, { keyUses: ['keyEncipherment'] }).certificate.der)).value['code'], 'identity/certificate-not-trusted')
    for (const bytes of ['no certificate', root.der.subarray(0, 60), Buffer.alloc(200_000, 48)]) assert.equal((await register(mine, bytes)).value['code'], 'identity/not-a-certificate')
    assert.equal((await register(mine, root.der)).value['code'], 'identity/certificate-not-trusted', 'an authority signs nobody in')
    assert.equal((await register(mine, certificateToPem(held.certificate))).value['name'], me.name)
    assert.equal((await register(mine, held.certificate.der)).value['code'], 'identity/certificate-taken')
    assert.equal(((await mine.call('GET', '/account/certificates')).value['certificates'] as unknown[]).length, 1)
  })
  test('only by somebody who has just proved who they are', async () => {
    const me = await newPerson(own.api, 803, '证书很久')
    const mine = await enter(me.identityNumber)
    own.clock.move(20 * 60_000)
    assert.equal((await register(mine, certificateOf(me.name).certificate.der)).value['code'], 'identity/prove-first')
  })
})

describe('signing in by a certificate', () => {
  let me: Awaited<ReturnType<typeof newPerson>>
  let held: Held
  let mine: SignedIn
  before(async () => {
    me = await newPerson(own.api, 811, '证书登录')
    held = certificateOf(me.name)
    mine = await enter(me.identityNumber)
    await register(mine, held.certificate.der)
  })
  test('lets its holder in, strongly proved, and the list of sign-ins says by what', async () => {
    const session = await signs(held)
    assert.deepEqual(session, { ...session as object, signedIn: true, name: me.name, assurance: 'strong' })
    const [last] = (await mine.call('GET', '/account/sign-ins')).value['signIns'] as { how: string[] }[]
    assert.deepEqual(last!.how, ['certificate', 'pop', 'mfa'])
  })
  test('replayed answers: a signature opens once, and on the page that asked for it alone', async () => {
    const first = await page()
    const signature = signSm2(held.key, Buffer.from(first.text))
    const second = await page()
    assert.equal(await second.answer(held.certificate, signature), 401)
    assert.notEqual(await first.answer(held.certificate, signature), 401)
    assert.equal(await second.answer(held.certificate, signSm2(held.key, Buffer.from(second.text))), 401, 'what was asked is worth one answer')
  })
  test('another key, an unregistered certificate, and one with the same name from elsewhere open nothing', async () => {
    const { text, answer } = await page()
    assert.equal(await answer(held.certificate, signSm2(otherKey, Buffer.from(text))), 401)
    assert.equal(await signs(certificateOf(me.name)), 401)
    assert.equal(await signs(certificateOf(me.name, { issuer: other, issuerKey: otherKey })), 401)
  })
  test('too late: after five minutes what was asked is worth nothing', async () => {
    const { text, answer } = await page()
    own.clock.move(6 * 60_000)
    assert.equal(await answer(held.certificate, signSm2(held.key, Buffer.from(text))), 401)
  })
  test('an authority that has a list here is believed by it: what it takes back opens nothing from then on, and nothing is believed by a list that has run out or is another’s', async () => {
    const { config } = own.province.platform.environment
    const [file = ''] = config.certificateLists
    const now = new Date(own.clock.now()).getTime()
    const publish = (revoked: string[], more: Partial<Parameters<typeof issueRevocationList>[0]> = {}) => writeFileSync(file, issueRevocationList({ issuer: root, issuerKey: rootKey, thisUpdate: new Date(now - DAY), nextUpdate: new Date(now + DAY), revoked: new Map(revoked.map((serial) => [serial, new Date(now)])), ...more }))
    assert.notEqual(await signs(held), 401, 'no list: the authority is not asked')
    publish(['0A', '0B'])
    assert.notEqual(await signs(held), 401)
    publish([held.certificate.serial, '0A'])
    assert.equal(await signs(held), 401)
    const [shown] = (await mine.call('GET', '/account/certificates')).value['certificates'] as { isValid: boolean }[]
    assert.equal(shown!.isValid, false, 'and its holder sees it')
    publish([], { nextUpdate: new Date(now - 1000) })
    assert.equal(await signs(held), 401, 'a list that has run out tells nothing')
    publish([held.certificate.serial], { issuer: other, issuerKey: otherKey })
    assert.notEqual(await signs(held), 401, 'another authority’s list is about others')
    rmSync(file)
    assert.notEqual(await signs(held), 401)
  })
  test('a certificate that was taken away, or has run out, opens nothing any more', async () => {
    const lost = certificateOf(me.name)
    const again = await enter(me.identityNumber)
    const { id } = (await register(again, lost.certificate.der)).value as { id: string }
    assert.notEqual(await signs(lost), 401)
    assert.equal((await again.call('POST', `/account/certificates/${id}/removal`, {})).status, 200)
    assert.equal((await again.call('POST', `/account/certificates/${id}/removal`, {})).value['code'], 'identity/no-certificate')
    assert.equal(await signs(lost), 401)
    own.clock.move(301 * DAY)
    assert.equal(await signs(held), 401)
  })
  test('an official signs in the same way, to the post they hold', async () => {
    const official = await enter('clerk')
    const name = String((await official.call('GET', '/session')).value['name'])
    const theirs = certificateOf(name)
    assert.equal((await register(official, theirs.certificate.der)).status, 200)
    const session = (await signs(theirs)) as { name: string; assurance: string }
    assert.deepEqual([session.name, session.assurance], [name, 'strong'])
  })
})

describe('the service of a device', () => {
  let device: Server
  let at = ''
  const origin = 'https://portal.example'
  const text = `xiangyun sign-in\n${origin}\nonce`
  const ask = (body: object, from = origin) => fetch(`${at}/sign`, { method: 'POST', headers: { 'origin': from, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  before(async () => {
    const held = certificateOf('设备')
    device = softDevice(makeKeyFile(held.certificate, held.key, '246810'), origin).listen(0, '127.0.0.1')
    await once(device, 'listening')
    at = `http://127.0.0.1:${(device.address() as { port: number }).port}`
  })
  after(() => device.close())
  test('answers its own province alone, and signs nothing but signing in there', async () => {
    assert.equal((await ask({ text, pin: '246810' })).status, 200)
    assert.equal((await ask({ text, pin: '246810' }, 'https://evil.example')).status, 403)
    assert.equal((await ask({ text: 'xiangyun sign-in\nhttps://evil.example\nonce', pin: '246810' })).status, 400)
    assert.equal((await ask({ text: '转账', pin: '246810' })).status, 400)
    assert.equal((await fetch(`${at}/sign`, { method: 'POST', headers: { origin }, body: '{' })).status, 400)
  })
  test('locks after six wrong numbers; a right one before that begins the count anew', async () => {
    for (let tries = 0; tries < 5; tries++) assert.equal((await ask({ text, pin: '000000' })).status, 403)
    assert.equal((await ask({ text, pin: '246810' })).status, 200)
    for (let tries = 0; tries < 6; tries++) assert.equal((await ask({ text, pin: '000000' })).status, 403)
    assert.equal((await ask({ text, pin: '246810' })).status, 423)
  })
})
