import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as client from 'openid-client'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose'
import { sql } from '@xiangyun/kernel/database'
import type { Api, Body } from '#sim/api.ts'
import { isProblem, must, person } from '#tests/support/cases.ts'
import { listeningProvince } from '#tests/support/listening.ts'
import type { Listening } from '#tests/support/listening.ts'
import { browserless } from '#tests/support/signing-in.ts'
import type { Visitor } from '#tests/support/signing-in.ts'

const head = 'department-head.public-security.220102'
const callback = 'http://localhost:9/callback'

let province: Listening['province']
let clock: Listening['clock']
let api: Api
let address: string
let resident: string
before(async () => {
  ;({ province, api, address, clock } = await listeningProvince())
  resident = (await person(api, 3)).identityNumber
})
after(() => province.end())

const insecure = { execute: [client.allowInsecureRequests] }
const ownApi = () => `${address}/api`

/** A system of a department: its office opens a connection, an engineer registers with an unmodified client, the data bureau approves. */
async function connected(metadata: Record<string, unknown>, approval: Record<string, unknown>, auth?: (id: string, secret?: string) => client.ClientAuth): Promise<client.Configuration> {
  const opened = await must(api.call(head, 'POST', '/connections', { name: '户政业务系统', purpose: '工作人员和居民用统一账号登录' }), 'open')
  const given = await client.dynamicClientRegistration(new URL(`${address}/oidc`), { client_name: '户政', redirect_uris: [callback], ...metadata } as never, undefined, { ...insecure, initialAccessToken: String(opened.value['ticket']) })
  const { client_id: id, client_secret: secret } = given.clientMetadata()
  const { id: connection } = opened.value['connection'] as { id: string }
  await must(api.call('security', 'POST', `/connections/${connection}/decision`, { decision: 'approved', reason: '符合接入规范', scopes: ['openid', 'profile', 'offline_access'], ...approval } as Body), 'approve')
  return client.discovery(new URL(`${address}/oidc`), id, undefined, auth?.(id, secret as string) ?? client.ClientSecretBasic(secret as string), insecure)
}

type Asked = { readonly scope?: string; readonly more?: Record<string, string>; readonly who?: string; readonly visitor?: Visitor; readonly dpop?: client.DPoPHandle; readonly pushed?: boolean }

/** Code with PKCE from end to end, as a browser goes through it. */
async function signedIn(config: client.Configuration, { scope = 'openid profile', more = {}, who = resident, visitor = browserless(address), dpop, pushed }: Asked = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const given = { redirect_uri: callback, scope, state, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more }
  const url = pushed ? await client.buildAuthorizationUrlWithPAR(config, given, dpop ? { DPoP: dpop } : undefined) : client.buildAuthorizationUrl(config, given)
  const back = await visitor.signIn(url, who)
  return { back, tokens: () => client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state, ...(more['nonce'] ? { expectedNonce: more['nonce'] } : {}) }, undefined, dpop ? { DPoP: dpop } : undefined), verifier, state, visitor }
}
const refusedWith = async (work: Promise<unknown>, error: string) => assert.rejects(work, (thrown: { error?: string; cause?: { error?: string } | readonly { parameters: { error?: string } }[] }) => (thrown.error ?? (Array.isArray(thrown.cause) ? thrown.cause[0]?.parameters.error : (thrown.cause as { error?: string } | undefined)?.error)) === error || assert.fail(JSON.stringify({ wanted: error, got: thrown.error ?? thrown.cause ?? String(thrown) })))
const refresh = ['authorization_code', 'refresh_token']

