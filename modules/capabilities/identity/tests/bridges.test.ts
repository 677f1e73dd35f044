import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import casClient from 'http-cas-client'
import { sql } from '@xiangyun/kernel/database'
import { innerApi } from '#sim/api.ts'
import type { Api, Body } from '#sim/api.ts'
import { isProblem, must, person } from '#tests/support/cases.ts'
import { listeningProvince } from '#tests/support/listening.ts'
import type { Listening } from '#tests/support/listening.ts'
import { freePort } from '#tests/support/servers.ts'
import { browserless } from '#tests/support/signing-in.ts'
import { readRequest as read } from '../bridges/saml-parties.ts'
import { samlKeys } from '../bridges/saml-keys.ts'

const head = 'department-head.public-security.220102'
let province: Listening['province']
let clock: Listening['clock']
let api: Api
let address: string
let resident: Awaited<ReturnType<typeof person>>
before(async () => {
  ;({ province, api, address, clock } = await listeningProvince())
  resident = await person(api, 3)
})
after(() => province.end())
/** Whoever has signed out signs in again. */
const anew = () => { api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move }) }

async function connected(bridge: Record<string, unknown>, approval: Record<string, unknown> = {}): Promise<string> {
  const opened = await must(api.call(head, 'POST', '/connections', { name: '旧的户政系统', purpose: '工作人员和居民用统一账号登录', bridge } as Body), 'open')
  assert.equal(opened.value['ticket'], null)
  const { id } = opened.value['connection'] as { id: string }
  await must(api.call('security', 'POST', `/connections/${id}/decision`, { decision: 'approved', reason: '符合接入规范', scopes: ['openid', 'profile'], ...approval } as Body), 'approve')
  return id
}
const suspend = (id: string) => must(api.call('security', 'POST', `/connections/${id}/decision`, { decision: 'suspended', reason: '停用' }), 'suspend')

