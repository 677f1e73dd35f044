import { X509Certificate } from 'node:crypto'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import { callbackPath, leftPath } from '../bridges/flow.ts'
import type { Bridge } from './contract.ts'
import type { ConnectionRow } from './store.ts'

/** What the provider knows of an elder system: a client that comes back to the bridge, and where the bridge sends its people. */
export function bridgeMetadata(bridge: Bridge, address: string): Result<Record<string, unknown>> {
  const own = { redirect_uris: [`${address}${callbackPath}`], token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], response_types: ['code'], subject_type: 'pairwise', id_token_signed_response_alg: 'ES256', application_type: 'web' }
  if (bridge.protocol === 'cas') return isSafe(bridge.service) ? ok({ ...own, protocol: 'cas', service: bridge.service, post_logout_redirect_uris: [bridge.service] }) : fail('identity/unsafe-address')
  if (!isSafe(bridge.consumer)) return fail('identity/unsafe-address')
  if ([bridge.logout, bridge.hears].some((one) => one !== undefined && !isSafe(one))) return fail('identity/unsafe-address')
  const certificate = bridge.certificate?.trim() ? pemOf(bridge.certificate) : undefined
  if (bridge.certificate?.trim() && !certificate) return fail('identity/wrong-certificate')
  return ok({ ...own, protocol: 'saml', entity_id: bridge.entity.trim(), acs: bridge.consumer, post_logout_redirect_uris: [`${address}${leftPath}`], ...(bridge.logout ? { logout: bridge.logout } : {}), ...(bridge.hears ? { hears: bridge.hears } : {}), ...(certificate ? { certificate } : {}) })
}

/** TLS, or the engineer's own machine; nothing behind the path. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, hash, search, username } = new URL(address)
  return hash === '' && search === '' && username === '' && (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)))
}

function pemOf(text: string): string | undefined {
  try {
    return new X509Certificate(text.includes('BEGIN') ? text : `-----BEGIN CERTIFICATE-----\n${text.trim()}\n-----END CERTIFICATE-----`).toString()
  } catch {
    return undefined
  }
}

export const protocolOf = ({ metadata }: Pick<ConnectionRow, 'metadata'>): 'oidc' | 'cas' | 'saml' => (metadata?.['protocol'] === 'cas' || metadata?.['protocol'] === 'saml' ? metadata['protocol'] : 'oidc')

/** Where an elder system's people come back to. */
export const addressesOf = ({ metadata }: Pick<ConnectionRow, 'metadata'>): string[] | undefined => {
  const address = metadata?.['service'] ?? metadata?.['acs']
  return typeof address === 'string' ? [address] : undefined
}
