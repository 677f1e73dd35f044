import { errors } from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import { readAccessToken } from './bearer.ts'

export const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const exchangeParameters = ['subject_token', 'subject_token_type', 'requested_token_type', 'audience', 'resource', 'scope']
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'

/**
 * One department's system calls another's for the person who is with it (RFC 8693): a token that was made for the caller becomes one for the
 * interface that it calls, for the same person, with no more than was approved and than the first one had time left for.
 */
export const exchangeToken = (environment: Environment) => async (ctx: KoaContextWithOIDC): Promise<void> => {
  const { params, client, provider } = ctx.oidc
  const given = params as Record<string, string | undefined>
  if (!given['subject_token'] || given['subject_token_type'] !== accessToken) throw new errors.InvalidRequest('subject_token and subject_token_type (access_token) are needed')
  if (given['requested_token_type'] !== undefined && given['requested_token_type'] !== accessToken) throw new errors.InvalidRequest('only access tokens are given')
  const target = given['audience'] ?? given['resource']
  const store = connectionStore(environment.database)
  const caller = await store.approvedClient(client!.clientId)
  const call = caller?.calls.find((one) => one.audience === target)
  if (!target || !call) throw new errors.InvalidTarget('this client was not approved for this audience')
  const subject = await readAccessToken(environment, given['subject_token'])
  // A token for somebody else's interface, found or stolen, opens nothing.
  if (!subject || subject.jkt || !caller?.audience || subject.audience !== caller.audience) throw new errors.InvalidGrant('subject_token is not for this client')
  const offered = new Set((await store.byAudience(target))?.offers)
  const scopes = (given['scope']?.split(' ').filter(Boolean) ?? call.scopes).filter((scope) => call.scopes.includes(scope) && offered.has(scope))
  if (scopes.length === 0) throw new errors.InvalidScope('none of the scopes is approved for this audience', given['scope'] ?? '')
  const now = Math.floor(Date.now() / 1000)
  const left = Math.min(600, subject.expires - now)
  const token = new provider.AccessToken({ accountId: subject.account, client: client!, gty: 'token_exchange', extra: { act: { sub: client!.clientId, ...(subject.actor ? { act: subject.actor } : {}) } } } as never)
  token.resourceServer = new provider.ResourceServer(target, { audience: target, scope: scopes.join(' '), accessTokenFormat: 'jwt', accessTokenTTL: left, jwt: { sign: { alg: 'ES256' } } })
  token.scope = scopes.join(' ')
  // Said here and not when it is signed, which may be a second later.
  token.exp = now + left
  const value = await token.save()
  environment.log.info('token exchanged', { client: client!.clientId, audience: target })
  ctx.body = { access_token: value, issued_token_type: accessToken, token_type: 'Bearer', expires_in: left, scope: scopes.join(' ') }
}
