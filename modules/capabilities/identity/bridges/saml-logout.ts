import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { perMinute } from '@xiangyun/kernel/http'
import type { Context } from '@xiangyun/kernel/modules'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'
import { securityStore } from '../security/store.ts'
import { leftPath } from './flow.ts'
import { samlKeys } from './saml-keys.ts'
import { PERSISTENT, filled, identityProvider, isGenuine, readRequest, refuse, serviceProvider } from './saml-parties.ts'
import type { Binding } from './saml-parties.ts'

/** A system's wish to sign somebody out, kept until the person has answered. */
type Leaving = { readonly entity: string; readonly id: string; readonly relay: string }

const MINUTES = 15
const keyOf = (state: string): string => `saml-logout ${state}`

/** Single logout of SAML 2.0 (Profiles 4.4): a system asks, the person is asked as by every other, all systems hear, the system is answered. */
export function addSamlLogout(app: FastifyInstance, environment: Environment): void {
  app.get('/saml/slo', { config: perMinute(120) }, (request, reply) => leave(environment, request, reply, 'redirect'))
  app.post('/saml/slo', { config: perMinute(120) }, (request, reply) => leave(environment, request, reply, 'post'))
  app.get(leftPath, { config: perMinute(120) }, (request, reply) => left(environment, request, reply))
}

async function leave(environment: Environment, request: FastifyRequest, reply: FastifyReply, binding: Binding) {
  const given = (binding === 'redirect' ? request.query : request.body) as Record<string, unknown> | null
  const asked = readRequest(given?.['SAMLRequest'], binding, 'LogoutRequest')
  const row = asked && (await connectionStore(environment.database).byEntity(asked.issuer))
  if (!asked || typeof row?.metadata?.['logout'] !== 'string') return refuse(reply, '这个系统没有登记统一退出的地址，或者请求读不懂。要退出，请到“登录与安全”。')
  if (!(await isGenuine(environment, request, given!, row, binding, 'LogoutRequest'))) return refuse(reply, '请求的签名不对，为了安全没有继续。')
  const state = randomBytes(16).toString('base64url')
  const relay = typeof given!['RelayState'] === 'string' ? given!['RelayState'].slice(0, 2_000) : ''
  await systemWork(environment)((context) => securityStore(context.db).ask(keyOf(state), { entity: asked.issuer, id: asked.id, relay } satisfies Leaving, new Date(context.now.getTime() + MINUTES * 60_000)))
  return reply.redirect(`/oidc/session/end?${new URLSearchParams({ client_id: row.client!, post_logout_redirect_uri: `${environment.config.address}${leftPath}`, state })}`)
}

/** Back to the system, with a signed answer to its very request. */
async function left(environment: Environment, request: FastifyRequest, reply: FastifyReply) {
  const { state } = request.query as { state?: unknown }
  const asked = typeof state === 'string' ? await systemWork(environment)((context) => securityStore(context.db).take<Leaving>(keyOf(state), context.now)) : undefined
  const row = asked && (await connectionStore(environment.database).byEntity(asked.entity))
  if (!asked || typeof row?.metadata?.['logout'] !== 'string') return refuse(reply, '已经退出。原来的系统要您回去的地址已经过了时间，请自己打开它。')
  const provider = identityProvider(environment, await samlKeys(environment), false)
  const { context } = provider.createLogoutResponse(serviceProvider(row), { extract: { request: { id: asked.id } } } as never, 'redirect', asked.relay)
  return reply.redirect(context)
}

const REQUEST = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}"><saml:Issuer>{Issuer}</saml:Issuer><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID><samlp:SessionIndex>{SessionIndex}</samlp:SessionIndex></samlp:LogoutRequest>'

/** What a system hears when somebody has signed out elsewhere: a signed request in an envelope (SOAP binding, SAML 2.0 Bindings 3.2), without the person's browser. */
export async function logoutEnvelope(context: Context, row: ConnectionRow, sub: string, index: string): Promise<string> {
  const provider = identityProvider(context, await samlKeys(context), false)
  const id = `_${randomUUID()}`
  const made = provider.createLogoutRequest(serviceProvider(row), 'post', { logoutNameID: sub, sessionIndex: index } as never, {
    customTagReplacement: () => ({ id, context: filled(REQUEST, {
      ID: id, IssueInstant: new Date().toISOString(), Destination: row.metadata!['hears'] as string, Issuer: `${context.config.address}/saml/metadata`, NameIDFormat: PERSISTENT, NameID: sub, SessionIndex: index,
    }) }),
  } as never)
  return `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${Buffer.from(made.context, 'base64').toString('utf8')}</soap:Body></soap:Envelope>`
}