describe('connecting a system', () => {
  test('an engineer registers with the ticket, once; until the data bureau approves nobody signs in with it; suspended, nobody any more', async () => {
    const opened = await must(api.call(head, 'POST', '/connections', { name: '试接入', purpose: '看看能不能用' }), 'open')
    const ticket = String(opened.value['ticket'])
    const register = (token: string) => client.dynamicClientRegistration(new URL(`${address}/oidc`), { redirect_uris: [callback] } as never, undefined, { ...insecure, initialAccessToken: token })
    await assert.rejects(register('not-a-ticket'))
    const given = await register(ticket)
    await assert.rejects(register(ticket), 'a ticket registers one client')
    const { client_id: id, client_secret: secret } = given.clientMetadata()
    const config = await client.discovery(new URL(`${address}/oidc`), id, undefined, client.ClientSecretBasic(secret as string), insecure)
    const url = client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' })
    assert.equal((await fetch(url, { redirect: 'manual' })).status, 400, 'not approved yet')
    const { id: connection } = opened.value['connection'] as { id: string }
    isProblem(await api.call(head, 'POST', `/connections/${connection}/decision`, { decision: 'approved', reason: '自己批准' }), 403, 'kernel/forbidden')
    isProblem(await api.call('security-administrator.government-service.220103', 'POST', `/connections/${connection}/decision`, { decision: 'approved', reason: '别的县区' }), 404, 'identity/no-connection')
    assert.equal((await api.call('security-administrator.government-service.220103', 'GET', '/connections')).value['total'], 0)
    await must(api.call('security', 'POST', `/connections/${connection}/decision`, { decision: 'approved', reason: '可以', scopes: ['openid', 'profile'] }), 'approve')
    const { tokens } = await signedIn(config)
    const got = await tokens()
    assert.equal((await client.fetchUserInfo(config, got.access_token, got.claims()!.sub)).sub, got.claims()!.sub)
    await must(api.call('security', 'POST', `/connections/${connection}/decision`, { decision: 'suspended', reason: '停用' }), 'suspend')
    await assert.rejects(client.fetchUserInfo(config, got.access_token, got.claims()!.sub))
    assert.equal((await fetch(url, { redirect: 'manual' })).status, 400)
  })
  test('what a client may not be is refused at registration: implicit flow, addresses without TLS, fragments', async () => {
    const bad: readonly Record<string, unknown>[] = [{ grant_types: ['implicit'], response_types: ['id_token'] }, { redirect_uris: ['http://example.invalid/callback'] }, { redirect_uris: ['https://example.invalid/callback#part'] }, { redirect_uris: [callback], backchannel_logout_uri: 'http://example.invalid/out' }, { redirect_uris: [callback], token_endpoint_auth_method: 'client_secret_post' }]
    for (const metadata of bad) {
      const opened = await must(api.call(head, 'POST', '/connections', { name: '不合规', purpose: '看看会不会拒绝' }), 'open')
      await assert.rejects(client.dynamicClientRegistration(new URL(`${address}/oidc`), { redirect_uris: [callback], ...metadata } as never, undefined, { ...insecure, initialAccessToken: String(opened.value['ticket']) }), JSON.stringify(metadata))
    }
  })
})

