import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { isPassword, nobodys } from '#modules/capabilities/identity/passwords.ts'
import { benchGround, byClients } from './ground.ts'
import type { Ground } from './ground.ts'
import { bounded, compared, median } from './measure.ts'
import type { Benchmark } from './measure.ts'

const CLIENTS = 8
const ports = { ours: 18113, peer: 18114 }
const password = 'Wheat-field9'

/** A provider as a browser and an engineer's client see it. */
type Side = { readonly issuer: string; readonly page: (uid: string) => string; readonly client: string; readonly callback: string; readonly form: Record<string, string> }

/** Whole sign-ins by code with PKCE, and refreshes with rotation; in turn with the library's plain set-up on the same database. The password is hashed with one round here, and its own price is told apart. */
export const logins: Benchmark = async ({ rounds, size }) => {
  const count = size ?? 400
  // Each visitor has an address of their own, as behind a proxy: the bounds of one address are no part of the measure.
  process.env['TRUST_PROXY'] = '127.0.0.1'
  const ground = await benchGround({ clients: 4, scale: 2_000, port: ports.ours })
  const callback = `${ground.address}/sign-in/callback`
  const peer = await started(ground.url, callback)
  try {
    const who = await resident(ground)
    const ours: Side = { issuer: `${ground.address}/oidc`, page: (uid) => `${ground.address}/sign-in/page/${uid}`, client: 'xiangyun-portal', callback, form: { login: who, password } }
    const plain: Side = { issuer: `http://127.0.0.1:${ports.peer}`, page: (uid) => `http://127.0.0.1:${ports.peer}/page/${uid}`, client: 'peer', callback, form: {} }
    const system = await connected(ground)
    const oursRefreshing: Side = { ...ours, client: system.client, callback: system.callback }
    const [signIns, refreshes]: { ours: number; reference: number }[][] = [[], []]
    for (const side of [ours, plain]) await perSecond(count / 4, () => signIn(side, 'openid profile'))
    const chains = { ours: await chainsOf(oursRefreshing), plain: await chainsOf(plain) }
    for (let round = 0; round < rounds; round++) {
      signIns!.push({ ours: await perSecond(count, () => signIn(ours, 'openid profile')), reference: await perSecond(count, () => signIn(plain, 'openid profile')) })
      refreshes!.push({ ours: await refreshed(oursRefreshing, chains.ours, count * 2), reference: await refreshed(plain, chains.plain, count * 2) })
    }
    return { settings: { ...ground.settings, clients: CLIENTS, signInsPerRound: count }, results: [
      compared('sign-ins by code with PKCE / plain oidc-provider', '1/s', signIns!, { least: 1 }),
      compared('refreshes with rotation / plain oidc-provider', '1/s', refreshes!, { least: 1 }),
      bounded('one password at its full 60,000 rounds, on a thread of its own', 'ms', await hashing(), { most: 250, rounds: 5 }),
      bounded('resident memory of Node after it', 'MiB', (await ground.memory()) / 2 ** 20, { most: 400, rounds: 1 }),
    ] }
  } finally {
    peer.kill('SIGTERM')
    await ground.stop()
  }
}

function started(url: string, callback: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'peer-oidc.ts'), [String(ports.peer), url, callback], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  return new Promise((done, failed) => {
    child.once('message', () => done(child))
    child.once('exit', () => failed(new Error('the plain set-up did not start')))
  })
}

/** Somebody with a password of their own, whose hash is kept with one round. */
async function resident({ api, raw }: Ground): Promise<string> {
  const found = await api.call(undefined, 'GET', '/demonstration/people?count=1&skip=3&ageFrom=25&ageTo=55')
  const { identityNumber } = (found.value['people'] as { identityNumber: string }[])[0]!
  const set = await api.call(identityNumber, 'POST', '/account/password', { password })
  if (set.status !== 200) throw new Error(`no password: ${set.value.code}`)
  const salt = Buffer.alloc(16, 1)
  const { pbkdf2Sync } = await import('node:crypto')
  await raw.query('update identity.account set password = $1 where password like $2', [`pbkdf2-sm3$1$${salt.toString('base64url')}$${pbkdf2Sync(password, salt, 1, 32, 'sm3').toString('base64url')}`, 'pbkdf2%'])
  return identityNumber
}

