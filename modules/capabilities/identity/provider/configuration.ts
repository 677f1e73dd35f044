import { errors, Provider } from 'oidc-provider'
import type { Configuration, ResourceServer } from 'oidc-provider'
import { sql } from '@xiangyun/kernel/database'
import type { Environment } from '@xiangyun/kernel/platform'
import { readOrganisations } from '#modules/data/organisations/port.ts'
import { connectionStore } from '../connections/store.ts'
import { oidcAdapter } from './adapter.ts'
import { claimsByScope, findAccount } from './accounts.ts'
import { exchangeParameters, exchangeToken, exchangeType } from './exchange.ts'
import { sealAccount } from './bearer.ts'
import { forgetLately } from './lately.ts'
import { grantUsedTwice, inOneCommit } from './one-commit.ts'
import { ownApi } from './own-api.ts'
import { signingKey } from './signing-key.ts'
import { pairwise } from './subjects.ts'
import * as pages from './pages.ts'
import { portalClient } from './portal-client.ts'
import { registrationPolicy } from './registration.ts'
import { interactionsWithStrength } from './strong.ts'

/** The OpenID provider of the province, below `/oidc`; the portals are its first client (code + PKCE), systems of departments are registered and approved. */
export function makeProvider(environment: Environment): Provider {
  const { config } = environment
  const provider = new Provider(`${config.address}/oidc`, { ...kept(environment), ...policy(environment), features: features(environment) })
  provider.registerGrantType(exchangeType, exchangeToken(environment), exchangeParameters)
  provider.proxy = true
  provider.use((ctx, next) => answered(environment, ctx, next))
  provider.on('server_error', (_, error) => environment.log.error('OpenID provider failed', { error }))
  return provider
}

/** All that a request writes is one commit before its answer leaves. Of two who use a code or token at the same moment the second ends all that came of it (RFC 9700 4.14). */
async function answered({ database }: Environment, ctx: { status: number; body: unknown }, next: () => Promise<void>): Promise<void> {
  try {
    await inOneCommit(database, next)
  } catch (error) {
    const grant = grantUsedTwice(error)
    if (grant === undefined) throw error
    await database.run(sql`delete from identity.oidc where grant_id = ${grant}`)
    forgetLately()
    ctx.status = 400
    ctx.body = { error: 'invalid_grant', error_description: 'grant request is invalid' }
  }
}

function kept(environment: Environment): Configuration {
  const { keys, config } = environment
  return {
    adapter: oidcAdapter(environment),
    clients: [{
      client_id: portalClient, token_endpoint_auth_method: 'none', id_token_signed_response_alg: 'ES256', response_types: ['code'], grant_types: ['authorization_code'],
      redirect_uris: [`${config.address}/sign-in/callback`], post_logout_redirect_uris: [config.address],
    }],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code'], response_types: ['code'] },
    jwks: { keys: [{ ...signingKey(environment).export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'portal-1' } as never] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256', 'PS256', 'RS256'], dPoPSigningAlgValues: ['ES256', 'PS256'], requestObjectSigningAlgValues: ['ES256', 'PS256', 'RS256'] },
    cookies: { keys: [keys.derive('oidc-cookies', 32).toString('base64url')], long: { httpOnly: true, sameSite: 'lax', signed: true }, short: { httpOnly: true, sameSite: 'lax', signed: true } },
    ttl: { AccessToken: 600, ClientCredentials: 600, AuthorizationCode: 60, IdToken: 3600, Interaction: 900, DeviceCode: 600, RefreshToken: 30 * 86_400, Session: 8 * 3600, Grant: 30 * 86_400 },
    pairwiseIdentifier: (_, accountId, client) => pairwise(keys, client.clientId, accountId),
    findAccount: findAccount(environment),
  }
}

function policy(environment: Environment): Configuration {
  return {
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'identity-number', 'phone', 'offline_access'],
    claims: claimsByScope,
    acrValues: ['registered', 'real-name', 'strong'],
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    clientAuthMethods: ['none', 'client_secret_basic', 'private_key_jwt'],
    // A refresh token is used once; whoever comes with a used one ends all that came of it.
    rotateRefreshToken: true,
    issueRefreshToken: async (_, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    clientBasedCORS: () => false,
    interactions: { url: (_, interaction) => `/sign-in/page/${interaction.uid}`, policy: interactionsWithStrength() },
    // Systems see a subject of their own; whose it is we alone can read, in tokens that an interface takes.
    extraTokenClaims: async (_, token) => ({ ...(token as { extra?: object }).extra, ...('accountId' in token && token.accountId && 'resourceServer' in token && token.resourceServer ? { xy: sealAccount(environment, token.accountId) } : {}) }) as Record<string, never>,
    renderError: (ctx, out) => { ctx.type = 'html'; ctx.body = pages.failed(out.error_description ?? out.error) },
    allowOmittingSingleRegisteredRedirectUri: false,
  }
}

function features(environment: Environment): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false }, revocation: { enabled: true }, introspection: { enabled: true }, clientCredentials: { enabled: true }, dPoP: { enabled: true }, backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource: pages.askLogout, postLogoutSuccessSource: pages.loggedOut },
    deviceFlow: { enabled: true, mask: '****-****', charset: 'base-20', userCodeInputSource: pages.askCode, userCodeConfirmSource: pages.confirmCode, successSource: pages.deviceIn },
    registration: { enabled: true, initialAccessToken: true, issueRegistrationAccessToken: false, policies: { connection: registrationPolicy } },
    resourceIndicators: { enabled: true, useGrantedResource: async () => true, getResourceServerInfo: (_, audience, client) => resourceServer(environment, audience, client.clientId) },
  }
}

const jwt = { accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'ES256' } } } as const

/** An interface that tokens are made for, as far as this client may call it. */
async function resourceServer(environment: Environment, audience: string, client: string): Promise<ResourceServer> {
  const store = connectionStore(environment.database)
  const caller = await store.approvedClient(client)
  const allowed = caller?.calls.find((call) => call.audience === audience)?.scopes ?? []
  const offered = audience === ownApi(environment.config) ? readOrganisations(environment.config.catalogue).roles().flatMap((role) => role.permissions) : (await store.byAudience(audience))?.offers ?? []
  const scopes = allowed.filter((scope) => offered.includes(scope))
  if (scopes.length === 0) throw new errors.InvalidTarget('this client was not approved for this resource')
  return { ...jwt, audience, scope: scopes.join(' ') }
}