describe('signing in', () => {
  let config: client.Configuration
  before(async () => { config = await connected({ grant_types: refresh }, {}) })

  test('code with PKCE: the person is asked once what is told, the subject is this system\'s own, name and assurance are true', async () => {
    const { tokens, visitor } = await signedIn(config, { more: { nonce: 'n-1' } })
    const got = await tokens()
    const claims = got.claims()!
    assert.deepEqual([claims.acr, claims.amr], ['real-name', ['pwd']])
    assert.match(visitor.seen.join(' '), /您的姓名/)
    const told = await client.fetchUserInfo(config, got.access_token, claims.sub)
    assert.equal(typeof told.name, 'string')
    const other = await connected({ client_name: '另一个' }, {})
    assert.notEqual((await (await signedIn(other)).tokens()).claims()!.sub, claims.sub, 'two systems cannot join what they know')
    assert.ok(!JSON.stringify(claims).includes(resident))
  })
  test('whoever is signed in already is not asked for the password again by the next system', async () => {
    const visitor = browserless(address)
    await (await signedIn(config, { visitor })).tokens()
    const other = await connected({}, {})
    const passwords = visitor.passwords
    await (await signedIn(other, { visitor })).tokens()
    assert.equal(visitor.passwords, passwords)
  })
  test('whoever does not consent is sent back with access_denied', async () => {
    const visitor = browserless(address, { consents: false })
    const { back } = await signedIn(config, { visitor })
    assert.equal(back.searchParams.get('error'), 'access_denied')
  })
  test('an official\'s system reads unit and roles; who has left is nobody to it', async () => {
    const { tokens } = await signedIn(config, { who: 'reviewer' })
    const got = await tokens()
    const told = await client.fetchUserInfo(config, got.access_token, got.claims()!.sub)
    assert.deepEqual([told['unit'], (told['roles'] as string[]).includes('reviewer')], ['market-supervision@220102', true])
  })
  test('a code is worth nothing the second time, and what came of it ends (RFC 6749 4.1.2)', async () => {
    const one = await signedIn(config)
    const got = await one.tokens()
    await refusedWith(one.tokens(), 'invalid_grant')
    await assert.rejects(client.fetchUserInfo(config, got.access_token, got.claims()!.sub))
  })
  test('a code needs its own verifier, client and address', async () => {
    const wrong = async (body: Record<string, string>, one: Awaited<ReturnType<typeof signedIn>>, by = config) => client.genericGrantRequest(by, 'authorization_code', { code: one.back.searchParams.get('code')!, redirect_uri: callback, code_verifier: one.verifier, ...body })
    await refusedWith(wrong({ code_verifier: client.randomPKCECodeVerifier() }, await signedIn(config)), 'invalid_grant')
    await refusedWith(wrong({ redirect_uri: 'http://localhost:9/other' }, await signedIn(config)), 'invalid_grant')
    await refusedWith(wrong({}, await signedIn(config), await connected({}, {})), 'invalid_grant')
  })
  test('an address that was not registered gets nothing, however alike', async () => {
    for (const redirect of ['http://localhost:9/callback/', 'http://localhost:9/callback?x=1', 'http://localhost.evil.invalid:9/callback', 'http://localhost:9/../callback', 'https://localhost:9/callback']) {
      const answer = await fetch(client.buildAuthorizationUrl(config, { redirect_uri: redirect, scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }), { redirect: 'manual' })
      assert.deepEqual([answer.status, answer.headers.get('location')], [400, null], redirect)
    }
  })
  test('without PKCE, with plain PKCE, or for a token in the address, there is no way', async () => {
    for (const [more, error] of [[{}, 'invalid_request'], [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'], [{ response_type: 'token' }, 'unsupported_response_type'], [{ scope: 'openid phone' }, 'invalid_scope']] as const) {
      const answer = await fetch(client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', ...('scope' in more ? { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' } : {}), ...more }), { redirect: 'manual' })
      const to = answer.headers.get('location')
      const said = to && URL.canParse(to) ? new URL(to).searchParams.get('error') ?? new URLSearchParams(new URL(to).hash.slice(1)).get('error') : null
      assert.equal(said, error, JSON.stringify(more))
    }
  })
  test('a page of sign-in stands in nobody\'s frame', async () => {
    const visitor = browserless(address)
    const page = await visitor.firstPage(client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }))
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  })
})

describe('refreshing', () => {
  let config: client.Configuration
  before(async () => { config = await connected({ grant_types: refresh }, {}) })
  const offline = async () => (await (await signedIn(config, { scope: 'openid profile offline_access', more: { prompt: 'consent' } })).tokens())

  test('a refresh token is used once; a stolen one ends everything that came of it (RFC 9700 4.14.2)', async () => {
    const first = await offline()
    const second = await client.refreshTokenGrant(config, first.refresh_token!)
    assert.notEqual(second.refresh_token, first.refresh_token)
    await refusedWith(client.refreshTokenGrant(config, first.refresh_token!), 'invalid_grant')
    await refusedWith(client.refreshTokenGrant(config, second.refresh_token!), 'invalid_grant')
  })
  test('used twice at the same moment, one gets an answer at most, and then nobody', async () => {
    const first = await offline()
    const both = await Promise.allSettled([client.refreshTokenGrant(config, first.refresh_token!), client.refreshTokenGrant(config, first.refresh_token!)])
    const got = both.filter((one) => one.status === 'fulfilled')
    assert.ok(got.length <= 1, 'never both')
    for (const one of got) await refusedWith(client.refreshTokenGrant(config, one.value.refresh_token!), 'invalid_grant')
  })
  test('another client\'s refresh token is nobody\'s, more scope than was granted is refused, without offline_access there is none', async () => {
    const first = await offline()
    const other = await connected({ grant_types: refresh }, {})
    await refusedWith(client.refreshTokenGrant(other, first.refresh_token!), 'invalid_grant')
    await refusedWith(client.refreshTokenGrant(config, first.refresh_token!, { scope: 'openid phone' }), 'invalid_scope')
    assert.equal((await (await signedIn(config)).tokens()).refresh_token, undefined)
  })
  test('revoked is revoked (RFC 7009), and introspection says so to its own client only (RFC 7662)', async () => {
    const first = await offline()
    assert.equal((await client.tokenIntrospection(config, first.access_token)).active, true)
    await client.tokenRevocation(config, first.refresh_token!)
    await refusedWith(client.refreshTokenGrant(config, first.refresh_token!), 'invalid_grant')
    assert.equal((await client.tokenIntrospection(config, first.access_token)).active, false)
  })
})

