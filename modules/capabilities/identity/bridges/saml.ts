import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setSchemaValidator } from 'samlify'
import { perMinute } from '@xiangyun/kernel/http'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'
import { escape, page } from '../provider/pages.ts'
import { securityStore } from '../security/store.ts'
import { attributesOf, begin } from './flow.ts'
import type { Pending, Told } from './flow.ts'
import { PERSISTENT, filled, identityProvider, isGenuine, readRequest, refuse, serviceProvider } from './saml-parties.ts'
import { samlKeys } from './saml-keys.ts'
import type { SamlKeys } from './saml-keys.ts'
import { addSamlLogout } from './saml-logout.ts'

const MINUTES = 5

// The library asks for a schema check of its own; requests are read by our own parser, which knows no entities, before it sees them.
setSchemaValidator({ validate: async () => 'checked before' })

/** SAML 2.0 Web Browser SSO for elder systems: metadata, requests by redirect and post, signed responses by post. */
export function addSaml(app: FastifyInstance, environment: Environment): void {
  app.get('/saml/metadata', async (_, reply) => reply.type('application/samlmetadata+xml; charset=utf-8').send(identityProvider(environment, await samlKeys(environment), false).getMetadata()))
  app.get('/saml/post.js', async (_, reply) => reply.type('text/javascript').send(readFileSync(join(import.meta.dirname, 'post.js'), 'utf8')))
  app.get('/saml/sso', { config: perMinute(120) }, (request, reply) => take(environment, request, reply, 'redirect'))
  app.post('/saml/sso', { config: perMinute(120) }, (request, reply) => take(environment, request, reply, 'post'))
  addSamlLogout(app, environment)
}

async function take(environment: Environment, request: FastifyRequest, reply: FastifyReply, binding: 'redirect' | 'post') {
  const given = (binding === 'redirect' ? request.query : request.body) as Record<string, unknown> | null
  const asked = readRequest(given?.['SAMLRequest'], binding, 'AuthnRequest')
  const row = asked && (await connectionStore(environment.database).byEntity(asked.issuer))
  if (!asked || !row) return refuse(reply, '这个系统没有登记接入，或者请求读不懂。请联系系统的管理单位。')
  if (asked.acs !== undefined && asked.acs !== row.metadata!['acs']) return refuse(reply, '登录后要回到的地址没有登记过，为了安全没有继续。')
  if (!(await isGenuine(environment, request, given!, row, binding, 'AuthnRequest'))) return refuse(reply, '请求的签名不对，为了安全没有继续。')
  const relay = typeof given!['RelayState'] === 'string' ? given!['RelayState'].slice(0, 2_000) : ''
  return begin(environment, reply, row, 'saml', { id: asked.id, entity: asked.issuer, relay }, { isNew: asked.isNew, isSilent: asked.isSilent })
}

/** The page that carries the signed response to the system. */
export async function toConsumer(environment: Environment, reply: FastifyReply, { client, back }: Pending, told: Told | undefined) {
  const row = await connectionStore(environment.database).byEntity(back['entity']!)
  if (row?.client !== client) return refuse(reply, '这个系统没有登记接入，或者已经停用。')
  const acs = row.metadata!['acs'] as string
  const keys = await samlKeys(environment)
  const response = told ? await signedResponse(environment, keys, row, back['id']!, told) : noPassive(environment, acs, back['id']!)
  const relay = back['relay'] ? `<input type="hidden" name="RelayState" value="${escape(back['relay'])}">` : ''
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').header('content-security-policy', `default-src 'self'; form-action ${new URL(acs).origin}; frame-ancestors 'none'`)
    .send(page(`回到“${row.name}”`, `<form method="post" action="${escape(acs)}" id="onward"><input type="hidden" name="SAMLResponse" value="${escape(response)}">${relay}<p>已经登录，正在回到系统。没有自动回去，请按下面的按钮。</p><button type="submit">继续</button></form><script src="/saml/post.js" defer></script>`))
}

const tag = (text: string): string => escape(text).replaceAll('{', '&#123;')

async function signedResponse(environment: Environment, keys: SamlKeys, row: ConnectionRow, id: string, told: Told): Promise<string> {
  const provider = identityProvider(environment, keys, false)
  const attributes = attributesOf(told).map(([name, values]) => `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">${values.map((value) => `<saml:AttributeValue xsi:type="xs:string">${tag(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`).join('')
  const [now, until, session] = [new Date(), new Date(Date.now() + MINUTES * 60_000).toISOString(), randomUUID()]
  const statement = `<saml:AuthnStatement AuthnInstant="${now.toISOString()}" SessionIndex="_${session}"><saml:AuthnContext><saml:AuthnContextClassRef>${told.acr === 'strong' ? 'https://refeds.org/profile/mfa' : 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes}</saml:AttributeStatement>`
  const acs = row.metadata!['acs'] as string
  if (typeof row.metadata!['hears'] === 'string') await systemWork(environment)((context) => securityStore(context.db).addBridgeSession({ ticket: `_${session}`, client: row.client!, sub: told.sub, service: row.metadata!['hears'] as string, at: context.now }))
  const [before, after] = RESPONSE.split('{Statements}') as [string, string]
  const { context } = await provider.createLoginResponse(serviceProvider(row), { extract: { request: { id } } }, 'post', {}, {
    customTagReplacement: () => ({ id: `_${session}`, context: filled(`${before}${statement}${after}`, {
      ID: `_${randomUUID()}`, AssertionID: `_${randomUUID()}`, IssueInstant: now.toISOString(), Destination: acs, InResponseTo: id, Issuer: `${environment.config.address}/saml/metadata`, NameID: told.sub, NameIDFormat: PERSISTENT,
      Until: until, Since: new Date(now.getTime() - 30_000).toISOString(), Audience: row.metadata!['entity_id'] as string,
    }) }),
  })
  return context
}

const RESPONSE = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}" InResponseTo="{InResponseTo}"><saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
  + '<saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}"><saml:Issuer>{Issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID>'
  + '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="{Destination}" InResponseTo="{InResponseTo}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{Since}" NotOnOrAfter="{Until}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>{Statements}</saml:Assertion></samlp:Response>'

/** `IsPassive`: nobody is signed in, and the system asked not to disturb. */
function noPassive({ config }: Environment, acs: string, id: string): string {
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${escape(acs)}" InResponseTo="${escape(id)}"><saml:Issuer>${escape(config.address)}/saml/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode></samlp:Status></samlp:Response>`
  return Buffer.from(xml).toString('base64')
}