describe('CAS 3', () => {
  const service = 'http://localhost:9/hr/app'
  const login = (asked: string, more = '') => new URL(`${address}/cas/login?service=${encodeURIComponent(asked)}${more}`)
  const validate = async (ticket: string, asked = service, more = '') => (await fetch(`${address}/cas/p3/serviceValidate?service=${encodeURIComponent(asked)}&ticket=${ticket}${more}`)).text()
  const ticketOf = (url: URL) => url.searchParams.get('ticket') ?? ''
  let id: string
  before(async () => { id = await connected({ protocol: 'cas', service: 'http://localhost:9/hr' }) })

  test('an unmodified client library signs somebody in and reads who it is', async () => {
    const port = await freePort()
    const own = `http://localhost:${port}`
    await connected({ protocol: 'cas', service: own })
    const handler = unwatched(() => casClient({ casServerUrlPrefix: `${address}/cas`, serverName: own }))
    const server = await listening(createServer((request, response) => {
      void (async () => {
        if (!(await handler(request, response, {}))) return response.end()
        return response.end(JSON.stringify((request as unknown as { principal: unknown }).principal))
      })()
    }), port)
    try {
      const first = await fetch(`${own}/`, { redirect: 'manual' })
      assert.match(first.headers.get('location')!, /\/cas\/login\?service=/)
      const back = await browserless(address).signIn(new URL(first.headers.get('location')!), resident.identityNumber)
      assert.equal(back.origin, own)
      const cookies = first.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
      const entered = await fetch(back, { redirect: 'manual', headers: { cookie: cookies } })
      const after = entered.status === 302 ? await fetch(new URL(entered.headers.get('location')!, own), { redirect: 'manual', headers: { cookie: [cookies, ...entered.headers.getSetCookie().map((line) => line.split(';')[0])].filter(Boolean).join('; ') } }) : entered
      const principal = (await after.json()) as { user: string; attributes: Record<string, unknown> }
      assert.match(principal.user, /^[\w-]{20,}$/)
      assert.equal(principal.attributes['name'], resident.name)
      // Signing out of the portal ends the system's own session: the library hears of it by the ticket.
      const known = [...new Set([cookies, ...entered.headers.getSetCookie().map((line) => line.split(';')[0])])].filter(Boolean).join('; ')
      assert.equal((await fetch(`${own}/`, { redirect: 'manual', headers: { cookie: known } })).status, 200)
      await must(api.call(resident.identityNumber, 'POST', '/session/end', {}), 'sign out')
      await province.platform.background.settle()
      assert.equal((await fetch(`${own}/`, { redirect: 'manual', headers: { cookie: known } })).status, 302)
      assert.deepEqual(await province.platform.environment.database.rows(sql`select 1 from identity.bridge_session where service like ${`${own}%`}`), [])
      anew()
    } finally {
      server.close()
    }
  })
  test('a ticket is used once, for its service, within a minute; its answer tells what was approved and no more', async () => {
    const visitor = browserless(address)
    const ticket = ticketOf(await visitor.signIn(login(service), resident.identityNumber))
    assert.match(ticket, /^ST-/)
    const answer = await validate(ticket)
    assert.match(answer, /<cas:authenticationSuccess><cas:user>[\w-]+<\/cas:user>/)
    assert.match(answer, new RegExp(`<cas:name>${resident.name}</cas:name>`))
    assert.match(answer, /<cas:acr>real-name<\/cas:acr>/)
    assert.doesNotMatch(answer, new RegExp(resident.identityNumber))
    assert.match(await validate(ticket), /code="INVALID_TICKET"/, 'a replayed ticket')
    const other = ticketOf(await visitor.signIn(login(service), resident.identityNumber))
    assert.match(await validate(other, 'http://localhost:9/hr/other'), /code="INVALID_SERVICE"/)
    assert.match(await validate(other), /code="INVALID_TICKET"/, 'who asked for another service has used it up')
    const late = ticketOf(await visitor.signIn(login(service), resident.identityNumber))
    clock.move(61_000)
    assert.match(await validate(late), /code="INVALID_TICKET"/)
    assert.match(await validate('ST-nothing'), /code="INVALID_TICKET_SPEC"/)
    assert.match(await (await fetch(`${address}/cas/serviceValidate`)).text(), /code="INVALID_REQUEST"/)
    assert.match(await validate('ST-x', service, '&pgtUrl=https://a'), /code="INVALID_PROXY_CALLBACK"/)
  })
  test('version 1 and 2, and JSON', async () => {
    const visitor = browserless(address)
    const next = async () => ticketOf(await visitor.signIn(login(service), resident.identityNumber))
    assert.match(await (await fetch(`${address}/cas/validate?service=${encodeURIComponent(service)}&ticket=${await next()}`)).text(), /^yes\n[\w-]+\n$/)
    assert.equal(await (await fetch(`${address}/cas/validate?service=${encodeURIComponent(service)}&ticket=ST-${'x'.repeat(32)}`)).text(), 'no\n\n')
    const two = await (await fetch(`${address}/cas/serviceValidate?service=${encodeURIComponent(service)}&ticket=${await next()}`)).text()
    assert.doesNotMatch(two, /cas:attributes/)
    const json = JSON.parse(await validate(await next(), service, '&format=JSON')) as { serviceResponse: { authenticationSuccess: { attributes: { name: string[] } } } }
    assert.deepEqual(json.serviceResponse.authenticationSuccess.attributes.name, [resident.name])
  })
  test('whoever is signed in already is not asked again; renew asks, gateway never does', async () => {
    const visitor = browserless(address)
    assert.equal(ticketOf(await browserless(address).signIn(login(service, '&gateway=true'), resident.identityNumber)), '', 'nobody is signed in: back without a ticket')
    await visitor.signIn(login(service), resident.identityNumber)
    assert.equal(visitor.passwords, 1)
    const silent = ticketOf(await visitor.signIn(login(service, '&gateway=true'), resident.identityNumber))
    assert.equal(visitor.passwords, 1)
    assert.match(await validate(silent, service, '&renew=true'), /code="INVALID_TICKET"/, 'it did not come of a new sign-in')
    const anew = ticketOf(await visitor.signIn(login(service, '&renew=true'), resident.identityNumber))
    assert.equal(visitor.passwords, 2)
    assert.match(await validate(anew, service, '&renew=true'), /authenticationSuccess/)
  })
  test('open redirects: a service that was not registered gets nothing, however alike', async () => {
    for (const asked of ['http://localhost:9/hrx', 'http://localhost:9/', 'http://localhost:91/hr', 'https://localhost:9/hr', 'http://localhost:9@evil.example/hr', 'http://evil.example/hr', 'http://localhost:9/hr/%2e%2e/x', 'http://localhost:9/hr/..%2f', 'javascript:alert(1)', '//localhost:9/hr', '']) {
      const answer = await fetch(login(asked), { redirect: 'manual' })
      assert.equal(answer.status, 403, asked)
    }
  })
  test('a browser that changes where its sign-in goes on to is not handed to another system', async () => {
    const other = await connected({ protocol: 'cas', service: 'http://localhost:9/other' })
    const started = await fetch(login(service), { redirect: 'manual' })
    const [name, value] = started.headers.getSetCookie()[0]!.split(';')[0]!.split('=') as [string, string]
    const pending = JSON.parse(Buffer.from(value, 'base64url').toString()) as Record<string, unknown>
    const forged = Buffer.from(JSON.stringify({ ...pending, back: { service: 'http://localhost:9/other' } })).toString('base64url')
    const end = await browserless(address, { keep: `${name}=${forged}` }).reach(new URL(started.headers.get('location')!, address), resident.identityNumber)
    assert.match(end, /没有登记接入/)
    assert.notEqual(other, pending['client'])
  })
  test('suspended, nobody is let in any more, and a ticket on its way is worth nothing', async () => {
    const ticket = ticketOf(await browserless(address).signIn(login(service), resident.identityNumber))
    await suspend(id)
    assert.match(await validate(ticket), /code="INVALID_SERVICE"/)
    assert.equal((await fetch(login(service), { redirect: 'manual' })).status, 403)
  })
})

