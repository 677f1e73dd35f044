import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { addBridges } from './bridges/mount.ts'
import type { SmsGateway } from './contract.ts'
import { localPath } from './local-path.ts'
import { makeProvider } from './provider/configuration.ts'
import { ownClient } from './provider/own-client.ts'
import { portalClient } from './provider/portal-client.ts'
import { deviceOf } from './security/device.ts'
import { cookieIn, cookieName, openSession } from './sessions.ts'
import { addSignInPages } from './sign-in-routes.ts'
import { holderBySubject } from './sign-in.ts'

const flowCookie = 'xy_flow'

type Flow = { state: string; verifier: string; back: string }

/** Mounts the OpenID provider, its sign-in page, and the portal's side of the code flow. */
export async function mountIdentity(app: FastifyInstance, environment: Environment, gateway: SmsGateway): Promise<void> {
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
  addSignInPages(app, environment, provider, gateway)
  addBridges(app, environment)
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

/** The portal's side: exchanges the code at the provider and opens the portal's own session. */
async function finish(environment: Environment, request: FastifyRequest, reply: FastifyReply, cookie: (n: string, v: string, s: number) => string) {
  const flow = flowIn(cookieIn(request.headers.cookie, flowCookie))
  if (!flow) return reply.redirect('/sign-in')
  const { address } = environment.config
  try {
    const tokens = await client.authorizationCodeGrant(await ownClient(environment, request, portalClient), new URL(`${address}${request.url}`), { pkceCodeVerifier: flow.verifier, expectedState: flow.state })
    const { sub, acr, amr } = tokens.claims()!
    const token = await systemWork(environment)(async (context) => {
      const holder = await holderBySubject(context, sub)
      if (!holder) throw new Error('the subject is gone')
      return openSession(context, { ...holder, assurance: String(acr ?? holder.assurance) }, { how: Array.isArray(amr) ? amr.map(String) : ['pwd'], ...deviceOf(request) })
    })
    return await reply.header('set-cookie', [cookie(cookieName, token, 8 * 3600), cookie(flowCookie, '', 0)]).redirect(flow.back)
  } catch (error) {
    environment.log.warn('sign-in not finished', { error })
    return reply.redirect('/sign-in')
  }
}
