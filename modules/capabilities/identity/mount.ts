import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import { perMinute } from '@xiangyun/kernel/http'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { anonymous } from '@xiangyun/kernel/permissions'
import { checkPassword, countFailure, holderBySubject } from './sign-in.ts'
import { cookieIn, cookieName, openSession } from './sessions.ts'
import { inTurn } from './in-turn.ts'
import { localPath } from './local-path.ts'
import { makeProvider, portalClient } from './provider.ts'
import { signInPage } from './sign-in-page.ts'

const flowCookie = 'xy_flow'

type Flow = { state: string; verifier: string; back: string }

/** Mounts the OpenID provider, its sign-in page, and the portal's side of the code flow. */
export async function mountIdentity(app: FastifyInstance, environment: Environment): Promise<void> {
  const provider = makeProvider(environment)
  const callback = provider.callback()
  const { address } = environment.config
  const isSecure = address.startsWith('https:')
  const cookie = (name: string, value: string, seconds: number) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all('/oidc/*', (request, reply) => {
      reply.hijack()
      const raw = request.raw as typeof request.raw & { originalUrl?: string }
      raw.originalUrl = raw.url!
      raw.url = raw.url!.slice('/oidc'.length)
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
      void callback(raw, reply.raw)
    })
  })
  app.get('/sign-in/style.css', async (_, reply) => reply.type('text/css').send(styles(environment.config.root)))
  app.get('/sign-in', async (request, reply) => {
    const back = localPath((request.query as { return?: unknown }).return)
    const flow: Flow = { state: randomBytes(16).toString('base64url'), verifier: randomBytes(32).toString('base64url'), back }
    const query = new URLSearchParams({
      client_id: portalClient, response_type: 'code', redirect_uri: `${address}/sign-in/callback`, scope: 'openid profile', state: flow.state, prompt: 'login',
      code_challenge: createHash('sha256').update(flow.verifier).digest('base64url'), code_challenge_method: 'S256',
    })
    return reply.header('set-cookie', cookie(flowCookie, Buffer.from(JSON.stringify(flow)).toString('base64url'), 900)).redirect(`/oidc/auth?${query}`)
  })
  app.get('/sign-in/callback', async (request, reply) => finish(environment, request, reply, cookie))
  addPage(app, environment, provider)
}

/** The flow that a cookie keeps; nothing when it is none of ours. */
function flowIn(kept: string | undefined): Flow | undefined {
  try {
    const { state, verifier, back } = JSON.parse(Buffer.from(kept ?? '', 'base64url').toString('utf8')) as Partial<Flow>
    return typeof state === 'string' && typeof verifier === 'string' ? { state, verifier, back: localPath(back) } : undefined
  } catch {
    return undefined
  }
}

let discovered: client.Configuration | undefined

/** The portal's side: exchanges the code at the provider and opens the portal's own session. */
async function finish(environment: Environment, request: FastifyRequest, reply: FastifyReply, cookie: (n: string, v: string, s: number) => string) {
  const flow = flowIn(cookieIn(request.headers.cookie, flowCookie))
  if (!flow) return reply.redirect('/sign-in')
  const { address } = environment.config
  const inner = `http://127.0.0.1:${(request.socket.localPort ?? environment.config.port)}`
  discovered ??= await client.discovery(new URL(`${address}/oidc`), portalClient, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
    // The portal asks its own provider over loopback, whatever address the province has outside.
    [client.customFetch]: (url, options) => fetch(url.replace(address, inner), { ...(options as RequestInit), headers: { ...(options.headers as Record<string, string>), host: new URL(address).host } }),
  })
  try {
    const tokens = await client.authorizationCodeGrant(discovered, new URL(`${address}${request.url}`), { pkceCodeVerifier: flow.verifier, expectedState: flow.state })
    const sub = tokens.claims()!.sub
    const token = await systemWork(environment)(async (context) => {
      const holder = await holderBySubject(context, sub)
      if (!holder) throw new Error('the subject is gone')
      return openSession(context, holder)
    })
    return await reply.header('set-cookie', [cookie(cookieName, token, 8 * 3600), cookie(flowCookie, '', 0)]).redirect(flow.back)
  } catch (error) {
    environment.log.warn('sign-in not finished', { error })
    return reply.redirect('/sign-in')
  }
}

function addPage(app: FastifyInstance, environment: Environment, provider: ReturnType<typeof makeProvider>): void {
  const html = (reply: FastifyReply, body: string, status = 200) => reply.status(status).type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'self'; style-src 'self'; form-action 'self' *; frame-ancestors 'none'").header('cache-control', 'no-store').send(body)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, async (_: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)))
  app.get('/sign-in/page/:uid', async (request, reply) => {
    const { office } = request.query as { office?: unknown }
    return html(reply, signInPage(environment, (request.params as { uid: string }).uid, typeof office === 'string' ? { office } : {}))
  })
  app.post('/sign-in/page/:uid', { config: perMinute(60) }, async (request, reply) => {
    const { uid } = request.params as { uid: string }
    const body = request.body as { login?: unknown; password?: unknown } | null
    const typed = String(body?.login ?? '')
    const checked = await tryPassword(environment, typed, String(body?.password ?? ''))
    if (!checked.ok) {
      return html(reply, signInPage(environment, uid, { error: checked.code === 'identity/locked' ? '错误次数太多，账号已锁定 15 分钟。忘记密码请到政务大厅窗口办理。' : '账号或密码不对，请再试一次。', typed }), 401)
    }
    const holder = checked.value
    try {
      const details = await provider.interactionDetails(request.raw, reply.raw)
      const accountId = `${holder.kind}:${holder.login}`
      const grant = new provider.Grant({ accountId, clientId: details.params['client_id'] as string })
      grant.addOIDCScope('openid profile')
      const to = await provider.interactionResult(request.raw, reply.raw, { login: { accountId, acr: holder.assurance, amr: ['pwd'] }, consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: false })
      return await reply.redirect(to, 303)
    } catch {
      return reply.redirect('/sign-in', 303)
    }
  })
}

/** A wrong password is counted before the next try of the same account is looked at. */
function tryPassword(environment: Environment, typed: string, password: string) {
  return inTurn(typed.trim().toUpperCase(), async () => {
    const checked = await perform(environment, anonymous, (context) => checkPassword(context, typed, password))
    if (!checked.ok && checked.code === 'identity/wrong-password') await systemWork(environment)((context) => countFailure(context, typed))
    return checked
  })
}

function styles(root: string): string {
  const file = (name: string) => readFileSync(join(root, 'portals', 'design', name), 'utf8')
  return `${file('tokens.css')}\n${file('base.css')}\n${readFileSync(join(root, 'modules/capabilities/identity/sign-in.css'), 'utf8')}`
}
