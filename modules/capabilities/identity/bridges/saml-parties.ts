import { inflateRawSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SaxesParser } from 'saxes'
import { Constants, IdentityProvider, ServiceProvider } from 'samlify'
import type { Environment } from '@xiangyun/kernel/platform'
import type { ConnectionRow } from '../connections/store.ts'
import { escape, failed } from '../provider/pages.ts'
import { samlKeys } from './saml-keys.ts'
import type { SamlKeys } from './saml-keys.ts'

/** Requests are small: whatever is longer is not one. */
const LONGEST = 20_000
export const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

export type Binding = 'redirect' | 'post'
export type RequestKind = 'AuthnRequest' | 'LogoutRequest'
type Request = { readonly id: string; readonly issuer: string; readonly acs: string | undefined; readonly isNew: boolean; readonly isSilent: boolean }

/** Ourselves, as SAML 2.0 systems see us. `isSigned`: what they send must be signed. */
export function identityProvider({ config }: Pick<Environment, 'config'>, { privateKey, certificate }: SamlKeys, isSigned: boolean) {
  const { redirect, post } = Constants.namespace.binding
  const both = (path: string) => [{ Binding: redirect, Location: `${config.address}${path}` }, { Binding: post, Location: `${config.address}${path}` }]
  return IdentityProvider({
    entityID: `${config.address}/saml/metadata`, privateKey, signingCert: certificate, wantAuthnRequestsSigned: isSigned, wantLogoutRequestSigned: isSigned, nameIDFormat: [PERSISTENT], requestSignatureAlgorithm: Constants.algorithms.signature.RSA_SHA256, messageSigningOrder: 'sign-then-encrypt',
    singleSignOnService: both('/saml/sso'), singleLogoutService: both('/saml/slo'),
  })
}

/** An elder system, as its office registered it. */
export function serviceProvider(row: ConnectionRow) {
  const { entity_id: entityID, acs, certificate, logout, hears } = row.metadata as { entity_id: string; acs: string; certificate?: string; logout?: string; hears?: string }
  const { redirect, post } = Constants.namespace.binding
  return ServiceProvider({
    entityID, assertionConsumerService: [{ Binding: post, Location: acs }], wantAssertionsSigned: true, wantMessageSigned: true, wantLogoutRequestSigned: true, wantLogoutResponseSigned: true, authnRequestsSigned: certificate !== undefined, ...(certificate ? { signingCert: certificate } : {}),
    singleLogoutService: [...(logout ? [{ Binding: redirect, Location: logout }] : []), ...(hears ? [{ Binding: post, Location: hears }] : [])],
  })
}

export const refuse = (reply: FastifyReply, why: string) => reply.status(403).type('text/html; charset=utf-8').send(failed(why))

/** A text with named places filled in, as XML says it. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (_, name: string) => escape(values[name] ?? ''))

/** Who asks, and how; nothing for what is no request. No entity is ever expanded, for a document type is refused. */
export function readRequest(given: unknown, binding: Binding, kind: RequestKind): Request | undefined {
  if (typeof given !== 'string' || given.length > LONGEST) return undefined
  try {
    const bytes = Buffer.from(given, 'base64')
    const xml = binding === 'redirect' ? inflateRawSync(bytes, { maxOutputLength: LONGEST }).toString('utf8') : bytes.toString('utf8')
    return requestIn(xml, kind)
  } catch {
    return undefined
  }
}

function requestIn(xml: string, kind: RequestKind): Request | undefined {
  let found: { id: string; acs: string | undefined; isNew: boolean; isSilent: boolean } | undefined
  let [issuer, depth, isInIssuer] = ['', 0, false]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('doctype', () => { throw new Error('no document types') })
  parser.on('opentag', ({ local, uri, attributes }) => {
    depth++
    const value = (name: string) => attributes[name]?.value
    if (depth === 1 && local === kind && uri === Constants.namespace.names.protocol && value('Version') === '2.0' && value('ID')) found = { id: value('ID')!, acs: value('AssertionConsumerServiceURL'), isNew: value('ForceAuthn') === 'true', isSilent: value('IsPassive') === 'true' }
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
export async function isGenuine(environment: Environment, request: FastifyRequest, given: Record<string, unknown>, row: ConnectionRow, binding: Binding, kind: RequestKind): Promise<boolean> {
  if (row.metadata!['certificate'] === undefined) return true
  const raw = new URL(request.url, environment.config.address).search.slice(1).split('&')
  const octetString = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => raw.filter((one) => one.startsWith(`${name}=`)).slice(0, 1)).join('&')
  try {
    const [own, sent] = [identityProvider(environment, await samlKeys(environment), true), { query: given, body: given, octetString }]
    await (kind === 'AuthnRequest' ? own.parseLoginRequest(serviceProvider(row), binding, sent) : own.parseLogoutRequest(serviceProvider(row), binding, sent))
    return true
  } catch {
    return false
  }
}