/** A department's system with refresh tokens, registered and approved like all others. */
async function connected({ api, address }: Ground): Promise<{ client: string; callback: string }> {
  const opened = await api.call('operator', 'POST', '/connections', { name: '测速系统', purpose: '测量刷新令牌的速度' })
  const callback = 'http://127.0.0.1:9/callback'
  const answer = await fetch(`${address}/oidc/reg`, { method: 'POST', headers: { authorization: `Bearer ${String(opened.value['ticket'])}`, 'content-type': 'application/json' }, body: JSON.stringify({ client_name: '测速', redirect_uris: [callback], token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] }) })
  const { client_id: client } = (await answer.json()) as { client_id: string }
  await api.call('security', 'POST', `/connections/${(opened.value['connection'] as { id: string }).id}/decision`, { decision: 'approved', reason: '测速', scopes: ['openid', 'profile', 'offline_access'] })
  return { client, callback }
}

let addresses = 0

/** One visitor with an address and cookies of their own, from the first request to the tokens. */
async function signIn({ issuer, page, client, callback, form }: Side, scope: string): Promise<{ refresh_token?: string }> {
  const jar = new Map<string, string>()
  const from = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`
  const go = async (url: string, body?: Record<string, string>): Promise<{ to: string; text: string }> => {
    const answer = await fetch(url, { redirect: 'manual', method: body ? 'POST' : 'GET', headers: { 'x-forwarded-for': from, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }, ...(body ? { body: new URLSearchParams(body) } : {}) })
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.slice(0, line.indexOf(';'))
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const to = answer.headers.get('location')
    return { to: to ? new URL(to, url).href : '', text: await answer.text() }
  }
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({ client_id: client, response_type: 'code', redirect_uri: callback, scope, state: 's', prompt: scope.includes('offline') ? 'login consent' : 'login', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' })
  let at = (await go(`${issuer}/auth?${query}`)).to
  for (let steps = 0; !at.startsWith(callback) && steps < 8; steps++) {
    const uid = /\/page\/([\w-]+)$/.exec(at)?.[1]
    if (!uid) { at = (await go(at)).to; continue }
    const asked = (await go(page(uid))).text
    at = (await go(asked.includes('name="answer" value') ? `${page(uid)}/consent` : page(uid), asked.includes('name="answer" value') ? { answer: 'yes' } : form)).to
  }
  const answer = await fetch(`${issuer}/token`, { method: 'POST', headers: { 'x-forwarded-for': from }, body: new URLSearchParams({ grant_type: 'authorization_code', client_id: client, code: new URL(at).searchParams.get('code') ?? '', redirect_uri: callback, code_verifier: verifier }) })
  if (!answer.ok) throw new Error(`${issuer}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { refresh_token?: string }
}

async function perSecond(count: number, run: () => Promise<unknown>): Promise<number> {
  return count / (await byClients(CLIENTS, Array.from({ length: count }, (_, n) => n), async () => { await run() }))
}

type Chain = { token: string }
const chainsOf = async (side: Side): Promise<Chain[]> => Promise.all(Array.from({ length: CLIENTS }, async () => ({ token: (await signIn(side, 'openid profile offline_access')).refresh_token! })))

/** Each chain hands in its last token and gets the next. */
async function refreshed({ issuer, client }: Side, chains: readonly Chain[], count: number): Promise<number> {
  const began = performance.now()
  await Promise.all(chains.map(async (chain, index) => {
    for (let n = 0; n < count / chains.length; n++) {
      const answer = await fetch(`${issuer}/token`, { method: 'POST', headers: { 'x-forwarded-for': `10.200.${index}.${n % 250}` }, body: new URLSearchParams({ grant_type: 'refresh_token', client_id: client, refresh_token: chain.token }) })
      if (!answer.ok) throw new Error(`${issuer}: ${answer.status} ${await answer.text()}`)
      chain.token = ((await answer.json()) as { refresh_token: string }).refresh_token
    }
  }))
  return (count * 1000) / (performance.now() - began)
}

async function hashing(): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 5 + cpus().length; n++) {
    const began = performance.now()
    await isPassword(password, nobodys)
    times.push(performance.now() - began)
  }
  return median(times)
}
