import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SaxesParser } from 'saxes'
import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify'
import { perMinute } from '@xiangyun/kernel/http'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'
import { escape, failed, page } from '../provider/pages.ts'
import { attributesOf, begin } from './flow.ts'
import type { Pending, Told } from './flow.ts'
import { samlKeys } from './saml-keys.ts'
import type { SamlKeys } from './saml-keys.ts'

/** Requests are small: whatever is longer is not one. */
const LONGEST = 20_000
const MINUTES = 5
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

type Request = { readonly id: string; readonly issuer: string; readonly acs: string | undefined; readonly isNew: boolean; readonly isSilent: boolean }

// The library asks for a schema check of its own; requests are read by our own parser, which knows no entities, before it sees them.
setSchemaValidator({ validate: async () => 'checked before' })

/** SAML 2.0 Web Browser SSO for elder systems: metadata, requests by redirect and post, signed responses by post. */
export function addSaml(app: FastifyInstance, environment: Environment): void {
  app.get('/saml/metadata', async (_, reply) => reply.type('application/samlmetadata+xml; charset=utf-8').send(identityProvider(environment, await samlKeys(environment), false).getMetadata()))
  app.get('/saml/post.js', async (_, reply) => reply.type('text/javascript').send(readFileSync(join(import.meta.dirname, 'post.js'), 'utf8')))
  app.get('/saml/sso', { config: perMinute(120) }, (request, reply) => take(environment, request, reply, 'redirect'))
  app.post('/saml/sso', { config: perMinute(120) }, (request, reply) => take(environment, request, reply, 'post'))
}

function identityProvider({ config }: Environment, { privateKey, certificate }: SamlKeys, isSigned: boolean) {
  const { redirect, post } = Constants.namespace.binding
  return IdentityProvider({
    entityID: `${config.address}/saml/metadata`, privateKey, signingCert: certificate, wantAuthnRequestsSigned: isSigned, nameIDFormat: [PERSISTENT], requestSignatureAlgorithm: Constants.algorithms.signature.RSA_SHA256, messageSigningOrder: 'sign-then-encrypt',
    singleSignOnService: [{ Binding: redirect, Location: `${config.address}/saml/sso` }, { Binding: post, Location: `${config.address}/saml/sso` }],
    singleLogoutService: [{ Binding: redirect, Location: `${config.address}/oidc/session/end` }],
  })
}

function serviceProvider(row: ConnectionRow) {
  const { entity_id: entityID, acs, certificate } = row.metadata as { entity_id: string; acs: string; certificate?: string }
  return ServiceProvider({ entityID, assertionConsumerService: [{ Binding: Constants.namespace.binding.post, Location: acs }], wantAssertionsSigned: true, wantMessageSigned: true, authnRequestsSigned: certificate !== undefined, ...(certificate ? { signingCert: certificate } : {}) })
}

async function take(environment: Environment, request: FastifyRequest, reply: FastifyReply, binding: 'redirect' | 'post') {
  const given = (binding === 'redirect' ? request.query : request.body) as Record<string, unknown> | null
  const asked = readRequest(given?.['SAMLRequest'], binding)
  const row = asked && (await connectionStore(environment.database).byEntity(asked.issuer))
  if (!asked || !row) return refuse(reply, '这个系统没有登记接入，或者请求读不懂。请联系系统的管理单位。')
  if (asked.acs !== undefined && asked.acs !== row.metadata!['acs']) return refuse(reply, '登录后要回到的地址没有登记过，为了安全没有继续。')
  if (!(await isGenuine(environment, request, given!, row, binding))) return refuse(reply, '请求的签名不对，为了安全没有继续。')
  const relay = typeof given!['RelayState'] === 'string' ? given!['RelayState'].slice(0, 2_000) : ''
  return begin(environment, reply, row, 'saml', { id: asked.id, entity: asked.issuer, relay }, { isNew: asked.isNew, isSilent: asked.isSilent })
}

const refuse = (reply: FastifyReply, why: string) => reply.status(403).type('text/html; charset=utf-8').send(failed(why))