const readRequest = (given: unknown, binding: 'redirect' | 'post') => read(given, binding, 'AuthnRequest')

describe('SAML 2.0', () => {
  const consumer = 'http://localhost:9/saml/acs'
  const serviceProvider = async (issuer: string, more: Partial<ConstructorParameters<typeof SAML>[0]> = {}) => new SAML({
    issuer, callbackUrl: consumer, entryPoint: `${address}/saml/sso`, idpCert: (await samlKeys(province.platform.environment)).certificate, audience: issuer, identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wantAuthnResponseSigned: true, wantAssertionsSigned: true, validateInResponseTo: ValidateInResponseTo.always, idpIssuer: `${address}/saml/metadata`, disableRequestedAuthnContext: true, ...more,
  })
  const formIn = (page: string) => Object.fromEntries([...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map((one) => [one[1]!, one[2]!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))]))

  test('an unmodified service provider library signs somebody in: signed response and assertion, for it alone, told what was approved', async () => {
    await connected({ protocol: 'saml', entity: 'urn:示例:户政', consumer })
    const own = await serviceProvider('urn:示例:户政')
    const page = await browserless(address).reach(new URL(await own.getAuthorizeUrlAsync('relay=这里', undefined, {})), resident.identityNumber)
    const form = formIn(page)
    assert.equal(form['RelayState'], 'relay=这里')
    const { profile } = await own.validatePostResponseAsync({ SAMLResponse: form['SAMLResponse']! })
    assert.equal(profile!['name'], resident.name)
    assert.equal(profile!['acr'], 'real-name')
    assert.match(profile!.nameID, /^[\w-]{20,}$/)
    assert.equal(profile!['identity_number'], undefined)
    await assert.rejects(own.validatePostResponseAsync({ SAMLResponse: form['SAMLResponse']! }), /InResponseTo/, 'a replayed response')
    const changed = Buffer.from(Buffer.from(form['SAMLResponse']!, 'base64').toString('utf8').replace(resident.name, '别人')).toString('base64')
    const fresh = await serviceProvider('urn:示例:户政', { validateInResponseTo: ValidateInResponseTo.never })
    await assert.rejects(fresh.validatePostResponseAsync({ SAMLResponse: changed }), /signature/i)
    const stranger = await serviceProvider('urn:别人', { validateInResponseTo: ValidateInResponseTo.never })
    await assert.rejects(stranger.validatePostResponseAsync({ SAMLResponse: form['SAMLResponse']! }), /audience/i)
  })
  test('an official\'s unit and roles, by a request that is posted', async () => {
    await connected({ protocol: 'saml', entity: 'https://posted.example', consumer })
    const own = await serviceProvider('https://posted.example', { authnRequestBinding: 'HTTP-POST', skipRequestCompression: true } as never)
    const asked = /name="SAMLRequest" value="([^"]+)"/.exec(await own.getAuthorizeFormAsync('', undefined, {}))![1]!
    const start = await fetch(`${address}/saml/sso`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ SAMLRequest: asked }) })
    assert.equal(start.status, 302)
    const cookie = start.headers.getSetCookie()[0]!.split(';')[0]!
    const back = await browserless(address, { keep: cookie }).reach(new URL(start.headers.get('location')!, address), 'clerk')
    const { profile } = await own.validatePostResponseAsync({ SAMLResponse: formIn(back)['SAMLResponse']! })
    assert.equal(profile!['kind'], 'official')
    assert.match(String(profile!['unit_name']), /南关区/)
    assert.match(String(profile!['roles']), /window-clerk/)
  })
  test('a system that registered a certificate signs its requests: unsigned or by another key is refused', async () => {
    const { privateKey, certificate } = await samlKeys({ ...province.platform.environment, keys: { ...province.platform.environment.keys, keep: (_name, make) => make() } })
    await connected({ protocol: 'saml', entity: 'https://signed.example', consumer, certificate })
    const signed = await serviceProvider('https://signed.example', { privateKey, signatureAlgorithm: 'sha256' })
    assert.ok((await browserless(address).reach(new URL(await signed.getAuthorizeUrlAsync('r', undefined, {})), resident.identityNumber)).includes('SAMLResponse'))
    const unsigned = await serviceProvider('https://signed.example')
    assert.equal((await fetch(await unsigned.getAuthorizeUrlAsync('r', undefined, {}), { redirect: 'manual' })).status, 403)
    const other = await serviceProvider('https://signed.example', { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, signatureAlgorithm: 'sha256' })
    assert.equal((await fetch(await other.getAuthorizeUrlAsync('r', undefined, {}), { redirect: 'manual' })).status, 403)
    const moved = new URL(await signed.getAuthorizeUrlAsync('r', undefined, {}))
    moved.searchParams.set('RelayState', 'elsewhere')
    assert.equal((await fetch(moved, { redirect: 'manual' })).status, 403, 'what was signed is changed')
  })
  test('mixed-up addresses: a request that names another consumer address, or comes from nobody, gets nothing', async () => {
    await connected({ protocol: 'saml', entity: 'https://strict.example', consumer })
    const evil = await serviceProvider('https://strict.example', { callbackUrl: 'https://evil.example/acs' })
    assert.equal((await fetch(await evil.getAuthorizeUrlAsync('', undefined, {}), { redirect: 'manual' })).status, 403)
    const nobody = await serviceProvider('https://nobody.example')
    assert.equal((await fetch(await nobody.getAuthorizeUrlAsync('', undefined, {}), { redirect: 'manual' })).status, 403)
  })
  test('passive, and nobody is signed in: the system is told so and nobody is disturbed', async () => {
    await connected({ protocol: 'saml', entity: 'https://passive.example', consumer })
    const own = await serviceProvider('https://passive.example', { passive: true })
    const visitor = browserless(address)
    const page = await visitor.reach(new URL(await own.getAuthorizeUrlAsync('', undefined, {})), resident.identityNumber)
    assert.equal(visitor.passwords, 0)
    assert.match(Buffer.from(formIn(page)['SAMLResponse']!, 'base64').toString(), /status:NoPassive/)
  })
  test('what is no request is nobody\'s: entities, document types, bombs, other documents', () => {
    const packed = (xml: string) => deflateRawSync(Buffer.from(xml)).toString('base64')
    const good = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0"><saml:Issuer>x</saml:Issuer></samlp:AuthnRequest>'
    assert.equal(readRequest(packed(good), 'redirect')?.issuer, 'x')
    for (const bad of [`<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${good}`, good.replace('x</saml', '&e;</saml'), good.replace('AuthnRequest ', 'LogoutRequest '), good.replace('2.0"><saml', '1.1"><saml'), '<a/>', 'nothing', good.slice(0, 80), `${good.slice(0, -22)}${' '.repeat(10_000_000)}${good.slice(-22)}`]) {
      assert.equal(readRequest(packed(bad), 'redirect'), undefined, bad.slice(0, 60))
    }
    assert.equal(readRequest('%%%', 'post'), undefined)
    assert.equal(readRequest(undefined, 'post'), undefined)
  })
  test('single logout: a system that asks is answered when the person has said yes; the provider has no session left', async () => {
    const { privateKey, certificate } = await samlKeys({ ...province.platform.environment, keys: { ...province.platform.environment.keys, keep: (_name, make) => make() } })
    await connected({ protocol: 'saml', entity: 'https://leaving.example', consumer, certificate, logout: 'http://localhost:9/saml/slo' })
    const own = await serviceProvider('https://leaving.example', { privateKey, signatureAlgorithm: 'sha256', logoutUrl: `${address}/saml/slo`, validateInResponseTo: ValidateInResponseTo.never })
    const visitor = browserless(address)
    const { profile } = await own.validatePostResponseAsync({ SAMLResponse: formIn(await visitor.reach(new URL(await own.getAuthorizeUrlAsync('', undefined, {})), resident.identityNumber))['SAMLResponse']! })
    const asked = new URL(await own.getLogoutUrlAsync(profile!, '回到=首页', {}))
    const confirm = await visitor.firstPage(asked, true)
    assert.match(confirm.headers.get('location')!, /^\/oidc\/session\/end\?/)
    const done = await visitor.leave(new URL(confirm.headers.get('location')!, address))
    const answered = await visitor.firstPage(new URL(done, address), true)
    const back = new URL(answered.headers.get('location')!)
    assert.equal(back.origin + back.pathname, 'http://localhost:9/saml/slo')
    assert.equal(back.searchParams.get('RelayState'), '回到=首页')
    assert.deepEqual(await own.validateRedirectAsync(Object.fromEntries(back.searchParams), back.search.slice(1)), { profile: null, loggedOut: true })
    assert.equal((await visitor.firstPage(new URL(done, address), true)).status, 403, 'the answer is given once')
    visitor.seen.length = 0
    await visitor.reach(new URL(await own.getAuthorizeUrlAsync('', undefined, {})), resident.identityNumber)
    assert.equal(visitor.passwords, 2, 'who comes again signs in again')
  })
  test('single logout: who signs out elsewhere is signed out of the system, which hears it in a signed envelope and without the browser', async () => {
    const port = await freePort()
    const heard: string[] = []
    const server = await listening(createServer((request, response) => {
      let body = ''
      request.on('data', (part) => { body += String(part) })
      request.on('end', () => { heard.push(body); response.end(heard.length === 1 ? response.writeHead(500) && '' : '') })
    }), port)
    try {
      await connected({ protocol: 'saml', entity: 'https://hearing.example', consumer, hears: `http://localhost:${port}/saml/soap` })
      const own = await serviceProvider('https://hearing.example', { validateInResponseTo: ValidateInResponseTo.never })
      const { profile } = await own.validatePostResponseAsync({ SAMLResponse: formIn(await browserless(address).reach(new URL(await own.getAuthorizeUrlAsync('', undefined, {})), resident.identityNumber))['SAMLResponse']! })
      await must(api.call(resident.identityNumber, 'POST', '/session/end', {}), 'sign out')
      await province.platform.background.settle()
      assert.equal(heard.length, 1, 'told, and it did not answer well')
      clock.move(2 * 60_000)
      await province.platform.background.settle()
      assert.equal(heard.length, 2, 'told again')
      const inner = /<soap:Body>(.*)<\/soap:Body>/s.exec(heard[1]!)![1]!
      const { profile: told } = await own.validatePostRequestAsync({ SAMLRequest: Buffer.from(inner).toString('base64') })
      assert.deepEqual([told!.nameID, told!.sessionIndex], [profile!.nameID, profile!.sessionIndex])
      const forged = inner.replace(profile!.nameID, 'somebody-else-altogether')
      await assert.rejects(own.validatePostRequestAsync({ SAMLRequest: Buffer.from(forged).toString('base64') }), /signature/i)
      assert.deepEqual(await province.platform.environment.database.rows(sql`select 1 from identity.bridge_session where service like ${`%:${port}/%`}`), [])
    } finally {
      server.close()
      anew()
    }
  })
  test('single logout is refused to who has registered no address for it, and to a request that another has signed', async () => {
    await connected({ protocol: 'saml', entity: 'https://silent.example', consumer })
    const profile = { nameID: 'somebody', nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', issuer: 'x' }
    const silent = await serviceProvider('https://silent.example', { logoutUrl: `${address}/saml/slo` })
    assert.equal((await fetch(await silent.getLogoutUrlAsync(profile, '', {}), { redirect: 'manual' })).status, 403)
    const forger = await serviceProvider('https://leaving.example', { logoutUrl: `${address}/saml/slo`, privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, signatureAlgorithm: 'sha256' })
    assert.equal((await fetch(await forger.getLogoutUrlAsync(profile, '', {}), { redirect: 'manual' })).status, 403)
    const unsigned = await serviceProvider('https://leaving.example', { logoutUrl: `${address}/saml/slo` })
    assert.equal((await fetch(await unsigned.getLogoutUrlAsync(profile, '', {}), { redirect: 'manual' })).status, 403)
    assert.equal((await fetch(`${address}/saml/slo?SAMLRequest=nothing`)).status, 403)
    assert.equal((await fetch(`${address}/saml/slo/done?state=made-up`)).status, 403)
  })
  test('metadata names the sign-in addresses and the certificate', async () => {
    const text = await (await fetch(`${address}/saml/metadata`)).text()
    assert.match(text, /HTTP-Redirect/)
    assert.match(text, new RegExp(`Location="${address}/saml/sso"`))
    assert.match(text, new RegExp(`SingleLogoutService[^>]*Location="${address}/saml/slo"`))
    assert.match(text, /X509Certificate/)
  })
})

