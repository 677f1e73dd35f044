import { errors } from 'oidc-provider'
import type { ClientMetadata, KoaContextWithOIDC } from 'oidc-provider'
import { grantTypes } from './clients.ts'

/** Where a system may be called back: TLS, or the engineer's own machine. */
const isSafe = (address: unknown): boolean => {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol, hostname, hash } = new URL(address)
  return hash === '' && (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)))
}

/** What a connection may register (RFC 7591), whatever it asks for: no implicit flow, no addresses without TLS, no way round the person's consent. */
export function registrationPolicy(_: KoaContextWithOIDC, given: ClientMetadata): void {
  const asked = (given.grant_types ?? ['authorization_code']) as readonly string[]
  const strange = asked.filter((one) => !(grantTypes as readonly string[]).includes(one))
  if (strange.length > 0) throw new errors.InvalidClientMetadata(`grant_types not offered here: ${strange.join(' ')}`)
  for (const address of [...given.redirect_uris ?? [], ...given.post_logout_redirect_uris ?? []]) if (!isSafe(address)) throw new errors.InvalidRedirectUri('redirect addresses use https, or http on the own machine, without a fragment')
  for (const address of [given.backchannel_logout_uri, given.jwks_uri]) if (address !== undefined && !isSafe(address)) throw new errors.InvalidClientMetadata('addresses use https, or http on the own machine')
  // Decided at approval, not by whoever registers.
  delete given.scope
  delete given.sector_identifier_uri
  given.subject_type = (given.redirect_uris ?? []).length > 0 ? 'pairwise' : 'public'
  given.id_token_signed_response_alg = 'ES256'
  given.response_types = asked.includes('authorization_code') ? ['code'] : []
}