/** Who asks, and how; nothing for what is no request. No entity is ever expanded, for a document type is refused. */
export function readRequest(given: unknown, binding: 'redirect' | 'post'): Request | undefined {
  if (typeof given !== 'string' || given.length > LONGEST) return undefined
  try {
    const bytes = Buffer.from(given, 'base64')
    const xml = binding === 'redirect' ? inflateRawSync(bytes, { maxOutputLength: LONGEST }).toString('utf8') : bytes.toString('utf8')
    return requestIn(xml)
  } catch {
    return undefined
  }
}

function requestIn(xml: string): Request | undefined {
  let found: { id: string; acs: string | undefined; isNew: boolean; isSilent: boolean } | undefined
  let [issuer, depth, isInIssuer] = ['', 0, false]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('doctype', () => { throw new Error('no document types') })
  parser.on('opentag', ({ local, uri, attributes }) => {
    depth++
    const value = (name: string) => attributes[name]?.value
    if (depth === 1 && local === 'AuthnRequest' && uri === Constants.namespace.names.protocol && value('Version') === '2.0' && value('ID')) found = { id: value('ID')!, acs: value('AssertionConsumerServiceURL'), isNew: value('ForceAuthn') === 'true', isSilent: value('IsPassive') === 'true' }
    isInIssuer = depth === 2 && local === 'Issuer' && uri === Constants.namespace.names.assertion
  })
  parser.on('text', (text) => { if (isInIssuer) issuer += text })
  parser.on('closetag', () => {
    depth--
    isInIssuer = false
  })
  parser.on('error', (error) => { throw error })
  parser.write(xml).close()
  return found && issuer.trim() ? { ...found, issuer: issuer.trim() } : undefined
}

/** A system that has registered a certificate signs its requests; of one that has not, only the registered address hears. */
async function isGenuine(environment: Environment, request: FastifyRequest, given: Record<string, unknown>, row: ConnectionRow, binding: 'redirect' | 'post'): Promise<boolean> {
  if (row.metadata!['certificate'] === undefined) return true
  const raw = new URL(request.url, environment.config.address).search.slice(1).split('&')
  const octetString = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => raw.filter((one) => one.startsWith(`${name}=`)).slice(0, 1)).join('&')
  try {
    await identityProvider(environment, await samlKeys(environment), true).parseLoginRequest(serviceProvider(row), binding, { query: given, body: given, octetString })
    return true
  } catch {
    return false
  }
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
  const [before, after] = RESPONSE.split('{Statements}') as [string, string]
  const { context } = await provider.createLoginResponse(serviceProvider(row), { extract: { request: { id } } }, 'post', {}, {
    customTagReplacement: () => ({ id: `_${session}`, context: filled(`${before}${statement}${after}`, {
      ID: `_${randomUUID()}`, AssertionID: `_${randomUUID()}`, IssueInstant: now.toISOString(), Destination: acs, InResponseTo: id, Issuer: `${environment.config.address}/saml/metadata`, NameID: told.sub, NameIDFormat: PERSISTENT,
      Until: until, Since: new Date(now.getTime() - 30_000).toISOString(), Audience: row.metadata!['entity_id'] as string,
    }) }),
  })
  return context
}

const filled = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (_, name: string) => escape(values[name] ?? ''))

const RESPONSE = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}" InResponseTo="{InResponseTo}"><saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
  + '<saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}"><saml:Issuer>{Issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID>'
  + '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="{Destination}" InResponseTo="{InResponseTo}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{Since}" NotOnOrAfter="{Until}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>{Statements}</saml:Assertion></samlp:Response>'

/** `IsPassive`: nobody is signed in, and the system asked not to disturb. */
function noPassive({ config }: Environment, acs: string, id: string): string {
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${escape(acs)}" InResponseTo="${escape(id)}"><saml:Issuer>${escape(config.address)}/saml/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode></samlp:Status></samlp:Response>`
  return Buffer.from(xml).toString('base64')
}