test('an elder system is registered with safe addresses, a readable certificate and an entity of its own', async () => {
  const open = (bridge: Record<string, unknown>) => api.call(head, 'POST', '/connections', { name: '旧系统', purpose: '统一账号登录', bridge } as Body)
  isProblem(await open({ protocol: 'cas', service: 'http://plain.example/' }), 400, 'identity/unsafe-address')
  isProblem(await open({ protocol: 'cas', service: 'https://a.example/?x=1' }), 400, 'identity/unsafe-address')
  isProblem(await open({ protocol: 'saml', entity: 'urn:one', consumer: 'https://a.example/acs', certificate: 'nothing' }), 400, 'identity/wrong-certificate')
  for (const address of ['logout', 'hears']) isProblem(await open({ protocol: 'saml', entity: 'urn:one', consumer: 'https://a.example/acs', [address]: 'http://plain.example/' }), 400, 'identity/unsafe-address')
  await must(open({ protocol: 'saml', entity: 'urn:one', consumer: 'https://a.example/acs' }), 'first')
  isProblem(await open({ protocol: 'saml', entity: 'urn:one', consumer: 'https://b.example/acs' }), 409, 'identity/entity-taken')
})

/** The library sweeps its own store for ever, and would keep this process with it. */
function unwatched<T>(make: () => T): T {
  const usual = globalThis.setInterval
  globalThis.setInterval = ((...given: Parameters<typeof usual>) => usual(...given).unref()) as typeof usual
  try {
    return make()
  } finally {
    globalThis.setInterval = usual
  }
}

const listening = (server: Server, port: number): Promise<Server> => new Promise((done) => { server.listen(port, 'localhost', () => done(server)) })