describe('clients that prove themselves', () => {
  test('private_key_jwt: the registered key signs, once, for this provider and in time', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k1', use: 'sig', alg: 'ES256' }
    const config = await connected({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } }, {}, () => client.PrivateKeyJwt({ key: privateKey, kid: 'k1' }))
    assert.ok((await (await signedIn(config)).tokens()).access_token)
    const id = config.clientMetadata().client_id
    const assertion = (key: CryptoKey, more: { aud?: string; exp?: number; jti?: string } = {}) => new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).setIssuer(id).setSubject(id).setAudience(more.aud ?? `${address}/oidc`).setJti(more.jti ?? crypto.randomUUID()).setIssuedAt().setExpirationTime(more.exp ?? Math.floor(Date.now() / 1000) + 60).sign(key)
    const ask = async (signed: string) => (await fetch(`${address}/oidc/token/introspection`, { method: 'POST', body: new URLSearchParams({ token: 'x', client_id: id, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: signed }) })).status
    const good = await assertion(privateKey)
    assert.equal(await ask(good), 200)
    assert.equal(await ask(good), 401, 'the same assertion again')
    const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    assert.deepEqual(await Promise.all([assertion(stranger.privateKey), assertion(privateKey, { aud: 'https://elsewhere.invalid' }), assertion(privateKey, { exp: Math.floor(Date.now() / 1000) - 120 })].map(async (one) => ask(await one))), [401, 401, 401])
  })
  test('a wrong secret is no secret', async () => {
    const config = await connected({}, {})
    const wrong = await client.discovery(new URL(`${address}/oidc`), config.clientMetadata().client_id, undefined, client.ClientSecretBasic('wrong'), insecure)
    await refusedWith((await signedIn(wrong)).tokens(), 'invalid_client')
  })
  test('pushed requests (RFC 9126): used once, by the client that pushed it', async () => {
    const config = await connected({}, {})
    const one = await signedIn(config, { pushed: true })
    assert.ok((await one.tokens()).access_token)
    const verifier = client.randomPKCECodeVerifier()
    const url = await client.buildAuthorizationUrlWithPAR(config, { redirect_uri: callback, scope: 'openid', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' })
    const other = await connected({}, {})
    const theirs = new URL(url)
    theirs.searchParams.set('client_id', other.clientMetadata().client_id)
    assert.equal((await fetch(theirs, { redirect: 'manual' })).status, 400)
    await refusedWith(client.buildAuthorizationUrlWithPAR(config, { redirect_uri: 'https://elsewhere.invalid/', scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }), 'invalid_request')
  })
  test('DPoP (RFC 9449): a token bound to a key opens nothing without it, nor with another', async () => {
    const config = await connected({}, {})
    const keys = await client.randomDPoPKeyPair('ES256')
    const handle = client.getDPoPHandle(config, keys)
    const got = await (await signedIn(config, { dpop: handle })).tokens()
    assert.equal(got.token_type, 'dpop')
    assert.equal((await client.fetchUserInfo(config, got.access_token, got.claims()!.sub, { DPoP: handle })).sub, got.claims()!.sub)
    assert.equal((await fetch(`${address}/oidc/me`, { headers: { authorization: `Bearer ${got.access_token}` } })).status, 401)
    const thief = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    await assert.rejects(client.fetchUserInfo(config, got.access_token, got.claims()!.sub, { DPoP: thief }))
  })
})

describe('signing out', () => {
  test('at the portal: every system that the person used is told, and told again when it did not listen (Back-Channel Logout 1.0)', async () => {
    const heard: string[] = []
    let isDeaf = true
    const listening = createServer((request, reply) => {
      let text = ''
      request.on('data', (part: Buffer) => { text += part.toString() })
      request.on('end', () => {
        if (!isDeaf) heard.push(new URLSearchParams(text).get('logout_token')!)
        reply.writeHead(isDeaf ? 503 : 200).end()
        isDeaf = false
      })
    })
    await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done))
    const system = await connected({ backchannel_logout_uri: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/out`, backchannel_logout_session_required: true }, {})
    const visitor = browserless(address)
    const claims = (await (await signedIn(system, { visitor })).tokens()).claims()!
    assert.equal((await visitor.signOut()).status, 200)
    await province.platform.background.settle()
    assert.deepEqual(heard, [])
    clock.move(61_000)
    await province.platform.background.settle()
    const jwks = createRemoteJWKSet(new URL(`${address}/oidc/jwks`))
    const { payload, protectedHeader } = await jwtVerify(heard[0]!, jwks, { issuer: `${address}/oidc`, audience: system.clientMetadata().client_id, typ: 'logout+jwt' })
    assert.deepEqual([payload.sub, typeof payload['sid'], Object.keys(payload['events'] as object), protectedHeader.alg], [claims.sub, 'string', ['http://schemas.openid.net/event/backchannel-logout'], 'ES256'])
    const passwords = visitor.passwords
    await (await signedIn(system, { visitor })).tokens()
    assert.equal(visitor.passwords, passwords + 1, 'signed out at the provider as well')
    await new Promise((done) => listening.close(done))
  })
  test('at a system (RP-initiated): the person is asked, and comes back only to an address that was registered', async () => {
    const system = await connected({ post_logout_redirect_uris: ['http://localhost:9/bye'] }, {})
    const visitor = browserless(address)
    const got = await (await signedIn(system, { visitor })).tokens()
    assert.equal((await visitor.firstPage(client.buildEndSessionUrl(system, { id_token_hint: got.id_token!, post_logout_redirect_uri: 'https://elsewhere.invalid/' }), true)).status, 400)
    const end = await visitor.leave(client.buildEndSessionUrl(system, { id_token_hint: got.id_token!, post_logout_redirect_uri: 'http://localhost:9/bye', state: 's' }))
    assert.equal(end, 'http://localhost:9/bye?state=s')
  })
})

describe('machines and systems', () => {
  const device = 'urn:ietf:params:oauth:grant-type:device_code'
  test('a machine signs in by a code that the person types elsewhere (RFC 8628); refused and unknown codes get nothing', async () => {
    const config = await connected({ grant_types: [device], redirect_uris: [], response_types: [], application_type: 'native', token_endpoint_auth_method: 'none' }, {}, () => client.None())
    const started = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' })
    const visitor = browserless(address)
    await visitor.typeDeviceCode(started.verification_uri, started.user_code, resident, 'yes')
    const got = await client.pollDeviceAuthorizationGrant(config, { ...started, interval: 0.2 } as never)
    assert.ok(got.access_token)
    await refusedWith(client.genericGrantRequest(config, device, { device_code: started.device_code }), 'invalid_grant')
    const second = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
    await refusedWith(client.genericGrantRequest(config, device, { device_code: second.device_code }), 'authorization_pending')
    await visitor.typeDeviceCode(second.verification_uri, second.user_code, resident, 'abort')
    await refusedWith(client.genericGrantRequest(config, device, { device_code: second.device_code }), 'access_denied')
    await refusedWith(client.genericGrantRequest(config, device, { device_code: 'nothing' }), 'invalid_grant')
  })
  test('our own API takes a token for it as the person, with what the person and the system both may, and one\'s own things are not among it', async () => {
    const config = await connected({}, { calls: [{ audience: ownApi(), scopes: ['cases:read', 'cases:decide', 'staff:manage'] }] })
    const one = await signedIn(config, { who: 'reviewer', scope: 'openid cases:read staff:manage', more: { resource: ownApi() } })
    const got = await client.authorizationCodeGrant(config, one.back, { pkceCodeVerifier: one.verifier, expectedState: one.state }, { resource: ownApi() })
    const ask = async (path: string, token = got.access_token) => (await fetch(`${ownApi()}${path}`, { headers: { authorization: `Bearer ${token}` } })).status
    assert.equal(await ask('/queue'), 200)
    assert.equal(await ask('/cases?text=x'), 403, 'the system was not given it')
    assert.equal(await ask('/delegations'), 403, 'one\'s own things')
    assert.equal(await ask('/staff'), 403)
    const [head_, body, signature] = got.access_token.split('.') as [string, string, string]
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const forged = (more: object) => Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')
    assert.deepEqual(await Promise.all([ask('/queue', `${head_}.${forged({ scope: 'cases:search' })}.${signature}`), ask('/queue', `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`), ask('/queue', `${head_}.${body}.${'A'.repeat(86)}`)]), [401, 401, 401])
    await refusedWith(client.genericGrantRequest(config, 'authorization_code', { code: 'nothing', code_verifier: 'x'.repeat(43), redirect_uri: callback }), 'invalid_grant')
  })
  test('one department\'s system calls another\'s for the person (RFC 8693): as approved, for tokens made for itself, and no longer', async () => {
    const registry = 'https://registry.invalid/api'
    const police = 'https://police.invalid/api'
    await connected({ client_name: '登记' }, { audience: registry, offers: ['entries:read', 'entries:write'] })
    const both = await connected({ grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:token-exchange'] }, { audience: police, offers: ['people:read'], calls: [{ audience: registry, scopes: ['entries:read'] }] })
    const portal = await connected({ client_name: '门户' }, { calls: [{ audience: police, scopes: ['people:read'] }] })
    const one = await signedIn(portal, { scope: 'openid people:read', more: { resource: police } })
    const got = await client.authorizationCodeGrant(portal, one.back, { pkceCodeVerifier: one.verifier, expectedState: one.state }, { resource: police })
    const exchange = (by: client.Configuration, more: Record<string, string> = {}) => client.genericGrantRequest(by, 'urn:ietf:params:oauth:grant-type:token-exchange', { subject_token: got.access_token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', audience: registry, ...more })
    const changed = await exchange(both)
    const claims = JSON.parse(Buffer.from(changed.access_token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
    assert.deepEqual([claims['aud'], claims['scope'], (claims['act'] as { sub: string }).sub], [registry, 'entries:read', both.clientMetadata().client_id])
    assert.ok((claims['exp'] as number) <= (JSON.parse(Buffer.from(got.access_token.split('.')[1]!, 'base64url').toString()) as { exp: number }).exp)
    await refusedWith(exchange(both, { audience: 'https://nobody.invalid/api' }), 'invalid_target')
    await refusedWith(exchange(both, { scope: 'entries:write' }), 'invalid_scope')
    await refusedWith(exchange(both, { subject_token: changed.access_token }), 'invalid_grant')
    await refusedWith(exchange(both, { subject_token: 'stolen' }), 'invalid_grant')
    await refusedWith(exchange(portal), 'invalid_request')
  })
  test('a system by itself (client credentials) gets tokens for what it may call and for nobody', async () => {
    const registry = 'https://register-of-dogs.invalid/api'
    await connected({}, { audience: registry, offers: ['entries:read'] })
    const config = await connected({ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }, { calls: [{ audience: registry, scopes: ['entries:read'] }] })
    const got = await client.clientCredentialsGrant(config, { resource: registry, scope: 'entries:read' })
    assert.equal((JSON.parse(Buffer.from(got.access_token.split('.')[1]!, 'base64url').toString()) as { aud: string }).aud, registry)
    await refusedWith(client.clientCredentialsGrant(config, { resource: ownApi(), scope: 'cases:read' }), 'invalid_target')
  })
  test('an interface belongs to one system, and nobody may be approved for what is not offered', async () => {
    const taken = 'https://taken.invalid/api'
    await connected({}, { audience: taken, offers: ['a:read'] })
    await assert.rejects(connected({}, { audience: taken }), /identity\/audience-taken/)
    await assert.rejects(connected({}, { audience: ownApi() }), /identity\/audience-taken/)
    await assert.rejects(connected({}, { calls: [{ audience: taken, scopes: ['a:write'] }] }), /identity\/no-audience/)
  })
})

test('what discovery claims is what is here', async () => {
  const claimed = (await (await fetch(`${address}/oidc/.well-known/openid-configuration`)).json()) as Record<string, unknown>
  assert.deepEqual(claimed['grant_types_supported'], ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'])
  assert.deepEqual([claimed['response_types_supported'], claimed['code_challenge_methods_supported'], claimed['token_endpoint_auth_methods_supported']], [['code'], ['S256'], ['none', 'client_secret_basic', 'private_key_jwt']])
  for (const name of ['pushed_authorization_request_endpoint', 'device_authorization_endpoint', 'registration_endpoint', 'introspection_endpoint', 'revocation_endpoint', 'end_session_endpoint']) assert.ok(claimed[name], name)
  assert.equal(claimed['backchannel_logout_supported'], true)
  assert.equal((await province.platform.environment.database.rows(sql`select 1 from identity.oidc where payload::text like ${`%${resident}%`}`)).length, 0, 'nobody\'s number stands in what the provider keeps')
})
